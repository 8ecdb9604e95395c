// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/select.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/predicate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

using namespace lithe;
using blog::boss;
using blog::Message;
using blog::Note;
using blog::Post;
using blog::User;

namespace {

// A text is a constant, also of a query that is not: only its values are known at run time.
constexpr auto everyone = from<User>();
static_assert(everyone.sql() == R"(SELECT "id", "name", "email", "age" FROM "users")");
static_assert(std::is_empty_v<decltype(everyone)>);

constexpr auto adults =
    from<User>().where(col<&User::age> >= 18).order_by(col<&User::name>).limit(10);
static_assert(adults.sql() == R"(SELECT "id", "name", "email", "age" FROM "users" )"
                              R"(WHERE "age" >= ?1 ORDER BY "name" LIMIT ?2)");

// where(a, b) is a && b, with brackets where they are needed only.
constexpr auto several = from<User>().where(col<&User::age> > 1 || col<&User::age> < 0,
                                            !(col<&User::name> == "a" && col<&User::id> == 2));
static_assert(several.sql() == R"(SELECT "id", "name", "email", "age" FROM "users" WHERE )"
                               R"(("age" > ?1 OR "age" < ?2) AND NOT ("name" = ?3 AND "id" = ?4))");

// With several tables every column has its table.
constexpr auto inferred = from<Post>().join<User>().select(col<&User::name>, col<&Post::title>);
static_assert(inferred.sql() == R"(SELECT "users"."name", "posts"."title" FROM "posts" )"
                                R"(JOIN "users" ON "posts"."author_id" = "users"."id")");
// The foreign key is found from either side.
constexpr auto reversed = from<User>().left_join<Post>().select(lithe::all<Post>);
static_assert(reversed.sql() ==
              R"(SELECT "posts"."id", "posts"."author_id", "posts"."title", "posts"."score" FROM )"
              R"("users" LEFT JOIN "posts" ON "posts"."author_id" = "users"."id")");

constexpr auto self = from<User>()
                          .left_join(boss, boss[col<&User::id>] == col<&User::age>)
                          .select(col<&User::name>, boss[col<&User::name>]);
static_assert(self.sql() == R"(SELECT "users"."name", "boss"."name" FROM "users" )"
                            R"(LEFT JOIN "users" AS "boss" ON "boss"."id" = "users"."age")");

// A foreign key leads to an alias, too, and from one.
constexpr auto author = from<Post>().join(boss).select(boss[col<&User::name>]);
static_assert(author.sql() == R"(SELECT "boss"."name" FROM "posts" )"
                              R"(JOIN "users" AS "boss" ON "posts"."author_id" = "boss"."id")");
constexpr auto from_alias = from(boss).left_join<Post>().where(boss[col<&User::age>] > 3);
static_assert(from_alias.sql() ==
              R"(SELECT "boss"."id", "boss"."name", "boss"."email", "boss"."age" FROM "users" AS )"
              R"("boss" LEFT JOIN "posts" ON "posts"."author_id" = "boss"."id" WHERE )"
              R"("boss"."age" > ?1)");

constexpr auto three = from<User>()
                           .join<Post>()
                           .join<Note>(col<&Note::weight> == col<&Post::id>)
                           .select(col<&Note::text>);
static_assert(three.sql() == R"(SELECT "notes"."text" FROM "users" JOIN "posts" ON )"
                             R"("posts"."author_id" = "users"."id" JOIN "notes" ON )"
                             R"("notes"."weight" = "posts"."id")");

constexpr auto groups = from<User>()
                            .group_by(col<&User::age>)
                            .having(count() > 1, col<&User::age> > 3)
                            .select(col<&User::age>, count(distinct(col<&User::name>)))
                            .order_by(desc(count()), col<&User::age>);
static_assert(groups.sql() ==
              R"(SELECT "age", count(DISTINCT "name") FROM "users" GROUP BY "age" )"
              R"(HAVING count(*) > ?1 AND "age" > ?2 ORDER BY count(*) DESC, "age")");

// OFFSET by itself gets the LIMIT that SQLite wants; DISTINCT may be said anywhere.
constexpr auto rest = from<User>().select(col<&User::age>).distinct().offset(3);
static_assert(rest.sql() == R"(SELECT DISTINCT "age" FROM "users" LIMIT -1 OFFSET ?1)");
static_assert(from<User>().distinct().select(col<&User::age>).offset(3).sql() == rest.sql());

constexpr auto nulls = from<User>().order_by(asc(col<&User::email>).nulls_last(),
                                             col<&User::age>.desc().nulls_first());
static_assert(nulls.sql() == R"(SELECT "id", "name", "email", "age" FROM "users" )"
                             R"(ORDER BY "email" NULLS LAST, "age" DESC NULLS FIRST)");

// ---- reuse: a query is a value, and a clause leaves it as it was ----

constexpr auto base = from<User>().where(col<&User::age> > 3);
constexpr auto page = base.limit(5);
constexpr auto names = base.select(col<&User::name>);
static_assert(base.sql().ends_with("> ?1") && page.sql().ends_with("LIMIT ?2") &&
              names.sql().starts_with(R"(SELECT "name" FROM)"));

auto older_than(int age) {
    return from<User>().where(col<&User::age> > age);
}
struct holder {
    decltype(older_than(0)) query = older_than(30);
};

/// The values in the order in which they are bound.
template <class Query>
std::string values_of(Query const& query) {
    struct {
        std::string text{};
        void operator()(std::int64_t value) { text += std::to_string(value) + ";"; }
        void operator()(std::string_view value) { text += std::string(value) + ";"; }
    } sink;
    query.bind(sink);
    return sink.text;
}

}  // namespace

TEST_CASE("select: SQLite prepares every text") {
    for (std::string_view const text :
         {everyone.sql(), adults.sql(), several.sql(), inferred.sql(), reversed.sql(), self.sql(),
          author.sql(), from_alias.sql(), three.sql(), groups.sql(), rest.sql(), nulls.sql(),
          base.sql(), page.sql(), names.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}

TEST_CASE("select: values are bound in the order of their placeholders") {
    // The projection stands first in the text and is said last.
    auto const query = from<User>()
                           .where(col<&User::age> > 2)
                           .group_by(col<&User::age>)
                           .having(count() > 3)
                           .select(col<&User::age> + 1)
                           .limit(5)
                           .offset(6);
    CHECK(values_of(query) == "1;2;3;5;6;");
    CHECK(query.sql() == R"(SELECT "age" + ?1 FROM "users" WHERE "age" > ?2 GROUP BY "age" )"
                         R"(HAVING count(*) > ?3 LIMIT ?4 OFFSET ?5)");
}

TEST_CASE("select: a query may be returned, stored, copied and moved") {
    holder const held;
    CHECK(values_of(held.query) == "30;");
    auto query = older_than(7);
    auto const copy = query;
    auto const moved = std::move(query).limit(3);
    CHECK(values_of(copy) == "7;");
    CHECK(values_of(moved) == "7;3;");
    auto const& constant = copy;
    CHECK(values_of(constant.limit(4)) == "7;4;");
    CHECK(values_of(copy) == "7;");
}

TEST_CASE("select: it owns the texts that are given to it") {
    auto const query = [] {
        std::string name = "a name too long for the small string buffer";
        std::string_view const view = name;
        return from<User>().where(col<&User::name> == view, col<&User::name> != name,
                                  col<&User::name> < name.c_str());
    }();
    std::string const name = "a name too long for the small string buffer";
    CHECK(values_of(query) == name + ";" + name + ";" + name + ";");
    // A literal lives for ever and is not copied, so that the query may be a constant.
    static_assert(
        std::is_trivially_copyable_v<decltype(from<User>().where(col<&User::name> == "a"))>);
}
