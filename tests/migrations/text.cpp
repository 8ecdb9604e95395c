// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/text.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <vector>

namespace {

using lithe::migrations::detail::text;
namespace detail = lithe::migrations::detail;

constexpr bool grows() {
    std::vector<text> list;
    for (int at = 0; at < 20; ++at) {
        text one("name");
        one += '_';
        detail::put_number(one, at - 10);
        list.push_back(one);
    }
    text copy = list[3];
    text const& itself = copy;  // by another name, or compilers warn
    copy = itself;
    list.erase(list.begin());
    return list[2] == copy && copy.view() == "name_-7" && list.back().view() == "name_9";
}
static_assert(grows());

constexpr bool quotes() {
    text out;
    detail::put_name(out, R"(a"b)");
    detail::put_names(out, std::vector<text>{text("x"), text("y")});
    return out.view() == R"("a""b""x", "y")";
}
static_assert(quotes());

static_assert(detail::same_name("Users", "uSERS") && !detail::same_name("users", "user") &&
              !detail::same_name("\xC3\x84", "\xC3\xA4"));
static_assert(text("Name").names("nAME") && !text("name").names("nam") && text().names(""));

constexpr bool least() {
    text out;
    detail::put_number(out, INT64_MIN);
    return out.view() == "-9223372036854775808";
}
static_assert(least());

}  // namespace

TEST_CASE("a text of migrations moves, copies and grows like std::string") {
    text one;
    REQUIRE(one.empty());
    std::string expected;
    for (int at = 0; at < 1000; ++at) {
        one += "ab";
        one += 'c';
        expected += "abc";
    }
    REQUIRE(one.str() == expected);
    text moved = std::move(one);
    REQUIRE(moved.size() == 3000);
    one = moved;
    REQUIRE(one == moved);
    moved = text("x");
    REQUIRE(moved.str() == "x");
}
