// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/rules.hpp>

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

using lithe::detail::are_comparable;
template <auto Member>
using of = lithe::column<Member>;
static_assert(are_comparable<of<&person::age>, of<&person::score>>);  // numbers with numbers
static_assert(are_comparable<of<&person::name>, of<&person::email>>);
static_assert(!are_comparable<of<&person::name>, of<&person::age>>);
static_assert(
    !are_comparable<of<&person::favourite>, of<&person::age>>);  // an enum with itself alone
static_assert(are_comparable<of<&person::favourite>, of<&person::favourite>>);
static_assert(are_comparable<of<&person::active>, of<&person::age>>);
static_assert(!are_comparable<of<&person::age>, lithe::parameter<lithe::bytes>>);
static_assert(lithe::detail::is_predicate<decltype(age > 1)> &&
              lithe::detail::is_predicate<of<&person::active>>);
static_assert(!lithe::detail::is_predicate<decltype(age + 1)>);

}  // namespace

TEST_CASE("what is comparable for the rules is what SQLite compares without surprise") {
    auto db = people();
    CHECK(ids_where(db, age < score) == ids_by_sql(db, "age < score"));
    CHECK(ids_where(db, name != email) == ids_by_sql(db, "name <> email"));
}
