// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/window_rules.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

namespace {

using namespace lithe;
using namespace blog;
using detail::type_list;
constexpr auto first = lithe::window<"w">(order_by(col<&User::id>));
constexpr auto second = lithe::window<"w">(order_by(col<&User::age>));
constexpr auto other = lithe::window<"x">(order_by(col<&User::id>));
constexpr auto upper = lithe::window<"W">(order_by(col<&User::age>));
using one = std::remove_const_t<decltype(first)>;
using same_name = std::remove_const_t<decltype(second)>;

template <class Windows, class Node>
constexpr bool known = detail::windows_are_known<Windows, Node>();
using named = decltype(sum(col<&User::age>).over(first) + 1);
static_assert(known<type_list<one>, named>);
static_assert(known<type_list<one, decltype(other)>, named>);
static_assert(!known<type_list<>, named>);
static_assert(!known<type_list<same_name>, named>);
static_assert(!known<type_list<one, same_name>, named>);
static_assert(!known<type_list<one, decltype(upper)>, named>);  // of one name, to SQLite
static_assert(known<type_list<>, decltype(sum(col<&User::age>).over())>);
static_assert(known<type_list<>, decltype(col<&User::age>)>);
static_assert(known<type_list<>, all_columns<User>>);

template <class Node>
constexpr bool nested = detail::has_nested_aggregate<Node>();
static_assert(!nested<decltype(sum(count()).over())>);
static_assert(nested<decltype(sum(count()))>);
static_assert(nested<decltype(1 + sum(sum(count())).over())>);
static_assert(nested<decltype(count().filter(count() > 3))>);
static_assert(!nested<decltype(sum(count()).over() + max(col<&User::age>))>);
static_assert(!nested<all_columns<User>>);

}  // namespace

TEST_CASE("window rules: of the clauses of a query") {
    auto const query = from<User>().window(first, other);
    CHECK(detail::windows_of<decltype(query)::clauses>::list::size == 2);
    CHECK(detail::windows_of<decltype(from<User>())::clauses>::list::size == 0);
}
