// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/query_shape.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/predicate.hpp>
#include <lithe/statement/select.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <concepts>
#include <tuple>

using namespace lithe;
using namespace lithe::detail;
using blog::Message;
using blog::Post;
using blog::User;

namespace {

template <class Query>
using facts = select_facts<typename Query::clauses>;
template <class Query>
constexpr bool one_row = facts<Query>::at_most_one;
template <class Query>
constexpr bool collected = facts<Query>::collectable;
template <class Query>
constexpr rule whole_rule = find_in_query<typename Query::clauses>().value;

using all_users = decltype(from<User>());

// ---- at most one row: a value for the only table's whole key, nothing less ----

static_assert(one_row<decltype(from<User>().where(col<&User::id> == 3))>);
static_assert(one_row<decltype(from<User>().where(col<&User::age> > 3, col<&User::id> == 3))>);
static_assert(!one_row<all_users>);
static_assert(!one_row<decltype(from<User>().where(col<&User::id> > 3))>);
static_assert(!one_row<decltype(from<User>().where(col<&User::age> == 3))>);
static_assert(!one_row<decltype(from<User>().where(col<&User::id> == col<&User::age>))>);
static_assert(!one_row<decltype(from<User>().where(col<&User::id> == col<&User::age> + 1))>);
static_assert(!one_row<decltype(from<User>().where(col<&User::id> == 1 || col<&User::id> == 2))>);
static_assert(!one_row<decltype(from<User>().join<Post>().where(col<&User::id> == 3))>);
static_assert(!one_row<decltype(from<Message>().where(col<&Message::sender> == 3))>);

// ---- rows that an aggregate function may collect ----

static_assert(collected<all_users>);
static_assert(collected<decltype(from<User>().join<Post>().where(col<&Post::id> > 3))>);
static_assert(!collected<decltype(from<User>().order_by(col<&User::id>))>);
static_assert(!collected<decltype(from<User>().limit(1))>);
static_assert(!collected<decltype(from<User>().offset(1))>);
static_assert(!collected<decltype(from<User>().distinct())>);
static_assert(!collected<decltype(from<User>().select(count()))>);
static_assert(!collected<decltype(from<User>().group_by(col<&User::age>).select(col<&User::age>))>);

// ---- what only the whole shows ----

static_assert(whole_rule<all_users> == rule::none);
static_assert(whole_rule<decltype(from<User>().select(col<&User::id>, count()))> ==
              rule::ungrouped);
static_assert(whole_rule<decltype(from<User>().group_by(col<&User::id>))> == rule::ungrouped);
static_assert(whole_rule<decltype(from<User>().order_by(count()))> == rule::ungrouped);
static_assert(whole_rule<decltype(from<User>().select(count()).order_by(col<&User::id>))> ==
              rule::ungrouped);
static_assert(whole_rule<decltype(from<User>()
                                      .group_by(col<&User::age>)
                                      .having(col<&User::id> > 3)
                                      .select(col<&User::age>))> == rule::ungrouped);
static_assert(whole_rule<decltype(from<User>()
                                      .group_by(col<&User::age>)
                                      .having(col<&User::age> > 3, count() > 1)
                                      .select(col<&User::age>, max(col<&User::id>))
                                      .order_by(desc(count())))> == rule::none);
static_assert(whole_rule<decltype(from<User>().having(count() > 1).select(literal<1>))> ==
              rule::none);

// ---- types of rows ----

static_assert(std::same_as<facts<all_users>::row_type, User>);
static_assert(std::same_as<facts<decltype(from<User>().select(col<&User::email>))>::row_type,
                           std::optional<std::string>>);
using pairs = decltype(from<User>().left_join<Post>().select(all<User>, all<Post>));
static_assert(std::same_as<facts<pairs>::row_type, std::tuple<User, std::optional<Post>>>);

// ---- the collected text ----

static_assert(sql_of<collected_text<all_users>> ==
              R"(SELECT lithe_collect("id", "name", "email", "age") FROM "users")");

}  // namespace

TEST_CASE("query_shape: a value for the key is at most one row") {
    CHECK(one_row<decltype(from<User>().where(col<&User::id> == 3))>);
}
