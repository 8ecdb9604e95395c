// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/call_rules.hpp>

#include <lithe/sqlite/transaction.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <type_traits>
#include <vector>

using namespace blog;
using namespace lithe;
using detail::rule;

namespace {

template <class Handle, class Statement>
constexpr rule in_fetch(Statement const&) {
    return decltype(detail::find_in_fetch<Handle, Statement>())::value;
}
template <class Handle, class Statement>
constexpr rule in_execute(Statement const&) {
    return decltype(detail::find_in_execute<Handle, Statement>())::value;
}

constexpr auto query = from<User>();
constexpr auto related = query.with_many<&Post::author_id>();
constexpr auto erased = delete_from<User>().all_rows();

static_assert(in_fetch<reader>(query) == rule::none);
static_assert(in_fetch<reader>(erased) == rule::reader_writes);
static_assert(in_fetch<transaction>(erased) == rule::no_rows);
static_assert(in_fetch<transaction>(3) == rule::not_a_statement);
static_assert(in_fetch<reader>(related) == rule::related_rows_alone);
static_assert(in_execute<transaction>(erased) == rule::none);
static_assert(in_execute<transaction>(query) == rule::executed_query);
using begun = decltype(insert_into<User>().on_conflict<&User::email>());
static_assert(decltype(detail::find_in_execute<transaction, begun>())::value ==
              rule::no_conflict_action);

template <class... Behind>
constexpr rule behind = detail::behind_insert<User, Behind...>::found::value;
static_assert(behind<> == rule::none && behind<defaults_t<&User::age>> == rule::none);
static_assert(behind<int> == rule::inserted_together);
static_assert(behind<defaults_t<&User::age>, int> == rule::inserted_together);
static_assert(behind<defaults_t<&Post::title>> == rule::default_outside);
static_assert(std::is_same_v<detail::element_of<std::vector<User>&>, User>);

}  // namespace

TEST_CASE("what a fetch is refused for is known without running it") {
    CHECK(in_fetch<reader>(query) == rule::none);
    CHECK(in_fetch<reader>(related) == rule::related_rows_alone);
}
