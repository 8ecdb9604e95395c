// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/derived.hpp>

#include <lithe/expression/aggregate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>

using namespace lithe;
using blog::boss;
using blog::Post;
using blog::User;
using lithe::detail::select_facts;

namespace {

struct Top {
    std::int64_t author = 0;
    std::int64_t posts = 0;
};
constexpr auto counted = from<Post>()
                             .where(col<&Post::title> != "")
                             .group_by(col<&Post::author_id>)
                             .select_as<Top>(col<&Post::author_id>, count());
constexpr auto top = lithe::derived<"top">(counted);

constexpr auto joined = from<User>()
                            .join(top, top[col<&Top::author>] == col<&User::id>)
                            .where(col<&User::age> > 18)
                            .select(col<&User::name>, top[col<&Top::posts>]);
static_assert(joined.sql() ==
              R"(SELECT "users"."name", "top"."posts" FROM "users" JOIN (SELECT "author_id" AS )"
              R"("author", count(*) AS "posts" FROM "posts" WHERE "title" <> ?1 GROUP BY )"
              R"("author_id") AS "top" ON "top"."author" = "users"."id" WHERE "users"."age" > ?2)");
static_assert(std::same_as<typename select_facts<typename decltype(joined)::clauses>::row_type,
                           std::tuple<std::string, std::int64_t>>);

constexpr auto eldest =
    lithe::derived<"eldest">(from(boss).order_by(desc(boss[col<&User::age>])).limit(3));
static_assert(from(eldest).sql() ==
              R"(SELECT "id", "name", "email", "age" FROM (SELECT "id" AS "id", "name" AS "name", )"
              R"("email" AS "email", "age" AS "age" FROM "users" AS "boss" ORDER BY "boss"."age" )"
              R"(DESC LIMIT ?1) AS "eldest")");
constexpr auto both = lithe::derived<"both">(
    counted.union_all(from<User>().select(col<&User::id>, literal<0>)).limit(9));
constexpr auto named = lithe::cte<"named">(counted);
constexpr auto deep = lithe::derived<"deep">(from(named).where(named[col<&Top::posts>] > 1));
static_assert(from(deep).sql().starts_with(R"(WITH "named"("author", "posts") AS (SELECT )"));
constexpr auto inside = from<User>().where(exists(from(top).where(
    top[col<&Top::author>] == lithe::outer(col<&User::id>), top[col<&Top::posts>] > 3)));

}  // namespace

TEST_CASE("derived: SQLite prepares it") {
    for (std::string_view const text :
         {joined.sql(), from(eldest).sql(), from(both).where(both[col<&Top::posts>] > 1).sql(),
          from(deep).sql(), inside.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
