// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/clause.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/logical.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <string>

using namespace lithe;
using namespace lithe::detail;
using blog::Post;
using blog::User;

namespace {

using users = table_source<User>;
using posts = table_source<Post>;
using on = decltype(col<&Post::author_id> == col<&User::id>);
using adult = decltype(col<&User::age> >= literal<18>);
using either = decltype(col<&User::age> < literal<1> || col<&User::age> > literal<99>);

// ---- the text of each clause, behind its blank ----

static_assert(sql_of<from_clause<users>> == R"( FROM "users")");
static_assert(sql_of<from_clause<alias_source<User, "boss">>> == R"( FROM "users" AS "boss")");
static_assert(sql_of<join_clause<join_kind::inner, posts, on>> ==
              R"( JOIN "posts" ON "author_id" = "id")");
static_assert(sql_of<join_clause<join_kind::left, posts, on>> ==
              R"( LEFT JOIN "posts" ON "author_id" = "id")");
static_assert(sql_of<join_clause<join_kind::right, posts, on>> ==
              R"( RIGHT JOIN "posts" ON "author_id" = "id")");
static_assert(sql_of<join_clause<join_kind::full, posts, on>> ==
              R"( FULL JOIN "posts" ON "author_id" = "id")");
using crossed = join_clause<join_kind::cross, posts, unwritten_condition>;
static_assert(sql_of<crossed> == R"( CROSS JOIN "posts")" && !crossed::parameters);
static_assert(sql_of<where_clause<adult>> == R"( WHERE "age" >= 18)");
// An OR is bracketed beside another condition, not by itself.
static_assert(sql_of<where_clause<either>> == R"( WHERE "age" < 1 OR "age" > 99)");
static_assert(sql_of<where_clause<either, adult>> ==
              R"( WHERE ("age" < 1 OR "age" > 99) AND "age" >= 18)");
static_assert(sql_of<having_clause<adult, adult>> == R"( HAVING "age" >= 18 AND "age" >= 18)");
static_assert(sql_of<group_by_clause<column<&User::name>, column<&User::age>>> ==
              R"( GROUP BY "name", "age")");
static_assert(sql_of<order_by_clause<ordering_term<column<&User::name>, direction::descending>>> ==
              R"( ORDER BY "name" DESC)");
static_assert(sql_of<limit_clause<literal_t<3>>> == " LIMIT 3");
static_assert(sql_of<offset_clause<parameter<std::int64_t>>> == " OFFSET ?1");
static_assert(sql_of<distinct_clause>.empty() && sql_of<refused_clause>.empty());

// ---- whether a clause binds ----

static_assert(!where_clause<adult>::parameters);
static_assert(where_clause<decltype(col<&User::age> > 3)>::parameters);
static_assert(
    !order_by_clause<ordering_term<column<&User::name>, direction::ascending>>::parameters);

// ---- questions about lists ----

using list =
    type_list<from_clause<users>, join_clause<join_kind::left, posts, on>, where_clause<adult>>;
static_assert(std::same_as<sources_of<list>, type_list<users, posts>>);
static_assert(std::same_as<nullable_sources_of<list>, type_list<posts>>);
// RIGHT and FULL JOIN miss what stands before them, and nothing behind.
using bosses = alias_source<User, "boss">;
template <join_kind... Kinds>
using missed = nullable_sources_of<
    type_list<from_clause<users>, join_clause<Kinds, alias_source<User, "boss">, on>...>>;
static_assert(std::same_as<missed<join_kind::right>, type_list<users>>);
static_assert(std::same_as<missed<join_kind::full>, type_list<users, bosses>>);
static_assert(std::same_as<missed<join_kind::inner>, type_list<>>);
static_assert(
    std::same_as<
        nullable_sources_of<type_list<from_clause<users>, join_clause<join_kind::left, posts, on>,
                                      join_clause<join_kind::right, bosses, on>, crossed>>,
        type_list<users, posts>>);
static_assert(has_clause<clause_rank::where, list> && !has_clause<clause_rank::limit, list>);
static_assert(std::same_as<clauses_at<clause_rank::where, list>, type_list<where_clause<adult>>>);
static_assert(!is_refused<list> && is_refused<type_list<from_clause<users>, refused_clause>>);

}  // namespace

TEST_CASE("clause: SQLite takes what the clauses write") {
    std::string const clauses = std::string(sql_of<from_clause<users>>) +
                                std::string(sql_of<where_clause<either, adult>>) +
                                std::string(sql_of<group_by_clause<column<&User::name>>>) +
                                std::string(sql_of<having_clause<adult>>) +
                                std::string(sql_of<limit_clause<literal_t<3>>>) +
                                std::string(sql_of<offset_clause<parameter<std::int64_t>>>);
    CHECK(blog::refusal("SELECT name" + clauses) == "");
    CHECK(blog::refusal("SELECT 1" +
                        std::string(sql_of<from_clause<alias_source<User, "boss">>>)) == "");
}

TEST_CASE("clause: values are bound in the order of the list") {
    where_clause<parameter<std::int64_t>, parameter<std::int64_t>> const clause{
        {make_pack(parameter<std::int64_t>(1), parameter<std::int64_t>(2))}};
    std::string order;
    auto sink = [&](std::int64_t value) { order += std::to_string(value); };
    clause.bind(sink);
    CHECK(order == "12");
}
