// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/whole_query.hpp>

#include <lithe/sql.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

using namespace lithe;
using blog::User;

namespace {

// What is asked of the whole adds nothing to a query: one without values stays empty.
constexpr auto adults = from<User>().where(col<&User::age> >= literal<18>);
static_assert(std::is_empty_v<decltype(adults)>);
static_assert(std::is_aggregate_v<std::remove_const_t<decltype(adults)>>);
constexpr auto both = adults.union_all(from<User>());
static_assert(both.sql() ==
              R"(SELECT "id", "name", "email", "age" FROM "users" WHERE "age" >= 18 UNION ALL )"
              R"(SELECT "id", "name", "email", "age" FROM "users")");

}  // namespace

TEST_CASE("whole_query: a query remains what it was") {
    auto const first = adults.order_by(col<&User::id>);
    auto const next = first.seek_after(User{.id = 4});
    CHECK(first.sql().find("\"id\" > ") == std::string_view::npos);
    CHECK(next.sql().find("\"id\" > ?1") != std::string_view::npos);
}
