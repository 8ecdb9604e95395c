// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/seek_rules.hpp>

#include <lithe/sql.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using blog::User, blog::Post;

namespace {

constexpr auto key = col<&User::id>;
constexpr auto age = col<&User::age>;
constexpr auto post = col<&Post::id>;

template <class Query, class Row>
constexpr auto mistake = decltype(detail::find_in_seek<typename Query::clauses, Row>())::value;
template <class Query>
constexpr bool total = detail::tells_rows_apart<
    typename Query::clauses,
    decltype(detail::nodes_of_clauses(
        detail::clauses_at<detail::clause_rank::order_by, typename Query::clauses>{}))>();

using by_key = decltype(from<User>().order_by(age, key));
using by_age = decltype(from<User>().order_by(age));
static_assert(total<by_key> && !total<by_age>);
static_assert(mistake<by_key, User> == detail::rule::none);
static_assert(mistake<by_key, std::optional<User>> == detail::rule::none);
static_assert(mistake<by_key, Post> == detail::rule::seek_row);
static_assert(mistake<by_age, User> == detail::rule::seek_order);
static_assert(mistake<decltype(from<User>()), User> == detail::rule::seek_order);
// Every expression of the order must be in the row, with the same constants.
static_assert(mistake<decltype(from<User>().order_by(age % 3, key)), User> ==
              detail::rule::seek_value);
static_assert(mistake<decltype(from<User>().order_by(choose(0, asc(age)), key)), User> ==
              detail::rule::seek_choice);

// A joined table whose whole key is in the condition adds no rows.
static_assert(total<decltype(from<Post>().join<User>().order_by(post))>);
static_assert(total<decltype(from<Post>().left_join<User>().order_by(post))>);
static_assert(!total<decltype(from<Post>().right_join<User>().order_by(post))>);
static_assert(total<decltype(from<Post>().right_join<User>().order_by(post, key))>);
static_assert(!total<decltype(from<User>().join<Post>().order_by(key))>);
static_assert(total<decltype(from<User>().join<Post>().order_by(post))>);
static_assert(!total<decltype(from<User>().cross_join<Post>().order_by(key))>);
static_assert(!total<decltype(from<Post>().join<User>(age > 3).order_by(post))>);

constexpr auto boss = alias<User, "boss">;
static_assert(!total<decltype(from<User>().join(boss, boss[age] == age).order_by(key))>);
static_assert(total<decltype(from<User>().join(boss, boss[age] == age).order_by(key, boss[key]))>);

static_assert(total<decltype(from<User>().group_by(age).select(age).order_by(age))>);
static_assert(!total<decltype(from<User>().group_by(age).select(count()).order_by(count()))>);
static_assert(!total<decltype(from<User>().select(age, key).distinct().order_by(age))>);
static_assert(total<decltype(from<User>().select(age).distinct().order_by(age))>);

}  // namespace

TEST_CASE("seek_rules: a row's value of an ordering term") {
    using items =
        detail::tuple_row<std::remove_const_t<decltype(age)>,
                          operation<detail::collate_shape<"NOCASE">, column<&User::name>>>;
    std::tuple<int, std::string> const row(7, "Ada");
    CHECK(detail::ordered_in_row<items, column<&User::age>>::of(row) == 7);
    CHECK(detail::ordered_in_row<
              items, operation<detail::collate_shape<"NOCASE">, column<&User::name>>>::of(row) ==
          "Ada");
    STATIC_REQUIRE_FALSE(detail::ordered_in_row<items, column<&User::name>>::found);
    using entity = detail::entity_row<User>;
    CHECK(detail::ordered_in_row<
              entity, operation<detail::collate_shape<"NOCASE">, column<&User::name>>>::of(User{
              .name = "B"}) == "B");
}
