// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/add_clause.hpp>

#include <lithe/statement/select.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <concepts>
#include <type_traits>

using namespace lithe;
using blog::User;

namespace {

constexpr auto base = from<User>().where(col<&User::age> > 3);
constexpr auto limited =
    detail::add_clause<true>(base, detail::make_count<detail::limit_clause>(2));
static_assert(limited.sql() ==
              R"(SELECT "id", "name", "email", "age" FROM "users" WHERE "age" > ?1 LIMIT ?2)");
static_assert(std::same_as<decltype(limited), decltype(base.limit(2)) const>);

// SQLite takes 2 and -2, also in brackets, for a column's number, but not 2 + 0 and '2'.
static_assert(detail::is_column_number<literal_t<2>> &&
              detail::is_column_number<decltype(desc(-literal<2>))> &&
              !detail::is_column_number<std::remove_const_t<decltype(literal<2> + literal<0>)>> &&
              !detail::is_column_number<std::remove_const_t<decltype(literal<"2">)>>);
static_assert(base.order_by(literal<2> + literal<0>, literal<"2">).sql().ends_with("2 + 0, '2'"));
static_assert(base.limit(literal<3U>).offset(literal<0>).sql().ends_with("LIMIT 3 OFFSET 0"));

}  // namespace

TEST_CASE("a clause added to a query leaves the query as it was") {
    auto const longer = base.limit(2);
    CHECK(longer.sql().ends_with("LIMIT ?2"));
    CHECK(base.sql().ends_with("?1"));
}
