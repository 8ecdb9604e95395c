// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/comparison.hpp>

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

using lithe_test::colour;

static_assert(text_of(age == 1) == R"("age" = ?1)");
static_assert(text_of(age != 1) == R"("age" <> ?1)");
static_assert(text_of(1 < age) == R"(?1 < "age")");
static_assert(text_of(age <= age) == R"("age" <= "age")");
static_assert(text_of(email == nullptr) == R"("email" IS NULL)");
static_assert(text_of(email != std::nullopt) == R"("email" IS NOT NULL)");
// An optional value finds the NULLs; a column that may be NULL keeps SQL's `=`.
static_assert(text_of(email == std::optional<std::string_view>()) == R"("email" IS ?1)");
static_assert(text_of(email != std::optional<std::string_view>()) == R"("email" IS NOT ?1)");
static_assert(text_of(email == name) == R"("email" = "name")");
// One type, and so one statement, for all widths of integers and all kinds of texts that are
// copied.
static_assert(std::is_same_v<decltype(age == 1), decltype(age == short{1})>);
static_assert(std::is_same_v<decltype(age == 1), decltype(age == 1L)>);
static_assert(
    std::is_same_v<decltype(name == std::string()), decltype(name == std::string_view())>);
static_assert(std::is_same_v<decltype(name == std::string()),
                             decltype(name == static_cast<char const*>(""))>);
static_assert(decltype(age == 1)::may_be_null<lithe::detail::type_list<>>() == false);
static_assert(decltype(email == "x")::may_be_null<lithe::detail::type_list<>>());
static_assert(!decltype(email == nullptr)::may_be_null<lithe::detail::type_list<>>());

}  // namespace

TEST_CASE("comparisons answer as SQLite does") {
    auto db = people();
    CHECK(ids_where(db, age == 18) == numbers{2});
    CHECK(ids_where(db, age != 18) == ids_by_sql(db, "age <> 18"));
    CHECK(ids_where(db, 18 <= age) == ids_by_sql(db, "18 <= age"));
    CHECK(ids_where(db, age > 17.5) == ids_by_sql(db, "age > 17.5"));
    CHECK(ids_where(db, name < "a") == ids_by_sql(db, "name < 'a'"));
    CHECK(ids_where(db, email == nullptr) == numbers{2, 5});
    CHECK(ids_where(db, email == "") == numbers{3});
    CHECK(ids_where(db, email != "") == ids_by_sql(db, "email <> ''"));
    CHECK(ids_where(db, email == std::optional<std::string>()) == numbers{2, 5});
    CHECK(ids_where(db, email != std::optional<std::string>("x")) == numbers{1, 2, 3, 5});
    CHECK(ids_where(db, score == 1.5F) == numbers{1});
    CHECK(ids_where(db, score >= 0) == ids_by_sql(db, "score >= 0"));
    CHECK(ids_where(db, col<&person::favourite> == colour::blue) == numbers{2, 3});
    CHECK(ids_where(db, col<&person::active> == true) == numbers{1, 3, 5});
    std::string const constant = "Ada";
    std::string_view const view = constant;
    std::optional<int> const maybe = 36;
    CHECK(ids_where(db, name == constant) == numbers{1});
    CHECK(ids_where(db, name == view) == numbers{1});
    CHECK(ids_where(db, age == maybe) == numbers{1});
    CHECK(ids_where(db, age == std::uint64_t{36}) == numbers{1});
    CHECK_THROWS_AS(ids_where(db, age == ~std::uint64_t{0}), lithe::conversion_error);
}
