// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/subquery.hpp>

#include <lithe/statement/update.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <optional>
#include <tuple>

using namespace lithe;
using blog::boss;
using blog::Note;
using blog::Post;
using blog::User;
using namespace lithe::detail;
using lithe::outer;

namespace {

template <class Query>
using row = typename select_facts<typename Query::clauses>::row_type;
template <class Query>
constexpr rule whole_rule = find_in_query<typename Query::clauses>().value;

constexpr auto its_posts = from<Post>().where(col<&Post::author_id> == outer(col<&User::id>));

// ---- texts: columns inside have their table's name, so that none is found further out ----

constexpr auto writers = from<User>().where(exists(its_posts)).select(col<&User::name>);
static_assert(writers.sql() == R"(SELECT "name" FROM "users" WHERE EXISTS (SELECT 1 FROM "posts" )"
                               R"(WHERE "posts"."author_id" = "users"."id"))");
constexpr auto silent = from<User>().where(!exists(its_posts)).select(col<&User::name>);
static_assert(silent.sql() ==
              R"(SELECT "name" FROM "users" WHERE NOT EXISTS (SELECT 1 FROM "posts" )"
              R"(WHERE "posts"."author_id" = "users"."id"))");
constexpr auto listed =
    from<User>()
        .where(col<&User::id>.in(
                   from<Post>().where(col<&Post::title> == "Notes").select(col<&Post::author_id>)),
               col<&User::age> > 18)
        .select(col<&User::id>);
static_assert(listed.sql() ==
              R"(SELECT "id" FROM "users" WHERE "id" IN (SELECT "posts"."author_id" FROM "posts" )"
              R"(WHERE "posts"."title" = ?1) AND "age" > ?2)");
constexpr auto counted =
    from<User>().select(col<&User::name>, scalar(its_posts.select(count())),
                        scalar(its_posts.select(max(col<&Post::title>)).limit(1)));
static_assert(counted.sql() ==
              R"(SELECT "name", (SELECT count(*) FROM "posts" WHERE "posts"."author_id" = )"
              R"("users"."id"), (SELECT max("posts"."title") FROM "posts" WHERE )"
              R"("posts"."author_id" = "users"."id" LIMIT ?1) FROM "users")");
static_assert(std::same_as<row<decltype(counted)>,
                           std::tuple<std::string, std::int64_t, std::optional<std::string>>>);

// Two queries further out.
constexpr auto above = from(boss).where(boss[col<&User::age>] > outer(outer(col<&User::age>)),
                                        boss[col<&User::id>] < outer(col<&Post::id>));
constexpr auto deep = from<User>().where(exists(its_posts.select(col<&Post::id>).limit(2)),
                                         exists(from<Post>().where(exists(above))));
static_assert(deep.sql().ends_with(
    R"(EXISTS (SELECT 1 FROM "posts" WHERE EXISTS (SELECT 1 FROM "users" AS "boss" WHERE )"
    R"("boss"."age" > "users"."age" AND "boss"."id" < "posts"."id")))"));

// ---- rules, as values ----

static_assert(whole_rule<decltype(its_posts)> == rule::outer_alone);
static_assert(whole_rule<decltype(writers)> == rule::none);
static_assert(whole_rule<decltype(from<Post>().where(exists(above)))> == rule::outer_alone);
// A table that is nowhere is told at once, also when only a subquery names it.
static_assert(
    find_in_where<type_list<from_clause<table_source<Note>>>, decltype(exists(its_posts))>()
        .value == rule::column_outside);
static_assert(
    find_in_where<type_list<from_clause<table_source<User>>>, decltype(exists(its_posts))>()
        .value == rule::none);

template <class Query>
constexpr rule exists_rule = find_in_exists<std::remove_const_t<Query>>().value;
template <class Query>
constexpr rule values_rule = find_in_values<std::remove_const_t<Query>>().value;
static_assert(exists_rule<decltype(its_posts)> == rule::none);
static_assert(exists_rule<decltype(from<User>().where(outer(col<&User::id>) == 1))> ==
              rule::outer_own);
// By the name written, at each query on the way out.
constexpr auto posts_too = lithe::alias<User, "Posts">;
static_assert(exists_rule<decltype(from(posts_too).where(outer(outer(col<&Post::id>)) == 1))> ==
              rule::outer_own);
static_assert(exists_rule<decltype(from(posts_too).where(outer(col<&User::id>) == 1))> ==
              rule::none);
static_assert(exists_rule<decltype(from<Post>().having(count() > 1))> == rule::none);
static_assert(values_rule<decltype(from<Post>().select(max(outer(col<&User::age>))))> ==
              rule::outer_aggregate);
static_assert(
    values_rule<decltype(from<Post>().select(max(outer(col<&User::age>) + col<&Post::id>)))> ==
    rule::none);
static_assert(values_rule<decltype(from<Post>())> == rule::one_column);
static_assert(values_rule<decltype(from<Post>().select(col<&Post::id>, col<&Post::title>))> ==
              rule::one_column);
static_assert(values_rule<decltype(from<Post>().select(lithe::all<Post>))> == rule::one_column);
static_assert(
    values_rule<decltype(from<Post>().group_by(col<&Post::title>).select(col<&Post::id>))> ==
    rule::ungrouped);

// An aggregate inside makes no groups outside; what it names of outside must be grouped there.
constexpr auto per_age = from<User>().group_by(col<&User::age>);
static_assert(
    whole_rule<decltype(from<User>().select(col<&User::id>, scalar(its_posts.select(count()))))> ==
    rule::none);
static_assert(whole_rule<decltype(per_age.select(scalar(its_posts.select(count()))))> ==
              rule::ungrouped);
static_assert(
    whole_rule<decltype(per_age.select(
        scalar(from<Post>().where(col<&Post::id> == outer(col<&User::age>)).select(count()))))> ==
    rule::none);

// Behind an outer join a column around may be missing.
constexpr auto missing = from<Post>().left_join<User>().select(
    scalar(from(boss).select(count() + outer(col<&User::age>))));
static_assert(std::same_as<row<decltype(missing)>, std::optional<std::int64_t>>);

// Writes: a statement that writes stands in no other.
template <class... Conditions>
constexpr rule write_rule =
    find_in_write_where<type_list<>, User, std::remove_const_t<Conditions>...>().value;
static_assert(write_rule<decltype(exists(its_posts))> == rule::none);
static_assert(write_rule<decltype(col<&User::id> == outer(col<&User::id>))> == rule::outer_alone);

constexpr auto removed = delete_from<User>().where(!exists(its_posts));
static_assert(removed.sql() ==
              R"(DELETE FROM "users" WHERE NOT EXISTS (SELECT 1 FROM "posts" WHERE )"
              R"("posts"."author_id" = "users"."id"))");
constexpr auto changed =
    update<User>()
        .set(col<&User::age> = scalar(its_posts.select(count())),
             col<&User::email> =
                 scalar(its_posts.select(col<&Post::title>).order_by(col<&Post::id>).limit(1)))
        .all_rows()
        .returning(scalar(its_posts.select(count())));

}  // namespace

TEST_CASE("subquery: SQLite prepares it in every clause") {
    constexpr auto posts = scalar(its_posts.select(count()));
    auto const ordered = from<User>().order_by(desc(posts), col<&User::id>);
    auto const grouped = from<User>().group_by(posts).having(posts > 1).select(posts, count());
    auto const joined = from<Post>().join<User>(
        col<&Post::author_id> == col<&User::id> &&
        exists(from(boss).where(boss[col<&User::id>] == outer(col<&Post::id>))));
    auto const inserted = insert_into<User>().values(User()).on_conflict<&User::email>().do_update(
        col<&User::age> = scalar(from<Post>().select(count())));
    for (std::string_view const text :
         {writers.sql(), silent.sql(), listed.sql(), counted.sql(), deep.sql(), missing.sql(),
          removed.sql(), changed.sql(), ordered.sql(), grouped.sql(), joined.sql(),
          inserted.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
