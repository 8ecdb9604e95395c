// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/add_clause.hpp>

#include <lithe/statement/select.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <concepts>

using namespace lithe;
using blog::User;

namespace {

constexpr auto base = from<User>().where(col<&User::age> > 3);
constexpr auto limited =
    detail::add_clause<true>(base, detail::make_count<detail::limit_clause>(2));
static_assert(limited.sql() ==
              R"(SELECT "id", "name", "email", "age" FROM "users" WHERE "age" > ?1 LIMIT ?2)");
static_assert(std::same_as<decltype(limited), decltype(base.limit(2)) const>);

}  // namespace

TEST_CASE("a clause added to a query leaves the query as it was") {
    auto const longer = base.limit(2);
    CHECK(longer.sql().ends_with("LIMIT ?2"));
    CHECK(base.sql().ends_with("?1"));
}
