// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/ordering.hpp>

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

static_assert(text_of(asc(age)) == R"("age")" && text_of(desc(age)) == R"("age" DESC)");
static_assert(text_of(age.desc().nulls_last()) == R"("age" DESC NULLS LAST)");
static_assert(text_of(age.asc().nulls_first()) == R"("age" NULLS FIRST)");
static_assert(text_of(name.collate(lithe::nocase) == "ada") == R"("name" COLLATE "NOCASE" = ?1)");
static_assert(text_of(collate(name + email, lithe::binary).desc()) ==
              R"(("name" || "email") COLLATE "BINARY" DESC)");
using none = lithe::detail::type_list<>;
static_assert(std::same_as<lithe::detail::result_t<decltype(email.collate(lithe::nocase)), none>,
                           std::optional<std::string>>);
static_assert(lithe::nocase.name == "NOCASE" && lithe::binary.name == "BINARY");

}  // namespace

TEST_CASE("rows come in the order that was asked for") {
    auto db = people();
    auto const ids = [&](auto const&... terms) {
        return db.fetch_all(lithe::from<person>().select(col<&person::id>).order_by(terms...));
    };
    CHECK(ids(age) == numbers{5, 4, 2, 1, 3});
    CHECK(ids(desc(age)) == numbers{3, 1, 2, 4, 5});
    CHECK(ids(score) == numbers{3, 2, 4, 1, 5});
    CHECK(ids(score.asc().nulls_last()) == numbers{2, 4, 1, 5, 3});
    CHECK(ids(score.desc().nulls_first()) == numbers{3, 5, 1, 4, 2});
    CHECK(ids(col<&person::active>.desc(), age.desc()) == numbers{3, 1, 5, 2, 4});
}

TEST_CASE("a collation of an expression compares and orders") {
    auto db = people();
    CHECK(ids_where(db, name.collate(lithe::nocase) == "ADA") == numbers{1});
    CHECK(ids_where(db, name.collate(lithe::named_collation<"NOCASE">{}).in("BOB", "x")) ==
          ids_by_sql(db, "name COLLATE NOCASE IN ('BOB', 'x')"));
    CHECK(ids_where(db, name + "  " == name.collate(lithe::rtrim_collation)) ==
          ids_by_sql(db, "name || '  ' = name COLLATE RTRIM"));
    CHECK(
        db.fetch_all(
            lithe::from<person>().select(col<&person::id>).order_by(name.collate(lithe::nocase))) ==
        numbers{5, 4, 1, 2, 3});
    CHECK(db.fetch_all(lithe::from<person>().select(col<&person::id>).order_by(desc(name))) ==
          numbers{2, 3, 1, 4, 5});
    CHECK_THROWS_AS(ids_where(db, name.collate(lithe::named_collation<"german">{}) == "x"),
                    lithe::error);
}
