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
static_assert(text_of(lithe::count().filter(age > 3 || age < 1)) ==
              R"(count(*) FILTER (WHERE "age" > ?1 OR "age" < ?2))");
static_assert(text_of(group_concat(distinct(email)).filter(age > 3)) ==
              R"(group_concat(DISTINCT "email") FILTER (WHERE "age" > ?1))");
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

TEST_CASE("aggregates over the rows that a filter lets through") {
    auto db = people();
    auto const row = db.fetch_one(lithe::from<person>().select(
        lithe::count().filter(age > 17), sum(age).filter(email == nullptr),
        count(distinct(email)).filter(age > 0), max(col<&person::favourite>).filter(age < 0),
        total(age).filter(score > 1e6) + 1));
    auto const by_sql = lithe_test::rows_of(
        db.native_handle(),
        "SELECT count(*) FILTER (WHERE age > 17), sum(age) FILTER (WHERE email IS NULL), "
        "count(DISTINCT email) FILTER (WHERE age > 0), max(favourite) FILTER (WHERE age < 0), "
        "total(age) FILTER (WHERE score > 1e6) + 1 FROM person");
    CHECK(std::to_string(std::get<0>(row)) == by_sql[0][0]);
    CHECK(std::to_string(std::get<1>(row).value()) == by_sql[0][1]);
    CHECK(std::to_string(std::get<2>(row)) == by_sql[0][2]);
    CHECK(std::to_string(static_cast<int>(std::get<3>(row).value())) == by_sql[0][3]);
    CHECK(std::get<4>(row) == std::stod(by_sql[0][4]));
    CHECK(db.fetch_one(lithe::from<person>().select(sum(age).filter(age > 1000))) == std::nullopt);
    CHECK(ids_where(db, age > 0) == db.fetch_all(lithe::from<person>()
                                                     .group_by(col<&person::id>)
                                                     .having(lithe::count().filter(age > 0) == 1)
                                                     .select(col<&person::id>)
                                                     .order_by(col<&person::id>)));
}
