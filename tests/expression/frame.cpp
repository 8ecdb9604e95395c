// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/frame.hpp>

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

static_assert(text_of(count().over(
                  order_by(a), range_between(unbounded_preceding, following(1)).exclude_ties())) ==
              R"(count(*) OVER (ORDER BY "a" RANGE BETWEEN UNBOUNDED PRECEDING AND ?1 FOLLOWING )"
              R"(EXCLUDE TIES))");
static_assert(text_of(count().over(rows_between(current_row, unbounded_following))) ==
              R"(count(*) OVER (ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))");
static_assert(
    text_of(count().over(groups_between(preceding(literal<2>), preceding(1)).exclude_group())) ==
    R"(count(*) OVER (GROUPS BETWEEN 2 PRECEDING AND ?1 PRECEDING EXCLUDE GROUP))");

template <class Start, class End>
constexpr bool in_order(Start const&, End const&) {
    return detail::bounds_in_order<Start, End>;
}
static_assert(in_order(preceding(1), preceding(2)) && in_order(current_row, current_row) &&
              in_order(unbounded_preceding, unbounded_following));
static_assert(!in_order(following(1), current_row) && !in_order(current_row, preceding(1)) &&
              !in_order(unbounded_following, unbounded_following) &&
              !in_order(unbounded_preceding, unbounded_preceding));

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 120U}) {
        lithe::connection db = rows::filled(size, 21);
        CHECK(rows::same(db, query, sql));
    }
}

}  // namespace

TEST_CASE("frames: rows, range and groups between bounds") {
    check(from<Item>().select(
              key, sum(a).over(order_by(key), rows_between(preceding(2), following(1))),
              sum(a).over(order_by(key), rows_between(following(1), following(3))),
              min(b).over(order_by(key), rows_between(preceding(4), preceding(2))),
              count().over(order_by(a), range_between(preceding(1), following(2))),
              count().over(order_by(desc(r)), range_between(preceding(0.25), current_row)),
              sum(a).over(order_by(b), groups_between(preceding(1), current_row)),
              count().over(order_by(b), groups_between(unbounded_preceding, following(1)))),
          "SELECT id, sum(a) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING), "
          "sum(a) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING), "
          "min(b) OVER (ORDER BY id ROWS BETWEEN 4 PRECEDING AND 2 PRECEDING), "
          "count(*) OVER (ORDER BY a RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING), "
          "count(*) OVER (ORDER BY r DESC RANGE BETWEEN 0.25 PRECEDING AND CURRENT ROW), "
          "sum(a) OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW), "
          "count(*) OVER (ORDER BY b GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) "
          "FROM items");
}

TEST_CASE("frames: exclusions, also of the only row") {
    auto const all = rows_between(unbounded_preceding, unbounded_following);
    check(
        from<Item>().select(key, sum(a).over(order_by(a), all.exclude_current_row()),
                            sum(a).over(order_by(a), all.exclude_group()),
                            sum(a).over(order_by(a), all.exclude_ties()),
                            count().over(order_by(a), all.exclude_group())),
        "SELECT id, sum(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED "
        "FOLLOWING EXCLUDE CURRENT ROW), sum(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING "
        "AND UNBOUNDED FOLLOWING EXCLUDE GROUP), sum(a) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED "
        "PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES), count(*) OVER (ORDER BY a ROWS BETWEEN "
        "UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP) FROM items");
}

TEST_CASE("frames: one text for all offsets; a negative one is SQLite's error") {
    lithe::connection db = rows::filled(10, 2);
    auto const moving = [](std::int64_t width) {
        return from<Item>().select(
            count().over(order_by(key), rows_between(preceding(width), current_row)));
    };
    CHECK(db.fetch_all(moving(1)).back() == 2);
    CHECK(db.fetch_all(moving(4)).back() == 5);
    CHECK_THROWS_AS(db.fetch_all(moving(-1)), lithe::error);
}
