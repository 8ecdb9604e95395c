// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/function.hpp>

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

static_assert(text_of(lower(name)) == R"(lower("name"))");
static_assert(text_of(trim(name, "x")) == R"(trim("name", ?1))");
static_assert(text_of(substr(name, 2, 3)) == R"(substr("name", ?1, ?2))");
static_assert(text_of(coalesce(email, name, "none")) == R"(coalesce("email", "name", ?1))");
static_assert(text_of(concat(name, "x", name)) == R"("name" || ?1 || "name")");
using none = lithe::detail::type_list<>;
static_assert(!decltype(coalesce(email, "x"))::may_be_null<none>());
static_assert(decltype(coalesce(email, email))::may_be_null<none>());
static_assert(decltype(nullif(age, 0))::may_be_null<none>());
static_assert(decltype(lower(email))::may_be_null<none>() &&
              !decltype(lower(name))::may_be_null<none>());

}  // namespace

TEST_CASE("functions answer as SQLite does") {
    auto db = people();
    auto const first = [&](auto const& node) {
        return db.fetch_one(lithe::from<person>().where(col<&person::id> == 1).select(node));
    };
    CHECK(first(lower(name)) == "ada");
    CHECK(first(upper(name)) == "ADA");
    CHECK(first(trim(name, "Aa")) == "d");
    CHECK(first(ltrim(name, "A")) == "da");
    CHECK(first(rtrim(name, "a")) == "Ad");
    CHECK(first(replace(name, "d", "nn")) == "Anna");
    CHECK(first(length(name)) == 3);
    CHECK(first(instr(name, "a")) == 3);
    CHECK(first(substr(name, 2)) == "da");
    CHECK(first(substr(name, -2, 1)) == "d");
    CHECK(first(abs(0 - age)) == 36);
    CHECK(first(round(score)) == std::optional<double>(2.0));
    CHECK(first(round(age + 0.26, 1)) == 36.3);
    CHECK(first(coalesce(email, "none")) == "ada@example.org");
    CHECK(first(ifnull(score, 0)) == 1.5);
    CHECK(first(nullif(age, 36)) == std::nullopt);
    CHECK(first(concat(name, " ", name)) == "Ada Ada");
    CHECK(ids_where(db, coalesce(email, "none") == "none") == numbers{2, 5});
}
