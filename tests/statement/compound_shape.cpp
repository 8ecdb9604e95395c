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

}  // namespace

TEST_CASE("compound_shape: the rows of two") {
    using query = decltype(names.union_all(emails));
    CHECK(std::is_same_v<query::rows::row_type, std::optional<std::string>>);
}
