#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A typed query beside hand-written SQL on random tables, empty ones included: RapidCheck chooses
// how many rows, the seed of their values, and whether one of the two tables is empty.

#include "support/property.hpp"
#include "support/rows.hpp"

#include <functional>
#include <string>

namespace rows {

/// Items and parts, or one of the two alone.
inline lithe::connection random_tables(unsigned seed) {
    lithe::connection c = filled(seed % 5 == 0 ? seed % 3 : seed % 24, seed);
    if (seed % 7 == 1)
        c.execute_script("DELETE FROM parts");
    if (seed % 7 == 2)
        c.execute_script("PRAGMA foreign_keys = OFF; DELETE FROM items");
    return c;
}

/// Whether `ask` and `sql` agree about tables that `fill` makes of a seed; RapidCheck is
/// instantiated here once, not for every query.
inline void judge_answer(std::string const& sql, lithe::connection (*fill)(unsigned seed),
                         std::function<bool(lithe::connection&)> const& agrees) {
    lithe_test::check_property(sql, [&](unsigned seed) {
        lithe::connection c = fill(seed);
        RC_ASSERT(agrees(c));
    });
}
/// The rows are those of `sql`, in any order.
template <class Query>
void judge(Query const& query, std::string const& sql,
           lithe::connection (*fill)(unsigned seed) = random_tables) {
    judge_answer(sql, fill, [&](lithe::connection& c) { return same(c, query, sql); });
}
/// The rows are those of `sql`, in its order.
template <class Query>
void judge_order(Query const& query, std::string const& sql,
                 lithe::connection (*fill)(unsigned seed) = random_tables) {
    judge_answer(sql, fill, [&](lithe::connection& c) { return same_order(c, query, sql); });
}
/// The write changes what `sql` changes; both tables are the same behind it.
template <class Statement>
void judge_write(Statement const& statement, std::string const& sql) {
    lithe_test::check_property(sql, [&](unsigned seed) {
        lithe::connection mine = random_tables(seed);
        lithe::connection other = random_tables(seed);
        auto const changed = mine.execute(statement);
        other.execute_script(sql);
        RC_ASSERT(changed == sqlite3_changes64(other.native_handle()));
        for (char const* all :
             {"SELECT * FROM items ORDER BY id", "SELECT * FROM parts ORDER BY id"})
            RC_ASSERT(of_sql(mine.native_handle(), all) == of_sql(other.native_handle(), all));
    });
}

template <class Query>
using row_of = decltype(std::declval<lithe::connection&>().fetch_one(std::declval<Query>()));

}  // namespace rows
