// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/cte.hpp>

#include <lithe/expression/aggregate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <optional>

using namespace lithe;
using blog::Note;
using blog::Post;
using blog::User;
using namespace lithe::detail;
using lithe::outer;

namespace {

struct Top {
    std::string name{};
    std::int64_t posts = 0;
};
template <class Query>
using row = typename select_facts<typename Query::clauses>::row_type;

constexpr auto top = from<User>()
                         .left_join<Post>()
                         .group_by(col<&User::id>, col<&User::name>)
                         .having(count(col<&Post::id>) > 3)
                         .select_as<Top>(col<&User::name>, count(col<&Post::id>));
constexpr auto t = lithe::cte<"top">(top);

constexpr auto many = from(t).where(t[col<&Top::posts>] > 10);
static_assert(many.sql() ==
              R"(WITH "top"("name", "posts") AS (SELECT "users"."name", count("posts"."id") FROM )"
              R"("users" LEFT JOIN "posts" ON "posts"."author_id" = "users"."id" GROUP BY )"
              R"("users"."id", "users"."name" HAVING count("posts"."id") > ?1) )"
              R"(SELECT "name", "posts" FROM "top" WHERE "top"."posts" > ?2)");
static_assert(std::same_as<row<decltype(many)>, Top>);
static_assert(t.materialized().query.sql() == top.sql());
static_assert(from(t.materialized())
                  .sql()
                  .starts_with(R"(WITH "top"("name", "posts") AS MATERIALIZED (SELECT )"));
static_assert(from(t.not_materialized())
                  .sql()
                  .starts_with(R"(WITH "top"("name", "posts") AS NOT MATERIALIZED (SELECT )"));

// Once in WITH, whatever uses it: a join with itself, subqueries, other names, parts of compounds.
constexpr auto twin = t.as<"twin">();
constexpr auto first = scalar(from(t).select(max(t[col<&Top::posts>])));
constexpr auto named =
    lithe::cte<"named">(from<User>()
                            .join(t, t[col<&Top::name>] == col<&User::name>)
                            .select_as<Top>(col<&User::name>, t[col<&Top::posts>]));
constexpr auto several = from(named)
                             .join(t, t[col<&Top::name>] == named[col<&Top::name>])
                             .left_join(twin, twin[col<&Top::posts>] < t[col<&Top::posts>])
                             .where(t[col<&Top::posts>] == first)
                             .select(t[col<&Top::name>], twin[col<&Top::name>]);
static_assert(with_of<std::remove_const_t<decltype(several)>>.size == 2);
static_assert(
    std::same_as<row<decltype(several)>, std::tuple<std::string, std::optional<std::string>>>);
constexpr auto parts = from(t).union_all(from(twin)).except(from(named));
static_assert(with_of<std::remove_const_t<decltype(parts)>>.size == 2);
constexpr auto only_inside = from<User>().where(exists(from(t)));
static_assert(only_inside.sql().starts_with(R"(WITH "top"(")"));

// ---- rules, as values ----

template <class Query>
constexpr rule cte_rule = find_in_cte<std::remove_const_t<Query>>().value;
static_assert(cte_rule<decltype(top)> == rule::none);
static_assert(cte_rule<decltype(from<User>())> == rule::none);
static_assert(cte_rule<decltype(from<User>().select(col<&User::id>))> == rule::cte_row);
static_assert(cte_rule<int> == rule::cte_row);
static_assert(cte_rule<decltype(from<Post>().where(col<&Post::id> == outer(col<&User::id>)))> ==
              rule::outer_alone);
static_assert(cte_rule<decltype(from<User>().select_as<Top>(col<&User::name>, count()))> ==
              rule::ungrouped);
struct Whole {
    User user{};
    std::int64_t posts = 0;
};
static_assert(cte_rule<decltype(from<User>().select_as<Whole>(lithe::all<User>, literal<1>))> ==
              rule::cte_field);

template <class Query>
constexpr rule whole_rule = decltype(find_in_whole(static_cast<Query*>(nullptr)))::value;
constexpr auto other_top = lithe::cte<"top">(from<Note>());
constexpr auto hiding = lithe::cte<"posts">(from<User>());
static_assert(whole_rule<decltype(many)> == rule::none);
static_assert(whole_rule<decltype(several)> == rule::none);
static_assert(whole_rule<decltype(from(t).where(exists(from(other_top))))> == rule::cte_twice);
static_assert(whole_rule<decltype(from(t).where(exists(from(hiding))))> == rule::cte_hides);
static_assert(whole_rule<decltype(from<Post>().join(hiding.as<"his">(), literal<true>))> ==
              rule::cte_hides);
static_assert(whole_rule<decltype(from(cte_ref<"tree", Top>))> == rule::cte_unknown);
// To SQLite names that differ in case are one.
constexpr auto hiding_too = lithe::cte<"Posts">(from<User>());
constexpr auto top_too = lithe::cte<"TOP">(from<Note>());
static_assert(whole_rule<decltype(from<Post>().join(hiding_too.as<"his">(), literal<true>))> ==
              rule::cte_hides);
static_assert(whole_rule<decltype(from(t).where(exists(from(top_too))))> == rule::cte_twice);

}  // namespace

TEST_CASE("cte: SQLite prepares it") {
    for (std::string_view const text : {many.sql(), several.sql(), parts.sql(), only_inside.sql(),
                                        from(t.materialized()).select(count()).sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
