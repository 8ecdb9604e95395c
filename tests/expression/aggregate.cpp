// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/aggregate.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::ids_where, lithe_test::ids_by_sql,
    lithe_test::text_of;
[[maybe_unused]] constexpr auto age = col<&person::age>;
[[maybe_unused]] constexpr auto name = col<&person::name>;
[[maybe_unused]] constexpr auto email = col<&person::email>;
[[maybe_unused]] constexpr auto score = col<&person::score>;

static_assert(text_of(lithe::count()) == "count(*)");
static_assert(text_of(count(email)) == R"(count("email"))");
static_assert(text_of(count(distinct(age))) == R"(count(DISTINCT "age"))");
static_assert(text_of(group_concat(name, "; ")) == R"(group_concat("name", ?1))");
static_assert(lithe::detail::contains_aggregate<decltype(sum(age) + 1)>);
static_assert(!lithe::detail::contains_aggregate<decltype(age + 1)>);

}  // namespace

TEST_CASE("aggregates over rows and over none") {
    auto db = people();
    auto const over = [&](auto const& node) {
        return db.fetch_one(lithe::from<person>().select(node));
    };
    auto const over_none = [&](auto const& node) {
        return db.fetch_one(lithe::from<person>().where(age > 1000).select(node));
    };
    CHECK(over(lithe::count()) == 5);
    CHECK(over(count(email)) == 3);
    CHECK(over(count(distinct(col<&person::active>))) == 2);
    CHECK(over(sum(age)) == std::optional<std::int64_t>(102));
    CHECK(over(sum(distinct(age))) == std::optional<std::int64_t>(102));
    CHECK(over(total(age)) == 102.0);
    CHECK(over(avg(age)) == std::optional<double>(20.4));
    CHECK(over(min(name)) == std::optional<std::string>(""));
    CHECK(over(max(age)) == std::optional<int>(55));
    CHECK(over(max(col<&person::favourite>)) == std::optional(lithe_test::colour::blue));
    CHECK(over(group_concat(email, "|")).has_value());
    CHECK(over_none(lithe::count()) == 0);
    CHECK(over_none(sum(age)) == std::nullopt);
    CHECK(over_none(total(age)) == 0.0);
    CHECK(over_none(avg(age)) == std::nullopt);
    CHECK(over_none(min(name)) == std::nullopt);
    CHECK(over_none(group_concat(name)) == std::nullopt);
}
