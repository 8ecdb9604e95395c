// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/result_column.hpp>

#include <lithe/expression/aggregate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>

using namespace lithe;
using namespace lithe::detail;
using blog::Post;
using blog::User;

namespace {

using nothing_missing = type_list<>;
using posts_missing = type_list<table_source<Post>>;

template <class Node, class Nullable = nothing_missing>
using result = typename item_result<std::remove_const_t<Node>, Nullable>::type;

// ---- the type of one item ----

static_assert(std::same_as<result<decltype(col<&User::name>)>, std::string>);
static_assert(std::same_as<result<decltype(col<&User::email>)>, std::optional<std::string>>);
static_assert(std::same_as<result<decltype(col<&User::age>)>, int>);
// Behind an outer join every column of the table may be missing.
static_assert(
    std::same_as<result<decltype(col<&Post::id>), posts_missing>, std::optional<std::int64_t>>);
static_assert(
    std::same_as<result<decltype(col<&Post::score>), posts_missing>, std::optional<double>>);
static_assert(std::same_as<result<decltype(col<&User::id>), posts_missing>, std::int64_t>);
static_assert(std::same_as<result<all_columns<User>>, User>);
static_assert(std::same_as<result<all_columns<Post>, posts_missing>, std::optional<Post>>);
// A view is read as what owns its characters.
static_assert(std::same_as<owned_t<std::string_view>, std::string>);
static_assert(std::same_as<owned_t<std::optional<bytes_view>>, std::optional<bytes>>);
static_assert(std::same_as<result<decltype(borrow(std::string_view()))>, std::string>);

// ---- rows ----

struct Pair {
    std::string name{};
    std::int64_t count = 0;
};
using name = column<&User::name>;
using rows = decltype(lithe::count());
static_assert(std::same_as<typename row_of_shape<select_clause<name>::shape, nothing_missing>::type,
                           std::string>);
static_assert(
    std::same_as<typename row_of_shape<select_clause<name, rows>::shape, nothing_missing>::type,
                 std::tuple<std::string, std::int64_t>>);
static_assert(std::same_as<typename row_of_shape<select_as_clause<Pair, name, rows>::shape,
                                                 nothing_missing>::type,
                           Pair>);
static_assert(std::same_as<typename row_of_shape<default_projection<table_source<User>>::shape,
                                                 nothing_missing>::type,
                           User>);

// ---- widths: an entity is as many columns as it has fields ----

static_assert(select_clause<all_columns<User>, name>::width == 5);
static_assert(
    std::same_as<typename row_of_shape<default_projection<table_source<User>, true>::shape,
                                       type_list<>>::type,
                 std::optional<User>>);
static_assert(default_projection<table_source<Post>>::width == 4);

// ---- texts ----

static_assert(sql_of<select_clause<name, all_columns<Post>, rows>> ==
              R"("name", "id", "author_id", "title", "score", count(*))");
static_assert(sql_of<default_projection<table_source<User>>> == R"("id", "name", "email", "age")");

}  // namespace

TEST_CASE("result_column: SQLite takes the lists") {
    CHECK(blog::refusal("SELECT " + std::string(sql_of<default_projection<table_source<User>>>) +
                        " FROM users") == "");
    CHECK(blog::refusal("SELECT " + std::string(sql_of<select_clause<name, rows>>) +
                        " FROM users") == "");
}
