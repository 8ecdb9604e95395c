// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/select_rules.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/statement/insert.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using namespace lithe::detail;
using blog::Message;
using blog::Note;
using blog::Post;
using blog::User;

namespace {

template <class Node>
using type = std::remove_cvref_t<Node>;
using users = type_list<table_source<User>>;
using both = type_list<table_source<User>, table_source<Post>>;

using begun = type_list<from_clause<table_source<User>>>;
using filtered =
    type_list<from_clause<table_source<User>>, where_clause<decltype(col<&User::age> > 1)>>;
using refused = type_list<from_clause<table_source<User>>, refused_clause>;

// ---- columns and their tables ----

static_assert(columns_are_in<users, type<decltype(col<&User::age>)>>());
static_assert(!columns_are_in<users, type<decltype(col<&Post::title>)>>());
static_assert(columns_are_in<both, decltype(col<&Post::author_id> == col<&User::id>)>());
static_assert(!columns_are_in<users, decltype(lower(col<&Post::title>) == "a")>());
static_assert(!columns_are_in<users, decltype(blog::boss[col<&User::age>])>());
static_assert(columns_are_in<users, decltype(literal<1>)>());
static_assert(columns_are_in<users, all_columns<User>>() &&
              !columns_are_in<users, all_columns<Post>>());
using found = decltype(find_outside<users, decltype(col<&User::id> == col<&Post::author_id>)>());
static_assert(found::value == rule::column_outside &&
              std::same_as<found::culprit, column<&Post::author_id>>);
static_assert(find_outside<users, type<decltype(excluded<&User::age>)>>().value ==
              rule::excluded_outside);

// ---- conditions ----

using adult = decltype(col<&User::age> > 1);
static_assert(find_in_where<begun, adult>().value == rule::none);
static_assert(find_in_where<begun>().value == rule::no_condition);
static_assert(find_in_where<begun, bool>().value == rule::not_a_condition);
static_assert(find_in_where<begun, type<decltype(col<&User::age>)>>().value ==
              rule::not_a_condition);
static_assert(find_in_where<begun, decltype(count() > 1)>().value == rule::aggregate_in_condition);
static_assert(find_in_where<filtered, adult>().value == rule::clause_order);
static_assert(find_in_where<refused, bool>().value == rule::none);
static_assert(find_in_having<begun, decltype(count() > 1)>().value == rule::none);
static_assert(find_in_having<begun, decltype(count(col<&Post::id>) > 1)>().value ==
              rule::column_outside);

// ---- the other clauses ----

static_assert(is_in_order<clause_rank::where, from_clause<table_source<User>>>());
static_assert(!is_in_order<clause_rank::from, where_clause<adult>>());
static_assert(is_in_order<clause_rank::distinct, where_clause<adult>>());
static_assert(is_in_order<clause_rank::where, distinct_clause>());
static_assert(find_in_distinct<type_list<distinct_clause>>().value == rule::clause_order);
static_assert(find_in_group_by<begun, column<&User::age>>().value == rule::none);
static_assert(find_in_group_by<begun>().value == rule::not_an_expression);
static_assert(find_in_group_by<begun, decltype(count())>().value == rule::grouped_aggregate);
static_assert(find_in_order_by<begun, column<&User::age>>().value == rule::none);
static_assert(find_in_order_by<begun, decltype(desc(col<&User::age>))>().value == rule::none);
static_assert(find_in_order_by<begun, char const*>().value == rule::not_an_expression);
static_assert(find_in_order_by<begun, column<&Post::id>>().value == rule::column_outside);
template <class Count>
constexpr rule limit_rule = find_in_count<clause_rank::limit, begun, Count>().value;
static_assert(limit_rule<int> == rule::none && limit_rule<std::uint64_t> == rule::none);
static_assert(limit_rule<literal_t<3>> == rule::none);
static_assert(limit_rule<double> == rule::not_a_whole_number);
static_assert(limit_rule<bool> == rule::not_a_whole_number);
static_assert(limit_rule<std::optional<int>> == rule::not_a_whole_number);
static_assert(limit_rule<column<&User::age>> == rule::not_a_whole_number);

// ---- joins ----

template <class Entity>
constexpr rule join_rule = find_in_join<table_source<Entity>, begun, unwritten_condition>().value;
static_assert(join_rule<Post> == rule::none);
static_assert(join_rule<User> == rule::joined_twice);
static_assert(join_rule<Note> == rule::no_foreign_key);
static_assert(join_rule<Message> == rule::several_foreign_keys);
static_assert(find_in_join<table_source<Post>, filtered, unwritten_condition>().value ==
              rule::clause_order);
static_assert(
    find_in_inferred_join<alias_source<User, "u">, type_list<from_clause<table_source<Post>>>>()
        .value == rule::none);
static_assert(find_in_join<table_source<Note>, begun, decltype(count() > 1)>().value ==
              rule::aggregate_in_condition);
static_assert(
    find_in_join<table_source<Note>, begun, decltype(col<&Note::weight> == col<&User::age>)>()
        .value == rule::none);
using inferred =
    decltype(condition_of<
             links_to<alias_source<User, "u">, type_list<table_source<Post>>>::list>());
static_assert(sql_of<inferred> == R"("author_id" = "u"."id")");

}  // namespace

TEST_CASE("select_rules: a mistake is a value") {
    CHECK(found::value == rule::column_outside);
    CHECK(join_rule<Note> == rule::no_foreign_key);
}
