// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/outer.hpp>

#include <lithe/expression/aggregate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <concepts>
#include <optional>

using namespace lithe;
using blog::boss;
using blog::Post;
using blog::User;
using namespace lithe::detail;

namespace {

constexpr auto user_id = lithe::outer(col<&User::id>);
constexpr auto further = lithe::outer(lithe::outer(boss[col<&User::email>]));

using id_type = std::remove_const_t<decltype(user_id)>;
using further_type = std::remove_const_t<decltype(further)>;
static_assert(std::is_empty_v<id_type>);
static_assert(std::same_as<id_type::value_type, std::int64_t>);
static_assert(std::same_as<id_type::around, column<&User::id>>);
static_assert(std::same_as<source_around<further_type>::type, alias_source<User, "boss">>);

// It is no column of the query in which it stands, but may be missing as the one around says.
static_assert(!is_column<id_type> && is_outer<id_type>);
static_assert(std::same_as<result_t<id_type, type_list<>>, std::int64_t>);
static_assert(
    std::same_as<result_t<id_type, type_list<table_source<User>>>, std::optional<std::int64_t>>);
static_assert(std::same_as<result_t<further_type, type_list<>>, std::optional<std::string>>);

static_assert(summary_of<decltype(user_id == 3)> == outer_inside);
static_assert(summary_of<decltype(max(user_id))> == (outer_inside | aggregate_inside));

template <class Node>
std::string text_of() {
    std::string text(sql_of<Node>);
    return text;
}

}  // namespace

TEST_CASE("outer: always written with its table") {
    CHECK(text_of<id_type>() == R"("users"."id")");
    CHECK(text_of<further_type>() == R"("boss"."email")");
    CHECK(text_of<std::remove_const_t<decltype(col<&Post::author_id> == user_id)>>() ==
          R"("author_id" = "users"."id")");
}
