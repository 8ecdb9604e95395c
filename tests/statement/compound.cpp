// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/compound.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <optional>
#include <tuple>

using namespace lithe;
using blog::Post;
using blog::User;
using namespace lithe::detail;
using lithe::outer;

namespace {

template <class Query>
using row = typename Query::rows::row_type;

constexpr auto names = from<User>().select(col<&User::name>);
constexpr auto emails = from<User>().select(col<&User::email>);
constexpr auto titles = from<Post>().select(col<&Post::title>);

constexpr auto chain = names.union_with(titles).except(emails).union_all(names).intersect(titles);
static_assert(chain.sql() ==
              R"(SELECT "name" FROM "users" UNION SELECT "title" FROM "posts" EXCEPT )"
              R"(SELECT "email" FROM "users" UNION ALL SELECT "name" FROM "users" )"
              R"(INTERSECT SELECT "title" FROM "posts")");
static_assert(std::same_as<row<decltype(chain)>, std::optional<std::string>>);
static_assert(std::same_as<row<decltype(names.union_with(titles))>, std::string>);

constexpr auto ordered = from<User>()
                             .where(col<&User::age> > 18)
                             .select(col<&User::id>, col<&User::age>)
                             .union_all(from<Post>()
                                            .where(col<&Post::title> == "a")
                                            .select(col<&Post::author_id>, col<&Post::score>))
                             .order_by(desc(col<&User::age>).nulls_last(), col<&User::id>)
                             .limit(10)
                             .offset(5);
static_assert(ordered.sql() ==
              R"(SELECT "id", "age" FROM "users" WHERE "age" > ?1 UNION ALL SELECT "author_id", )"
              R"("score" FROM "posts" WHERE "title" = ?2 ORDER BY 2 DESC NULLS LAST, 1 )"
              R"(LIMIT ?3 OFFSET ?4)");
static_assert(
    std::same_as<row<decltype(ordered)>, std::tuple<std::int64_t, std::optional<double>>>);

// Whole structs, missing where one side's may be.
constexpr auto adults = from<User>().where(col<&User::age> >= 18);
constexpr auto twice = adults.union_all(adults);
static_assert(std::same_as<row<decltype(twice)>, User>);
constexpr auto perhaps = adults.union_all(from<Post>().left_join<User>().select(lithe::all<User>));
static_assert(std::same_as<row<decltype(perhaps)>, std::optional<User>>);

struct Named {
    std::int64_t id = 0;
    std::optional<std::string> text{};
};
constexpr auto named = from<User>()
                           .select_as<Named>(col<&User::id>, col<&User::name>)
                           .union_with(from<Post>().select(col<&Post::id>, col<&Post::title>))
                           .order_by(col<&Named::text>);
static_assert(std::same_as<row<decltype(named)>, Named>);

// In other statements.
constexpr auto listed = from<User>().where(col<&User::name>.in(titles.except(emails)));
constexpr auto one =
    from<User>().select(scalar(names.union_with(titles).order_by(col<&User::name>).limit(1)));

struct Strict {
    std::string text{};
};
constexpr rule row_rule =
    find_in_compound<decltype(from<User>().select_as<Strict>(col<&User::name>)),
                     std::remove_const_t<decltype(emails)>>()
        .value;
static_assert(row_rule == rule::field_drops_null);
static_assert(decltype(find_in_whole(&chain))::value == rule::none);

constexpr auto correlated = from<Post>()
                                .where(col<&Post::author_id> == outer(col<&User::id>))
                                .select(col<&Post::id>)
                                .union_with(from<Post>().select(col<&Post::author_id>));
static_assert(decltype(find_in_whole(&correlated))::value == rule::outer_alone);
constexpr auto with_any = from<User>().where(exists(correlated));

}  // namespace

TEST_CASE("compound: SQLite prepares it") {
    for (std::string_view const text : {chain.sql(), ordered.sql(), twice.sql(), perhaps.sql(),
                                        named.sql(), listed.sql(), one.sql(), with_any.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
