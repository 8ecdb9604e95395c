// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/window_function.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;
constexpr auto c = col<&Item::c>;

static_assert(text_of(row_number().over(partition_by(t), order_by(desc(a)))) ==
              R"(row_number() OVER (PARTITION BY "t" ORDER BY "a" DESC))");
static_assert(text_of(lag(a, 2, 0).over(order_by(key))) ==
              R"(lag("a", ?1, ?2) OVER (ORDER BY "id"))");
static_assert(text_of(last_value(u).over()) == R"(last_value("u") OVER ())");
static_assert(!expression<decltype(row_number())> && !expression<decltype(lag(a))>);

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(std::same_as<value<decltype(row_number().over())>, std::int64_t>);
static_assert(std::same_as<value<decltype(ntile(4).over())>, std::int64_t>);
static_assert(std::same_as<value<decltype(percent_rank().over())>, double>);
static_assert(std::same_as<value<decltype(lag(a).over())>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(lag(a, 1).over())>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(lead(a, 1, 0).over())>, std::int64_t>);
static_assert(std::same_as<value<decltype(lead(b, 1, 0).over())>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(lag(a, 1, r).over())>, double>);
static_assert(std::same_as<value<decltype(lag(c, 1, rows::color::red).over())>, rows::color>);
static_assert(std::same_as<value<decltype(first_value(t).over())>, std::string>);
static_assert(std::same_as<value<decltype(last_value(u).over())>, std::optional<std::string>>);
static_assert(
    std::same_as<value<decltype(first_value(t).over(rows_between(preceding(2), preceding(1))))>,
                 std::optional<std::string>>);
static_assert(std::same_as<value<decltype(nth_value(a, 2).over())>, std::optional<std::int64_t>>);

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 130U}) {
        lithe::connection db = rows::filled(size, 33);
        CHECK(rows::same(db, query, sql));
    }
}

}  // namespace

TEST_CASE("window functions: numbers and ranks") {
    check(
        from<Item>().select(key, row_number().over(partition_by(t), order_by(desc(a), key)),
                            rank().over(order_by(b)), dense_rank().over(order_by(b)),
                            percent_rank().over(partition_by(u), order_by(a)),
                            cume_dist().over(order_by(a)), ntile(4).over(order_by(key))),
        "SELECT id, row_number() OVER (PARTITION BY t ORDER BY a DESC, id), rank() OVER (ORDER BY "
        "b), dense_rank() OVER (ORDER BY b), percent_rank() OVER (PARTITION BY u ORDER BY a), "
        "cume_dist() OVER (ORDER BY a), ntile(4) OVER (ORDER BY id) FROM items");
    check(from<Item>().group_by(t).select(t, rank().over(order_by(desc(count()), t))),
          "SELECT t, rank() OVER (ORDER BY count(*) DESC, t) FROM items GROUP BY t");
}

TEST_CASE("window functions: neighbours, with and without a default") {
    check(from<Item>().select(key, lag(a).over(order_by(key)), lag(u, 3).over(order_by(key)),
                              lead(b, 2, -9).over(partition_by(t), order_by(key)),
                              a - lag(a, 1, a).over(order_by(key)),
                              lag(c, 1, rows::color::blue).over(order_by(key))),
          "SELECT id, lag(a) OVER (ORDER BY id), lag(u, 3) OVER (ORDER BY id), lead(b, 2, -9) OVER "
          "(PARTITION BY t ORDER BY id), a - lag(a, 1, a) OVER (ORDER BY id), lag(c, 1, 200) OVER "
          "(ORDER BY id) FROM items");
}

TEST_CASE("window functions: values of the frame") {
    auto const near = rows_between(preceding(1), following(1));
    check(
        from<Item>().select(key, first_value(t).over(partition_by(a), order_by(key)),
                            last_value(b).over(order_by(key), near),
                            nth_value(u, 2).over(order_by(key), near),
                            first_value(t).over(order_by(key), near.exclude_current_row())),
        "SELECT id, first_value(t) OVER (PARTITION BY a ORDER BY id), last_value(b) OVER (ORDER BY "
        "id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), nth_value(u, 2) OVER (ORDER BY id ROWS "
        "BETWEEN 1 PRECEDING AND 1 FOLLOWING), first_value(t) OVER (ORDER BY id ROWS BETWEEN 1 "
        "PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM items");
}

TEST_CASE("window functions: part counts and places below one are SQLite's errors") {
    lithe::connection db = rows::filled(3, 4);
    CHECK_THROWS_AS(db.fetch_all(from<Item>().select(ntile(0).over())), lithe::error);
    CHECK_THROWS_AS(db.fetch_all(from<Item>().select(nth_value(a, 0).over())), lithe::error);
}
