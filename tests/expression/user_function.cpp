// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/user_function.hpp>

#include "support/catch.hpp"
#include "support/people.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

using namespace lithe_test;
using lithe::col;

namespace {

constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>.deterministic();
constexpr auto nickname =
    lithe::function<"nick \"name\"", std::optional<std::string>(std::string const&, int)>;
constexpr auto filled = lithe::function<"filled", std::string(std::optional<std::string_view>)>;
constexpr auto three = lithe::function<"three", int()>;
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
constexpr auto middle = lithe::window_function<"middle", std::optional<double>(double)>;

static_assert(slug.is_deterministic && !nickname.is_deterministic);

template <class Expression>
using row = lithe::detail::row_of<
    std::remove_cvref_t<decltype(lithe::from<person>().select(std::declval<Expression>()))>>;

static_assert(std::is_same_v<row<decltype(slug(col<&person::name>))>, std::string>);
static_assert(std::is_same_v<row<decltype(slug(col<&person::email>))>, std::optional<std::string>>);
static_assert(
    std::is_same_v<row<decltype(nickname(col<&person::name>, 3))>, std::optional<std::string>>);
static_assert(std::is_same_v<row<decltype(filled(col<&person::email>))>, std::string>);
static_assert(std::is_same_v<row<decltype(three())>, int>);
static_assert(std::is_same_v<row<decltype(product(col<&person::score>))>, double>);
static_assert(std::is_same_v<row<decltype(middle(col<&person::age>))>, std::optional<double>>);
static_assert(
    std::is_same_v<row<decltype(middle(col<&person::age>).over())>, std::optional<double>>);

}  // namespace

TEST_CASE("user_function: the text of a call") {
    CHECK(lithe::from<person>().select(slug(col<&person::name>)).sql() ==
          R"(SELECT "slug"("name") FROM "person")");
    CHECK(lithe::from<person>()
              .where(nickname(col<&person::name>, 3) == "x")
              .select(product(col<&person::score>).filter(col<&person::age> > 3))
              .sql() ==
          R"(SELECT "product"("score") FILTER (WHERE "age" > ?1) FROM "person" WHERE )"
          R"("nick ""name"""("name", ?2) = ?3)");
}
