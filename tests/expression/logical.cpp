// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/logical.hpp>

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

static_assert(text_of(age > 1 && age < 2 && age < 3) ==
              R"("age" > ?1 AND "age" < ?2 AND "age" < ?3)");
static_assert(text_of((age > 1 || age < 2) && age < 3) ==
              R"(("age" > ?1 OR "age" < ?2) AND "age" < ?3)");
static_assert(text_of(age > 1 && (age > 1 && age < 2)) ==
              R"("age" > ?1 AND ("age" > ?2 AND "age" < ?3))");
static_assert(text_of(age > 1 || (age < 2 && age < 3)) ==
              R"("age" > ?1 OR "age" < ?2 AND "age" < ?3)");
static_assert(text_of(!(age > 1)) == R"(NOT "age" > ?1)");
static_assert(text_of(!(age > 1 || age < 2)) == R"(NOT ("age" > ?1 OR "age" < ?2))");
static_assert(text_of(!(age > 1) && age < 2) == R"(NOT "age" > ?1 AND "age" < ?2)");

}  // namespace

TEST_CASE("the brackets say what C++ said") {
    auto db = people();
    auto const flag = col<&person::active>;
    CHECK(ids_where(db, (age > 40 || age < 10) && flag) ==
          ids_by_sql(db, "(age > 40 OR age < 10) AND active"));
    CHECK(ids_where(db, age > 40 || (age < 10 && flag)) ==
          ids_by_sql(db, "age > 40 OR (age < 10 AND active)"));
    CHECK(ids_where(db, !(age > 40 || flag)) == ids_by_sql(db, "NOT (age > 40 OR active)"));
    CHECK(ids_where(db, !flag) == ids_by_sql(db, "NOT active"));
    CHECK(ids_where(db, !(email == "x")) == ids_by_sql(db, "NOT email = 'x'"));
    CHECK(ids_where(db, (email == "x") == false) == ids_by_sql(db, "(email = 'x') = 0"));
    // NULL OR true is true: three values, not two.
    CHECK(ids_where(db, email == "x" || age == 18) == ids_by_sql(db, "email = 'x' OR age = 18"));
}
