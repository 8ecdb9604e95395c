// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/expression.hpp>

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

using lithe::detail::needs_brackets, lithe::detail::precedence;

static_assert(lithe::expression<decltype(age)> && lithe::expression<decltype(age + 1)>);
static_assert(!lithe::expression<int>);
static_assert(needs_brackets(precedence::product, precedence::sum, true));
static_assert(!needs_brackets(precedence::sum, precedence::sum, true));
static_assert(needs_brackets(precedence::sum, precedence::sum, false));
static_assert(!needs_brackets(precedence::logical_or, precedence::primary, false));
static_assert(lithe::detail::has_parameters<decltype(age + 1)>);
static_assert(!lithe::detail::has_parameters<decltype(age + age)>);
static_assert(lithe::detail::count_parameters<decltype(age.between(1, 2) && name == "x")>() == 3);
// Every level of SQLite's grammar inside every other.
static_assert(text_of((age == 1) == (age == 2)) == R"("age" = ?1 = ("age" = ?2))");
static_assert(text_of((age < 1) == (age < 2)) == R"("age" < ?1 = "age" < ?2)");
static_assert(text_of(name + name == "x") == R"("name" || "name" = ?1)");
static_assert(text_of(-(age + 1)) == R"(-(("age" + ?1)))");

}  // namespace

TEST_CASE("expressions of random shape mean in SQL what they mean in C++") {
    auto db = people();
    auto const deep =
        ((age + 1) * 2 - (age - 3) * (age - (age - 2))) % 7 == 1 && !(age < 0 || age > 50);
    CHECK(ids_where(db, deep) ==
          ids_by_sql(
              db, "(((age+1)*2 - (age-3)*(age-(age-2))) % 7) = 1 AND NOT (age < 0 OR age > 50)"));
    CHECK(ids_where(db, (age < 20) == (age < 40)) == ids_by_sql(db, "(age < 20) = (age < 40)"));
    CHECK(ids_where(db, ((age == 18) == false) == true) == ids_by_sql(db, "((age = 18) = 0) = 1"));
}
