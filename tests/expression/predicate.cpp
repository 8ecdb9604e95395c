// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/predicate.hpp>

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

static_assert(text_of(age.in(1, 2)) == R"("age" IN (?1, ?2))");
static_assert(text_of(age.not_in(1)) == R"("age" NOT IN (?1))");
static_assert(text_of(not_between(age, 1, 2)) == R"("age" NOT BETWEEN ?1 AND ?2)");
static_assert(text_of(name.like("a%")) == R"("name" LIKE ?1)");
static_assert(text_of(!name.like("a%")) == R"(NOT "name" LIKE ?1)");
static_assert(text_of(age.between(1, 2) && age > 0) == R"("age" BETWEEN ?1 AND ?2 AND "age" > ?3)");

}  // namespace

TEST_CASE("predicates answer as SQLite does") {
    auto db = people();
    CHECK(ids_where(db, age.in(18, 36, 99)) == numbers{1, 2});
    CHECK(ids_where(db, in(name, "Ada", "bob")) == numbers{1, 2});
    CHECK(ids_where(db, age.not_in(18, 36)) == numbers{3, 4, 5});
    CHECK(ids_where(db, email.not_in("x")) == ids_by_sql(db, "email NOT IN ('x')"));
    CHECK(ids_where(db, age.between(0, 36)) == numbers{1, 2, 4});
    CHECK(ids_where(db, not_between(age, 0, 36)) == numbers{3, 5});
    CHECK(ids_where(db, name.like("%a%")) == ids_by_sql(db, "name LIKE '%a%'"));
    CHECK(ids_where(db, name.not_like("%a%")) == ids_by_sql(db, "name NOT LIKE '%a%'"));
    CHECK(ids_where(db, name.glob("*a*")) == ids_by_sql(db, "name GLOB '*a*'"));
    CHECK(ids_where(db, email.is_null()) == numbers{2, 5});
    CHECK(ids_where(db, is_not_null(email)) == numbers{1, 3, 4});
}

TEST_CASE("an array of C is a range like any other") {
    auto db = people();
    int ages[] = {18, 36, 99};
    std::string const names[] = {"Ada", "bob"};
    CHECK(ids_where(db, age.in(ages)) == numbers{1, 2});
    CHECK(ids_where(db, age.not_in(ages)) == numbers{3, 4, 5});
    CHECK(ids_where(db, name.in(names)) == numbers{1, 2});
}

TEST_CASE("a range of any length is one text") {
    auto db = people();
    std::vector<int> ages;
    CHECK(ids_where(db, age.in(ages)).empty());
    CHECK(ids_where(db, age.not_in(ages)) == numbers{1, 2, 3, 4, 5});
    ages = {18, 36};
    auto const condition = age.in(ages);
    CHECK(ids_where(db, condition) == numbers{1, 2});
    ages.push_back(55);  // borrowed: the query sees it
    CHECK(ids_where(db, condition) == numbers{1, 2, 3});
    CHECK(ids_where(db, name.in(std::vector<std::string>{"Ada", "x"})) == numbers{1});
    CHECK(ids_where(db, age.in({18, 0})) == numbers{2, 4});
    CHECK(ids_where(db, col<&person::favourite>.in(std::vector{lithe_test::colour::blue})) ==
          numbers{2, 3});
    std::array<std::optional<std::string>, 1> const none{};
    static_cast<void>(none);
    std::vector<std::int64_t> many(10000);
    for (std::size_t at = 0; at < many.size(); ++at)
        many[at] = static_cast<std::int64_t>(at);
    CHECK(ids_where(db, age.in(many)) == numbers{1, 2, 3, 4});
}
