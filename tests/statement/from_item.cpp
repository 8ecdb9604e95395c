// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/from_item.hpp>

#include <lithe/statement/cte.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <optional>

using namespace lithe;
using blog::boss;
using blog::Post;
using blog::User;
using namespace lithe::detail;

namespace {

static_assert(named_source<std::remove_const_t<decltype(boss)>>);
static_assert(!named_source<User> && !named_source<column<&User::id>>);
static_assert(!is_from_item<std::remove_const_t<decltype(boss)>>);

// A struct that stands for a table keeps its foreign keys under another name.
constexpr auto adults = lithe::cte<"adults">(from<User>().where(col<&User::age> >= 18));
static_assert(is_from_item<std::remove_const_t<decltype(adults)>>);

constexpr auto inner = from<Post>().join(adults);
constexpr auto left = from<Post>().left_join(adults).select(adults[col<&User::id>]);
constexpr auto right = from<Post>().right_join(adults).select(col<&Post::id>);
constexpr auto full = from<Post>().full_join(adults, literal<true>).select(col<&Post::id>);
constexpr auto cross = from<Post>().cross_join(adults).select(col<&Post::id>);
template <class Query>
using row = typename select_facts<typename Query::clauses>::row_type;
static_assert(std::same_as<row<decltype(inner)>, Post>);
static_assert(std::same_as<row<decltype(left)>, std::optional<std::int64_t>>);
static_assert(std::same_as<row<decltype(right)>, std::optional<std::int64_t>>);
static_assert(std::same_as<row<decltype(full)>, std::optional<std::int64_t>>);
static_assert(std::same_as<row<decltype(cross)>, std::int64_t>);
static_assert(inner.sql().ends_with(R"( FROM "posts" JOIN "adults" ON "posts"."author_id" = )"
                                    R"("adults"."id")"));
static_assert(cross.sql().ends_with(R"( FROM "posts" CROSS JOIN "adults")"));
static_assert(find_in_join<typename decltype(adults)::source, typename decltype(inner)::clauses,
                           unwritten_condition>()
                  .value == rule::joined_twice);

}  // namespace

TEST_CASE("from_item: SQLite prepares every join of it") {
    for (std::string_view const text :
         {inner.sql(), left.sql(), right.sql(), full.sql(), cross.sql(), from(adults).sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
