// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/projection_rules.hpp>

#include <lithe/expression/aggregate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using namespace lithe::detail;
using blog::Post;
using blog::User;

namespace {

template <auto Member>
using of = column<Member>;
using by_name = type_list<of<&User::name>>;
using begun = type_list<from_clause<table_source<User>>>;

// ---- groups ----

static_assert(is_grouped<by_name, of<&User::name>>());
static_assert(!is_grouped<by_name, of<&User::age>>());
static_assert(is_grouped<by_name, decltype(max(col<&User::age>))>());
static_assert(is_grouped<by_name, decltype(lower(col<&User::name>))>());
static_assert(
    is_grouped<type_list<decltype(lower(col<&User::name>))>, decltype(lower(col<&User::name>))>());
static_assert(!is_grouped<type_list<decltype(lower(col<&User::name>))>, of<&User::name>>());
static_assert(is_grouped<by_name, literal_t<1>>());
static_assert(!is_grouped<by_name, all_columns<User>>());
static_assert(!is_grouped<by_name, decltype(max(col<&User::age>) + col<&User::age>)>());
using found =
    decltype(find_ungrouped<by_name, false>(type_list<of<&User::name>, of<&User::age>>{}));
static_assert(found::value == rule::ungrouped && std::same_as<found::culprit, of<&User::age>>);
static_assert(any_aggregates(type_list<of<&User::name>, decltype(count() + literal<1>)>{}));
static_assert(!any_aggregates(type_list<of<&User::name>, all_columns<User>>{}));

// ---- which field takes which expression ----

static_assert(field_takes<int, std::int64_t> && field_takes<double, int>);
static_assert(!field_takes<int, double> && !field_takes<int, std::string>);
static_assert(field_takes<std::optional<std::string>, std::string>);
static_assert(field_takes<User, User> && !field_takes<User, Post>);
static_assert(field_takes<bool, std::int64_t>);

struct Row {
    std::string name{};
    std::optional<std::int64_t> age{};
};
struct Holder {
    User user{};
    std::optional<Post> post{};
};
template <class Entity, class Nullable, class... Items>
constexpr rule row_rule = find_in_row<Entity, Nullable, Items...>().value;
using nothing_missing = type_list<>;
using posts_missing = type_list<table_source<Post>>;
static_assert(row_rule<Row, nothing_missing, of<&User::name>, of<&User::age>> == rule::none);
static_assert(row_rule<Row, nothing_missing, of<&User::name>> == rule::field_count);
static_assert(row_rule<Row, nothing_missing, of<&User::age>, of<&User::age>> == rule::field_type);
static_assert(row_rule<Row, nothing_missing, of<&User::email>, of<&User::age>> ==
              rule::field_drops_null);
static_assert(row_rule<Row, nothing_missing, of<&User::name>, decltype(sum(col<&User::age>))> ==
              rule::none);
static_assert(row_rule<Row, nothing_missing, of<&User::name>, decltype(avg(col<&User::age>))> ==
              rule::field_type);
static_assert(row_rule<Row, posts_missing, of<&Post::title>, of<&Post::id>> ==
              rule::field_drops_null);
static_assert(
    row_rule<Row, posts_missing, decltype(coalesce(col<&Post::title>, "")), of<&Post::id>> ==
    rule::none);
static_assert(row_rule<Holder, posts_missing, all_columns<User>, all_columns<Post>> == rule::none);
static_assert(row_rule<Holder, nothing_missing, all_columns<User>, all_columns<Post>> ==
              rule::none);
static_assert(row_rule<Holder, posts_missing, all_columns<Post>, all_columns<Post>> ==
              rule::field_type);

// ---- select ----

static_assert(find_in_select<begun, of<&User::name>>().value == rule::none);
static_assert(find_in_select<begun>().value == rule::not_an_expression);
static_assert(find_in_select<begun, int>().value == rule::not_an_expression);
static_assert(find_in_select<begun, of<&Post::id>>().value == rule::column_outside);
static_assert(find_in_select_as<begun, Row, of<&Post::id>>().value == rule::column_outside);
static_assert(find_in_select_as<begun, Row, of<&User::id>>().value == rule::field_count);

}  // namespace

TEST_CASE("projection_rules: a mistake is a value") {
    CHECK(found::value == rule::ungrouped);
}
