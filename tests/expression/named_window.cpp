// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/named_window.hpp>

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
constexpr auto t = col<&Item::t>;

constexpr auto by_t = lithe::window<"by t">(partition_by(t), order_by(key));
constexpr auto far = lithe::window<"far">(order_by(key), rows_between(preceding(3), preceding(1)));

static_assert(text_of(sum(a).over(by_t)) == R"(sum("a") OVER "by t")");
static_assert(text_of(row_number().over(by_t) + 1) == R"(row_number() OVER "by t" + ?1)");

static_assert(text_of(sum(a).over(by_t, rows_between(preceding(1), current_row))) ==
              R"(sum("a") OVER ("by t" ROWS BETWEEN ?1 PRECEDING AND CURRENT ROW))");
static_assert(decltype(by_t)::part_place == 2 && decltype(far)::part_place == 3);

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(std::same_as<value<decltype(sum(a).over(by_t))>, std::int64_t>);
static_assert(std::same_as<value<decltype(sum(a).over(far))>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(first_value(t).over(by_t))>, std::string>);

}  // namespace

TEST_CASE("named windows are written once and give what the whole would") {
    auto const query = from<Item>()
                           .where(key > 0)
                           .window(by_t, far)
                           .select(key, sum(a).over(by_t) + 1, count(b).over(far),
                                   row_number().over(by_t), sum(a).over())
                           .order_by(rank().over(by_t), key)
                           .limit(100);
    CHECK(query.sql() ==
          R"(SELECT "id", sum("a") OVER "by t" + ?1, count("b") OVER "far", )"
          R"(row_number() OVER "by t", sum("a") OVER () FROM "items" WHERE "id" > ?2 )"
          R"(WINDOW "by t" AS (PARTITION BY "t" ORDER BY "id"), "far" AS (ORDER BY "id" )"
          R"(ROWS BETWEEN ?3 PRECEDING AND ?4 PRECEDING) ORDER BY rank() OVER "by t", "id" )"
          R"(LIMIT ?5)");
    for (std::size_t const size : {0U, 1U, 60U}) {
        auto db = rows::filled(size, 12);
        CHECK(rows::same_order(
            db, query,
            "SELECT id, sum(a) OVER w + 1, count(b) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND "
            "1 PRECEDING), row_number() OVER w, sum(a) OVER () FROM items WINDOW w AS (PARTITION "
            "BY t ORDER BY id) ORDER BY rank() OVER w, id"));
    }
}

TEST_CASE("named windows over groups, with filters") {
    auto db = rows::filled(60, 13);
    auto const largest = lithe::window<"largest">(order_by(desc(count()), t));
    CHECK(rows::same(
        db,
        from<Item>().group_by(t).window(largest).select(t, rank().over(largest),
                                                        sum(count()).over(largest),
                                                        sum(max(a)).filter(t != "a").over(largest)),
        "SELECT t, rank() OVER w, sum(count(*)) OVER w, sum(max(a)) FILTER (WHERE t <> "
        "'a') OVER w FROM items GROUP BY t WINDOW w AS (ORDER BY count(*) DESC, t)"));
}

TEST_CASE("named windows with an order or a frame behind them") {
    auto db = rows::filled(60, 14);
    auto const same_t = lithe::window<"same_t">(partition_by(t));
    CHECK(rows::same(
        db,
        from<Item>()
            .window(by_t, same_t)
            .select(key, sum(a).over(by_t, rows_between(preceding(1), current_row)),
                    lag(a).over(same_t, order_by(desc(key))),
                    count().over(by_t, range_between(preceding(3), following(3))),
                    max(a).over(by_t, rows_between(preceding(2), preceding(1))),
                    count().over(same_t)),
        "SELECT id, sum(a) OVER (PARTITION BY t ORDER BY id ROWS 1 PRECEDING), lag(a) OVER "
        "(PARTITION BY t ORDER BY id DESC), count(*) OVER (PARTITION BY t ORDER BY id RANGE "
        "BETWEEN "
        "3 PRECEDING AND 3 FOLLOWING), max(a) OVER (PARTITION BY t ORDER BY id ROWS BETWEEN 2 "
        "PRECEDING AND 1 PRECEDING), count(*) OVER (PARTITION BY t) FROM items"));
}
