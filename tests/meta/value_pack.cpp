// SPDX-License-Identifier: BSL-1.0
#include <lithe/meta/value_pack.hpp>

#include "support/catch.hpp"

#include <memory>
#include <string>

namespace {

using lithe::detail::get;
using lithe::detail::make_pack;

struct nothing {};
struct nothing_else {};

static_assert(std::is_empty_v<lithe::detail::value_pack<>>);
static_assert(std::is_empty_v<lithe::detail::value_pack<nothing, nothing_else>>);
static_assert(lithe::detail::value_pack<int, char>::size == 2);
static_assert(get<1>(make_pack(1, 'b')) == 'b');

constexpr int sum() {
    int total = 0;
    make_pack(1, 2, 4).each([&](int value) { total = total * 10 + value; });
    return total;
}
static_assert(sum() == 124);

}  // namespace

TEST_CASE("a pack holds equal types side by side and takes what only moves") {
    auto const texts = make_pack(std::string("a"), std::string("b"));
    CHECK(get<0>(texts) + get<1>(texts) == "ab");
    auto const moved = make_pack(std::make_unique<int>(7), 1);
    CHECK(*get<0>(moved) == 7);
    int count = 0;
    make_pack().each([&](auto const&) { ++count; });
    CHECK(count == 0);
}
