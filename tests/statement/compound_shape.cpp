// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/compound_shape.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/statement/compound.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <concepts>
#include <optional>
#include <tuple>

using namespace lithe;
using blog::boss;
using blog::Post;
using blog::User;
using namespace lithe::detail;

namespace {

enum class mood : unsigned char { calm };

template <class Left, class Right>
using both =
    typename unified<unified_column<Left, false, void>, unified_column<Right, true, void>>::type;
template <class Left, class Right>
using value = typename value_of_two<Left, Right>::type;

// Whole numbers of any width become 64 bits, with a REAL double; NULL of one is NULL of both.
static_assert(std::same_as<value<int, int>, int>);
static_assert(std::same_as<value<int, std::int64_t>, std::int64_t>);
static_assert(std::same_as<value<bool, int>, std::int64_t>);
static_assert(std::same_as<value<int, float>, double>);
static_assert(std::same_as<value<std::string, std::string>, std::string>);
static_assert(std::same_as<value<std::array<std::byte, 4>, bytes>, bytes>);
static_assert(std::same_as<value<mood, mood>, mood>);
static_assert(result_t<unified_column<int, false, void>, type_list<>>{} == 0);
static_assert(std::same_as<both<int, double>::value_type, double>);
static_assert(both<int, int>::may_be_null<type_list<>>());

constexpr auto users = from<User>();
constexpr auto names = users.select(col<&User::name>);
constexpr auto emails = users.select(col<&User::email>);

template <class Left, class Right>
constexpr rule rule_of =
    find_in_compound<std::remove_const_t<Left>, std::remove_const_t<Right>>().value;
static_assert(rule_of<decltype(names), decltype(emails)> == rule::none);
static_assert(rule_of<decltype(users), decltype(users)> == rule::none);
static_assert(rule_of<decltype(users), decltype(from(boss))> == rule::none);
static_assert(rule_of<decltype(names), decltype(users)> == rule::compound_type);
static_assert(rule_of<decltype(users), decltype(from<Post>())> == rule::compound_type);
static_assert(rule_of<decltype(names), decltype(users.select(col<&User::age>))> ==
              rule::compound_type);
static_assert(rule_of<decltype(names), decltype(users.select(col<&User::name>, col<&User::age>))> ==
              rule::compound_width);
static_assert(rule_of<decltype(names), decltype(names.limit(3))> == rule::compound_cut);
static_assert(rule_of<decltype(names.order_by(col<&User::age>)), decltype(names)> ==
              rule::compound_cut);
static_assert(rule_of<decltype(names), int> == rule::compound_nested);
static_assert(rule_of<decltype(names), decltype(names.except(emails))> == rule::compound_nested);
static_assert(rule_of<decltype(names), decltype(users.select(max(col<&User::name>)))> ==
              rule::none);
static_assert(rule_of<decltype(users.select(col<&User::name>, count())),
                      decltype(users.select(col<&User::name>, col<&User::age>))> ==
              rule::ungrouped);

// ---- the places of terms ----

struct Short {
    std::string name{};
    std::int64_t posts = 0;
};
constexpr auto shorts = users.select_as<Short>(col<&User::name>, count(col<&User::id>));
constexpr auto mixed = users.select(col<&User::age> + 1, lithe::all<User>, count());
template <class Query, class Node>
constexpr std::size_t place = result_place<std::remove_const_t<Node>, std::remove_const_t<Query>>;
static_assert(place<decltype(names), decltype(col<&User::name>)> == 1);
static_assert(place<decltype(names), decltype(col<&User::age>)> == 0);
static_assert(place<decltype(users), decltype(col<&User::age>)> == 4);
static_assert(place<decltype(from(boss)), decltype(boss[col<&User::age>])> == 4);
static_assert(place<decltype(mixed), decltype(col<&User::id>)> == 2);
static_assert(place<decltype(mixed), decltype(count())> == 6);
static_assert(place<decltype(shorts), decltype(col<&Short::posts>)> == 2);
static_assert(place<decltype(shorts), decltype(count(col<&User::id>))> == 2);

}  // namespace

TEST_CASE("compound_shape: an ordering term is the number of its column") {
    using order =
        compound_order_clause<std::index_sequence<2, 1>, decltype(desc(count()).nulls_last()),
                              decltype(asc(col<&User::age>).nulls_first())>;
    CHECK(sql_of<order> == " ORDER BY 2 DESC NULLS LAST, 1 NULLS FIRST");
}
