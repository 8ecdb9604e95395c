// SPDX-License-Identifier: BSL-1.0
//
// Window functions, frames and filtered aggregates against hand-written SQL on random tables: NULLs
// in every place that a window looks at, duplicates, empty tables.

#include "support/catch.hpp"
#include "support/judged.hpp"

using namespace lithe;
using lithe::current_row, lithe::following, lithe::preceding;
using rows::Item;
using rows::judge;

namespace {

constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto u = col<&Item::u>;
constexpr auto by_id = lithe::order_by(key);

}  // namespace

TEST_CASE("windows: numbers of rows, with NULLs among what orders and parts them") {
    constexpr auto order = lithe::order_by(desc(b), key);
    judge(
        from<Item>().select(key, lithe::row_number().over(partition_by(u), order),
                            lithe::rank().over(lithe::order_by(b)),
                            lithe::dense_rank().over(lithe::order_by(desc(b).nulls_last())),
                            lithe::percent_rank().over(lithe::order_by(q)),
                            lithe::cume_dist().over(partition_by(u), lithe::order_by(q)),
                            lithe::ntile(3).over(order)),
        "SELECT id, row_number() OVER (PARTITION BY u ORDER BY b DESC, id), rank() OVER (ORDER BY "
        "b), dense_rank() OVER (ORDER BY b DESC NULLS LAST), percent_rank() OVER (ORDER BY q), "
        "cume_dist() OVER (PARTITION BY u ORDER BY q), ntile(3) OVER (ORDER BY b DESC, id) FROM "
        "items");
    judge(from<Item>().select(key, lithe::lag(b).over(by_id), lithe::lead(a, 2, -9).over(by_id),
                              lithe::first_value(u).over(partition_by(a), by_id),
                              lithe::last_value(b).over(by_id), lithe::nth_value(b, 2).over(by_id)),
          "SELECT id, lag(b) OVER (ORDER BY id), lead(a, 2, -9) OVER (ORDER BY id), first_value(u) "
          "OVER (PARTITION BY a ORDER BY id), last_value(b) OVER (ORDER BY id), nth_value(b, 2) "
          "OVER (ORDER BY id) FROM items");
}

TEST_CASE("windows: frames of rows, groups and ranges") {
    judge(from<Item>().select(
              key, sum(b).over(by_id, rows_between(preceding(2), current_row)),
              count(b).over(by_id, rows_between(preceding(1), following(1)).exclude_current_row()),
              sum(a).over(lithe::order_by(b), groups_between(preceding(1), following(1))),
              count().over(lithe::order_by(a), range_between(preceding(1), following(2)))),
          "SELECT id, sum(b) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), count(b) "
          "OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW), sum(a) "
          "OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY a "
          "RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING) FROM items");
    // The value of a row that ties is any of theirs, so the ties are only counted.
    judge(
        from<Item>().select(
            key,
            min(b).over(partition_by(u), by_id,
                        rows_between(lithe::unbounded_preceding, preceding(1))),
            count().over(lithe::order_by(b),
                         range_between(lithe::unbounded_preceding, current_row).exclude_ties()),
            count(q).over(lithe::order_by(a),
                          groups_between(current_row, lithe::unbounded_following).exclude_group())),
        "SELECT id, min(b) OVER (PARTITION BY u ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND "
        "1 PRECEDING), count(*) OVER (ORDER BY b RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT "
        "ROW EXCLUDE TIES), count(q) OVER (ORDER BY a GROUPS BETWEEN CURRENT ROW AND UNBOUNDED "
        "FOLLOWING EXCLUDE GROUP) FROM items");
}

TEST_CASE("windows: of groups, filtered, under a name") {
    judge(from<Item>().group_by(u).select(u, count(), sum(count()).over(lithe::order_by(u)),
                                          max(a).filter(b > 0), count(distinct(b))),
          "SELECT u, count(*), sum(count(*)) OVER (ORDER BY u), max(a) FILTER (WHERE b > 0), "
          "count(DISTINCT b) FROM items GROUP BY u");
    constexpr auto w = lithe::window<"w">(partition_by(b), by_id);
    judge(
        from<Item>().where(a > -2).window(w).select(key, count().over(w), sum(a).over(w),
                                                    count().filter(u.is_null()).over(w)),
        "SELECT id, count(*) OVER w, sum(a) OVER w, count(*) FILTER (WHERE u IS NULL) OVER w FROM "
        "items WHERE a > -2 WINDOW w AS (PARTITION BY b ORDER BY id)");
}
