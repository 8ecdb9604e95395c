// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/unavailable.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace blog;
using namespace lithe;

namespace {

template <class Row>
constexpr bool is_any = std::is_same_v<Row, detail::unavailable>;
template <class Query>
using rows_of = typename detail::refused_rows<Query>::type;

// What is known of the rows without the mistake.
template <class... Clauses>
select_statement<Clauses..., detail::refused_clause> refused(select_statement<Clauses...> const&);
using query = decltype(refused(from<User>()));
constexpr auto name = col<&User::name>;

static_assert(std::is_same_v<rows_of<query>, User>);
static_assert(std::is_same_v<rows_of<decltype(query{}.select(name))>, std::string>);
static_assert(std::is_same_v<rows_of<decltype(query{}.select(name, count()))>,
                             std::tuple<std::string, detail::unavailable>>);
static_assert(std::is_same_v<rows_of<decltype(query{}.select_as<Note>(name, count()))>, Note>);
static_assert(std::is_same_v<rows_of<decltype(query{}.left_join<Post>().select(all<Post>))>,
                             std::optional<Post>>);
static_assert(is_any<rows_of<int>>);

}  // namespace

TEST_CASE("what a mistake seems to return is taken for anything") {
    CHECK(std::is_convertible_v<detail::unavailable, std::string>);
    CHECK(std::is_convertible_v<detail::unavailable_rows<int>, std::vector<std::int64_t>>);
    CHECK_FALSE(std::is_convertible_v<detail::unavailable_rows<int>, std::int64_t>);
}
