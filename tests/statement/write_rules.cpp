// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/write_rules.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/statement/insert.hpp>
#include <lithe/statement/update.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using namespace lithe::detail;
using blog::Message;
using blog::Post;
using blog::User;

namespace {

using none = type_list<>;
using adult = decltype(col<&User::age> > 1);
using to_three = decltype(col<&User::age> = 3);
using set = set_clause<to_three>;
using where = write_where_clause<adult>;
using row = returning_row_clause<User>;
using skip = do_nothing_clause<User, members<>>;

// ---- order ----

static_assert(is_in_write_order<write_rank::where, set>());
static_assert(!is_in_write_order<write_rank::values, where>());
static_assert(!is_in_write_order<write_rank::where, where>());
static_assert(!is_in_write_order<write_rank::where, all_rows_clause>());
static_assert(is_in_write_order<write_rank::conflict, skip>());
static_assert(!is_in_write_order<write_rank::conflict, row>());
static_assert(is_in_write_order<write_rank::rule, values_clause<User>, row>());
static_assert(!is_in_write_order<write_rank::rule, or_clause<conflict_rule::ignore>>());
static_assert(is_in_write_order<write_rank::values, or_clause<conflict_rule::ignore>>());

// ---- set ----

template <class... Assignments>
constexpr rule set_rule = find_in_set<none, User, Assignments...>().value;
static_assert(set_rule<to_three> == rule::none);
static_assert(set_rule<> == rule::nothing_assigned);
static_assert(set_rule<adult> == rule::not_an_assignment);
static_assert(set_rule<to_three, to_three> == rule::assigned_twice);
static_assert(set_rule<decltype(col<&User::age> = col<&User::id>)> == rule::none);
static_assert(set_rule<decltype(col<&User::age> = col<&Post::id>)> == rule::outside_target);
static_assert(set_rule<decltype(col<&Post::id> = 3)> == rule::outside_target);
static_assert(set_rule<decltype(col<&User::age> = count())> == rule::assigned_aggregate);
static_assert(set_rule<decltype(col<&User::age> = excluded<&User::age>)> == rule::excluded_outside);
static_assert(find_in_set<type_list<where>, User, to_three>().value == rule::write_order);

// ---- where, returning, on_conflict ----

static_assert(find_in_write_where<none, User, adult>().value == rule::none);
static_assert(find_in_write_where<type_list<where>, User, adult>().value == rule::write_order);
static_assert(find_in_write_where<none, User>().value == rule::no_condition);
static_assert(find_in_write_where<none, Post, adult>().value == rule::outside_target);
static_assert(find_in_returning<none, User, column<&User::id>, all_columns<User>>().value ==
              rule::none);
static_assert(find_in_returning<none, User, decltype(count())>().value == rule::returned_aggregate);
static_assert(find_in_returning<type_list<row>, User, column<&User::id>>().value ==
              rule::write_order);
static_assert(find_in_do_update<none, User, decltype(col<&User::age> = excluded<&User::age>)>()
                  .value == rule::none);
static_assert(find_in_do_update<none, User, decltype(col<&User::age> = excluded<&Post::id>)>()
                  .value == rule::excluded_outside);
template <class Entity, auto... Members>
constexpr rule target_rule = find_in_on_conflict<none, Entity, members<Members...>>().value;
static_assert(target_rule<User> == rule::none);
static_assert(target_rule<User, &User::id> == rule::none);
static_assert(target_rule<User, &User::email> == rule::none);
static_assert(target_rule<User, &User::name> == rule::conflict_target);
static_assert(target_rule<User, &Post::id> == rule::conflict_target);
static_assert(target_rule<Message, &Message::receiver, &Message::sender> == rule::none);
static_assert(target_rule<Message, &Message::sender> == rule::conflict_target);

// ---- the whole ----

static_assert(find_in_update(type_list<set, where>{}).value == rule::none);
static_assert(find_in_update(type_list<where>{}).value == rule::nothing_set);
static_assert(find_in_update(type_list<set>{}).value == rule::no_guard);
static_assert(find_in_update(type_list<refused_clause>{}).value == rule::none);
static_assert(find_in_delete(type_list<>{}).value == rule::no_delete_guard);
static_assert(find_in_delete(type_list<all_rows_clause>{}).value == rule::none);
static_assert(find_in_insert(type_list<row>{}).value == rule::nothing_inserted);
static_assert(find_in_insert(type_list<values_clause<User>>{}).value == rule::none);

}  // namespace

TEST_CASE("write_rules: a mistake is a value") {
    CHECK(set_rule<> == rule::nothing_assigned);
}
