// SPDX-License-Identifier: BSL-1.0
//
// UPDATE … FROM: its text, in which order its clauses may be said, and its rules.

#include <lithe/statement/derived.hpp>
#include <lithe/statement/update.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

using namespace lithe;
using blog::boss;
using blog::Post;
using blog::User;
using namespace lithe::detail;

namespace {

constexpr auto from_posts =
    update<User>()
        .from<Post>()
        .set(col<&User::age> = col<&Post::id> + 1, col<&User::email> = col<&Post::title>)
        .where(col<&Post::author_id> == col<&User::id>)
        .returning(col<&User::id>);
static_assert(from_posts.sql() ==
              R"(UPDATE "users" SET "age" = "posts"."id" + ?1, "email" = "posts"."title" FROM )"
              R"("posts" WHERE "posts"."author_id" = "users"."id" RETURNING "users"."id")");
constexpr auto set_first = update<User>()
                               .set(col<&User::age> = 3)
                               .from(boss)
                               .where(boss[col<&User::age>] > col<&User::age>);
static_assert(set_first.sql() ==
              R"(UPDATE "users" SET "age" = ?1 FROM "users" AS "boss" WHERE "boss"."age" > )"
              R"("users"."age")");

struct Count {
    std::int64_t author = 0;
    std::int64_t posts = 0;
};
constexpr auto counted = from<Post>()
                             .where(col<&Post::id> > 3)
                             .group_by(col<&Post::author_id>)
                             .select_as<Count>(col<&Post::author_id>, count());
constexpr auto counts = lithe::cte<"counts">(counted);
constexpr auto of_cte = update<User>()
                            .from(counts)
                            .set(col<&User::age> = counts[col<&Count::posts>] + 1)
                            .where(counts[col<&Count::author>] == col<&User::id>)
                            .returning();
static_assert(of_cte.sql().starts_with(R"(WITH "counts"("author", "posts") AS (SELECT )"));
constexpr auto few = lithe::derived<"few">(counted);
constexpr auto of_derived = update<User>()
                                .from(few)
                                .set(col<&User::age> = few[col<&Count::posts>] + 1)
                                .where(few[col<&Count::author>] == col<&User::id>);
struct Patch {
    std::optional<int> age{};
};
constexpr auto patched =
    update<User>().set(Patch{.age = 3}).from(boss).where(boss[col<&User::id>] == col<&User::age>);
constexpr auto removed =
    delete_from<User>().where(exists(from(counts).where(counts[col<&Count::posts>] > 3)));
static_assert(removed.sql().starts_with(R"(WITH "counts"("author", "posts") AS (SELECT )"));

// ---- rules, as values ----

using begun = type_list<>;
using joined = type_list<update_from_clause<from_clause<table_source<Post>>>>;
using age_of_post = decltype(col<&User::age> = col<&Post::id>);
static_assert(find_in_set<begun, User, age_of_post>().value == rule::outside_target);
static_assert(find_in_set<joined, User, age_of_post>().value == rule::none);
static_assert(find_in_set<joined, User, decltype(col<&Post::score> = 1.0)>().value ==
              rule::outside_target);
static_assert(find_in_write_where<begun, User, decltype(col<&Post::id> == 1)>().value ==
              rule::outside_target);
static_assert(find_in_write_where<joined, User, decltype(col<&Post::id> == 1)>().value ==
              rule::none);
static_assert(find_in_update_from<begun, User, table_source<User>>().value == rule::joined_twice);
static_assert(find_in_update_from<joined, User, table_source<Post>>().value == rule::write_order);
// RETURNING gives columns of the table that is written and of no other.
static_assert(find_in_returning<joined, User, column<&Post::id>>().value == rule::outside_target);

}  // namespace

TEST_CASE("update_from: SQLite prepares it") {
    for (std::string_view const text : {from_posts.sql(), set_first.sql(), of_cte.sql(),
                                        of_derived.sql(), patched.sql(), removed.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
