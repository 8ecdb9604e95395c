// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/text_search.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::ids_where, lithe_test::ids_by_sql,
    lithe_test::text_of;
constexpr auto name = col<&person::name>;
constexpr auto email = col<&person::email>;

static_assert(text_of(like(name, "100!%", "!")) == R"("name" LIKE ?1 ESCAPE ?2)");
using none = lithe::detail::type_list<>;
static_assert(decltype(contains(email, "x"))::may_be_null<none>());
static_assert(!decltype(contains(name, "x"))::may_be_null<none>());

}  // namespace

TEST_CASE("text searches: what is typed matches itself alone") {
    auto db = people();
    CHECK(text_of(contains(name, "x") && starts_with(name, "y")) ==
          R"("name" LIKE ?1 ESCAPE '\' AND "name" LIKE ?2 ESCAPE '\')");
    CHECK(ids_where(db, contains(name, "%")) == ids_by_sql(db, "instr(name, '%') > 0"));
    CHECK(ids_where(db, contains(name, "_*")) == ids_by_sql(db, "instr(name, '_*') > 0"));
    CHECK(ids_where(db, contains(name, "\\")) == numbers{});
    CHECK(ids_where(db, contains(name, "A")) == ids_by_sql(db, "name LIKE '%a%'"));
    CHECK(ids_where(db, contains(name, "")) == ids_by_sql(db, "1"));
    CHECK(ids_where(db, starts_with(name, "100%")) == numbers{4});
    CHECK(ids_where(db, starts_with(name, "0")) == numbers{});
    CHECK(ids_where(db, ends_with(name, std::string("_*"))) == numbers{4});
    CHECK(ids_where(db, ends_with(name, std::string_view("_"))) == numbers{});
    CHECK(ids_where(db, !contains(email, "example")) ==
          ids_by_sql(db, "NOT (email LIKE '%example%')"));
    CHECK(ids_where(db, contains(name + "\\x", "\\X")) == ids_by_sql(db, "1"));
}

TEST_CASE("text searches: a text with a NUL, where LIKE would end, is refused") {
    auto const secret = std::string(1, '\0') + "secret";
    CHECK_THROWS_AS(contains(name, secret), std::invalid_argument);
    CHECK_THROWS_AS(starts_with(name, "a" + secret), std::invalid_argument);
    CHECK_THROWS_AS(ends_with(name, std::string_view(secret)), std::invalid_argument);
}

TEST_CASE("text searches: LIKE with an escape character") {
    auto db = people();
    CHECK(ids_where(db, like(name, "100!%%", "!")) == numbers{4});
    CHECK(ids_where(db, !like(name, "!", "\\")) == ids_by_sql(db, "name NOT LIKE '!'"));
    CHECK_THROWS_AS(ids_where(db, like(name, "x", "ab")), lithe::error);
}
