// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/group_values.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

using namespace lithe;
using lithe_test::author, lithe_test::library;

namespace {
constexpr auto age = col<&author::age>;
}  // namespace

TEST_CASE("group_values: an expression of groups is selected with its own values, or not at all") {
    auto c = library();
    c.insert_all({author{.name = "Ada", .age = 36}, author{.name = "Bob", .age = 7},
                  author{.name = "Cyd", .age = 38}});
    auto const decades = [&](int first, int second, int third) {
        return c.fetch_all(from<author>()
                               .group_by(age / first)
                               .select(age / second, count())
                               .order_by(desc(age / third)));
    };
    using row = std::tuple<std::optional<std::int64_t>, std::int64_t>;
    CHECK(decades(10, 10, 10) == std::vector<row>{{3, 2}, {0, 1}});
    CHECK_THROWS_AS(decades(10, 5, 10), std::invalid_argument);
    CHECK_THROWS_AS(decades(10, 10, 5), std::invalid_argument);

    auto const kind = [](std::string young) {
        return case_when(age < 18, std::move(young)).else_("adult");
    };
    CHECK(
        c.fetch_all(from<author>().group_by(kind("child")).select(kind("child"), count())).size() ==
        2);
    CHECK_THROWS_AS(
        c.fetch_all(from<author>().group_by(kind("child")).select(kind("youth"), count())),
        std::invalid_argument);
    CHECK(decades(10, 10, 10).size() == 2);  // nothing is left behind
}

TEST_CASE("group_values: of two groups of one type the one with the same values") {
    auto c = library();
    c.insert_all({author{.name = "Ada", .age = 36}, author{.name = "Bob", .age = 7},
                  author{.name = "Cyd", .age = 58}});
    auto const grouped = [&](int selected, int ordered) {
        return c.fetch_all(from<author>()
                               .group_by(age / 20, age / 40)
                               .select(age / selected, count())
                               .order_by(desc(age / ordered), age / 20));
    };
    using row = std::tuple<std::optional<std::int64_t>, std::int64_t>;
    CHECK(grouped(20, 40) == std::vector<row>{{2, 1}, {0, 1}, {1, 1}});
    CHECK(grouped(40, 20) == std::vector<row>{{1, 1}, {0, 1}, {0, 1}});
    CHECK_THROWS_AS(grouped(30, 20), std::invalid_argument);
    CHECK_THROWS_AS(grouped(20, 30), std::invalid_argument);
}

TEST_CASE("group_values: what is recorded tells kinds and lengths apart") {
    detail::value_recorder first;
    detail::value_recorder second;
    first(std::string("ab"));
    first(std::string("c"));
    second(std::string("a"));
    second(std::string("bc"));
    CHECK_FALSE(first == second);
    detail::value_recorder number;
    detail::value_recorder text;
    number(std::int64_t{1});
    text(std::string("1"));
    CHECK_FALSE(number == text);
    detail::value_recorder null;
    null(std::optional<int>());
    CHECK_FALSE(null == detail::value_recorder());
}
