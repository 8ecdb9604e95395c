// SPDX-License-Identifier: BSL-1.0
//
// Window functions, with frames and under names.

#include "model.hpp"

namespace bench {
namespace {

struct Placed {
    std::int64_t id = 0;
    std::int64_t place = 0;
    std::int64_t running = 0;
};
struct Smooth {
    std::int64_t id = 0;
    double mean = 0;
    std::optional<int> before{};
};

}  // namespace

void add_windows(suite& s) {
    auto& db = s.db;
    auto* const window_ = s.c.prepare(
        "SELECT id, row_number() OVER (PARTITION BY author_id ORDER BY stars DESC, id),"
        " sum(stars) OVER (PARTITION BY author_id ORDER BY id) FROM posts WHERE author_id BETWEEN "
        "?1"
        " AND ?2");
    s.add({"window", "row_number() and a running sum, 120 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 10);
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::author_id>.between(low, low + 9))
                       .select_as<Placed>(
                           col<&Post::id>,
                           lithe::row_number().over(
                               partition_by(col<&Post::author_id>),
                               lithe::order_by(desc(col<&Post::stars>), col<&Post::id>)),
                           sum(col<&Post::stars>)
                               .over(partition_by(col<&Post::author_id>),
                                     lithe::order_by(col<&Post::id>)))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 10);
               bind_all(window_, low, low + 9);
               seen.add(rows(window_, [](sqlite3_stmt* row) {
                   return Placed{integer(row, 0), integer(row, 1), integer(row, 2)};
               }));
           }});

    auto* const frame_ = s.c.prepare(
        "SELECT id, avg(stars) OVER (ORDER BY id ROWS BETWEEN ?1 PRECEDING AND CURRENT ROW),"
        " lag(stars) OVER (ORDER BY id) FROM posts WHERE id BETWEEN ?2 AND ?3 ORDER BY id");
    s.add({"frame", "a moving average over ROWS and lag(), 100 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               auto const by_id = lithe::order_by(col<&Post::id>);
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::id>.between(low, low + 99))
                       .select_as<Smooth>(
                           col<&Post::id>,
                           avg(col<&Post::stars>)
                               .over(by_id, rows_between(lithe::preceding(5), lithe::current_row)),
                           lithe::lag(col<&Post::stars>).over(by_id))
                       .order_by(col<&Post::id>)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               bind_all(frame_, std::int64_t{5}, low, low + 99);
               seen.add(rows(frame_, [](sqlite3_stmt* row) {
                   return Smooth{integer(row, 0), real(row, 1), maybe_small(row, 2)};
               }));
           }});

    auto* const named_ = s.c.prepare(
        "SELECT id, rank() OVER w, count(*) OVER (w RANGE BETWEEN ?1 PRECEDING AND CURRENT ROW)"
        " FROM posts WHERE id BETWEEN ?2 AND ?3 WINDOW w AS (ORDER BY stars)");
    s.add({"named_window", "rank() and a RANGE frame over a named window, 100 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               constexpr auto w = lithe::window<"w">(lithe::order_by(col<&Post::stars>));
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::id>.between(low, low + 99))
                       .window(w)
                       .select_as<Placed>(col<&Post::id>, lithe::rank().over(w),
                                          count().over(w, range_between(lithe::preceding(1),
                                                                        lithe::current_row)))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               bind_all(named_, std::int64_t{1}, low, low + 99);
               seen.add(rows(named_, [](sqlite3_stmt* row) {
                   return Placed{integer(row, 0), integer(row, 1), integer(row, 2)};
               }));
           }});
}

}  // namespace bench
