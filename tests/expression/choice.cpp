// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/choice.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <array>

using namespace lithe;
using lithe_test::author, lithe_test::book;

namespace {

constexpr auto name = col<&author::name>;
constexpr auto age = col<&author::age>;
constexpr auto email = col<&author::email>;

/// The text of `query` with its choices as they are.
template <class Statement>
std::string text_of(Statement const& query) {
    detail::statement_facts const& facts = detail::form_of(query);
    return {facts.text, facts.size};
}
template <class Statement>
std::string conditions_of(Statement const& query) {
    auto const text = text_of(query);
    auto const at = text.find(R"(FROM "authors")");
    return text.substr(at + 14);
}

// sql() shows every condition and the first order; when() costs no text of its own there.
constexpr auto shown = from<author>()
                           .where(when(false, age > literal<1>), when(true, email.is_null()))
                           .order_by(choose(1, asc(name), desc(age)));
static_assert(shown.sql() ==
              R"(SELECT "id", "name", "email", "age" FROM "authors" WHERE "age" > 1 AND )"
              R"("email" IS NULL ORDER BY "name")");
static_assert(detail::choices_in_statement<std::remove_const_t<decltype(shown)>> == 3);

}  // namespace

TEST_CASE("when: a condition that is off is as if it had not been written") {
    auto const both = [](bool first, bool second) {
        return conditions_of(
            from<author>().where(when(first, age > literal<1>), when(second, email.is_null())));
    };
    CHECK(both(false, false).empty());
    CHECK(both(true, false) == R"( WHERE "age" > 1)");
    CHECK(both(false, true) == R"( WHERE "email" IS NULL)");
    CHECK(both(true, true) == R"( WHERE "age" > 1 AND "email" IS NULL)");

    auto const mixed = [](bool first, bool second, bool third) {
        return conditions_of(from<author>().where(
            age > literal<0>, !(when(first, age > literal<1>) || when(second, email.is_null())) &&
                                  when(third, name < "x" || when(first, name == "y"))));
    };
    CHECK(mixed(false, false, false) == R"( WHERE "age" > 0)");
    CHECK(mixed(true, false, false) == R"( WHERE "age" > 0 AND (NOT ("age" > 1)))");
    CHECK(mixed(false, true, true) ==
          R"( WHERE "age" > 0 AND (NOT ("email" IS NULL) AND ("name" < ?1)))");
    CHECK(mixed(true, true, true) ==
          R"( WHERE "age" > 0 AND (NOT ("age" > 1 OR "email" IS NULL) AND )"
          R"(("name" < ?1 OR "name" = ?2)))");
}

TEST_CASE("when: what is inside a condition that is off makes no further text") {
    auto const text = [](bool outer, bool inner) {
        return conditions_of(from<author>().where(when(outer, age > 1 && when(inner, age < 9))));
    };
    CHECK(text(false, true) == text(false, false));
    CHECK(text(true, false) == R"( WHERE "age" > ?1)");
    CHECK(text(true, true) == R"( WHERE "age" > ?1 AND "age" < ?2)");
}

TEST_CASE("when: in HAVING and in ON") {
    auto const grouped = [](bool on) {
        return text_of(from<author>()
                           .group_by(age)
                           .having(when(on, count() > literal<1>))
                           .select(age)
                           .order_by(age));
    };
    CHECK(grouped(false) == R"(SELECT "age" FROM "authors" GROUP BY "age" ORDER BY "age")");
    CHECK(grouped(true) ==
          R"(SELECT "age" FROM "authors" GROUP BY "age" HAVING count(*) > 1 ORDER BY "age")");

    auto const joined = [](bool on) {
        return text_of(from<author>()
                           .left_join<book>(when(on, col<&book::author_id> == col<&author::id>))
                           .select(name));
    };
    CHECK(joined(false).ends_with(R"(LEFT JOIN "books" ON 1)"));
    CHECK(joined(true).ends_with(R"(ON "books"."author_id" = "authors"."id")"));
}

TEST_CASE("choose: one of several orders, and its values alone are bound") {
    auto c = lithe_test::library();
    c.insert_all({author{.name = "Ada", .age = 36}, author{.name = "Bob", .age = 7},
                  author{.name = "Cyd", .age = 50}});
    auto const names = [&](std::size_t index) {
        return c.fetch_all(from<author>()
                               .where(age > 1)
                               .select(name)
                               .order_by(choose(index, desc(name), asc(age), desc(age % 10),
                                                age.desc().nulls_first()))
                               .limit(2));
    };
    CHECK(names(0) == std::vector<std::string>{"Cyd", "Bob"});
    CHECK(names(1) == std::vector<std::string>{"Bob", "Ada"});
    CHECK(names(2) == std::vector<std::string>{"Bob", "Ada"});
    CHECK(names(3) == std::vector<std::string>{"Cyd", "Ada"});
    CHECK_THROWS_AS(names(4), std::out_of_range);
}
