// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/insert_select.hpp>

#include <lithe/statement/cte.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>

using namespace lithe;
using blog::Note;
using blog::Post;
using blog::User;
using namespace lithe::detail;

namespace {

constexpr auto into_users = insert_into<User>();
constexpr auto some =
    into_users.columns(col<&User::name>, col<&User::age>)
        .select_from(
            from<Post>().where(col<&Post::score> > 1).select(col<&Post::title>, literal<3>));
static_assert(some.sql() ==
              R"(INSERT INTO "users" ("name", "age") SELECT "title", 3 FROM "posts" WHERE )"
              R"("score" > ?1)");

// All columns, of a query of the same struct or of one whose fields fit.
struct Reader {
    std::int64_t id = 0;
    std::string name{};
    std::string mail{};
    std::int64_t age = 0;
};
constexpr auto copied = into_users.or_ignore().select_from(from<Reader>().limit(3));
static_assert(
    copied.sql() ==
    R"(INSERT OR IGNORE INTO "users" ("id", "name", "email", "age") SELECT "id", "name", )"
    R"("mail", "age" FROM "reader" LIMIT ?1)");
static_assert(!decltype(copied)::one_row && decltype(into_users.values(User()))::one_row);

// A SELECT that ends in FROM, before ON CONFLICT.
constexpr auto titles = from<Post>().select(col<&Post::title>);
constexpr auto names = into_users.columns(col<&User::name>);
constexpr auto kept = names.select_from(titles).on_conflict<&User::email>().do_nothing();
static_assert(kept.sql() ==
              R"(INSERT INTO "users" ("name") SELECT "title" FROM "posts" WHERE 1 ON CONFLICT )"
              R"(("email") DO NOTHING)");
constexpr auto grouped =
    names.select_from(titles.union_all(titles)).on_conflict<>().do_nothing().returning();
static_assert(grouped.sql().find(R"(FROM "posts" WHERE 1 ON CONFLICT DO NOTHING RETURNING)") !=
              std::string_view::npos);
static_assert(
    names.select_from(titles.limit(3)).on_conflict<>().do_nothing().sql().find("WHERE 1") ==
    std::string_view::npos);

struct Word {
    std::string text{};
};
constexpr auto words =
    lithe::cte<"words">(from<Post>().where(col<&Post::id> > 3).select_as<Word>(col<&Post::title>));
constexpr auto named = names.select_from(
    from(words).where(words[col<&Word::text>] != "").select(words[col<&Word::text>]));
static_assert(
    named.sql() ==
    R"(WITH "words"("text") AS (SELECT "title" FROM "posts" WHERE "id" > ?1) INSERT INTO )"
    R"("users" ("name") SELECT "words"."text" FROM "words" WHERE "words"."text" <> ?2)");

// ---- rules, as values ----

template <class Columns, class Query>
constexpr rule rule_of =
    find_in_insert_select(type_list<insert_statement<User>, Columns, std::remove_const_t<Query>>{})
        .value;
using name = type_list<column<&User::name>>;
static_assert(rule_of<name, decltype(titles)> == rule::none);
static_assert(rule_of<name, decltype(from<Post>())> == rule::insert_width);
static_assert(rule_of<name, decltype(from<Post>().select(col<&Post::id>))> == rule::insert_type);
static_assert(rule_of<name, decltype(from<User>().select(col<&User::email>))> == rule::insert_type);
static_assert(
    rule_of<type_list<column<&User::age>>, decltype(from<Post>().select(col<&Post::score>))> ==
    rule::insert_type);
static_assert(rule_of<type_list<>, decltype(from<User>())> == rule::none);
static_assert(rule_of<type_list<>, decltype(from<Post>())> == rule::insert_type);
static_assert(rule_of<name, decltype(from<Post>()
                                         .where(col<&Post::id> == lithe::outer(col<&User::id>))
                                         .select(col<&Post::title>))> == rule::outer_alone);
static_assert(rule_of<name, int> == rule::not_an_expression);

template <class... Columns>
constexpr rule columns_rule = find_in_insert_columns<type_list<>, User, Columns...>().value;
static_assert(columns_rule<column<&User::id>> == rule::none);
static_assert(columns_rule<column<&Post::id>> == rule::insert_columns);
static_assert(columns_rule<int> == rule::insert_columns);
static_assert(columns_rule<> == rule::insert_columns);
static_assert(columns_rule<column<&User::id>, column<&User::id>> == rule::assigned_twice);

}  // namespace

TEST_CASE("insert_select: SQLite prepares it") {
    for (std::string_view const text : {some.sql(), kept.sql(), grouped.sql(), named.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
