// SPDX-License-Identifier: BSL-1.0
//
// generate_series joined with random tables, bounds that are NULL, empty or run downwards included,
// against hand-written SQL over a recursive query. A stand-in for the extension of SQLite's shell
// gives the rows.

#include <lithe/sqlite/eponymous_table.hpp>
#include <lithe/statement/table_function.hpp>

#include "support/catch.hpp"
#include "support/judged.hpp"

namespace {

using namespace lithe;
using rows::Item;

/// value, start HIDDEN, stop HIDDEN, step HIDDEN; no row when one of them is NULL.
struct series_table : detail::eponymous_table<series_table> {
    using table = sqlite3_vtab;
    struct cursor : sqlite3_vtab_cursor {
        std::int64_t value = 0;
        std::int64_t stop = 0;
        std::int64_t step = 1;
        std::int64_t row = 0;
        bool empty = false;
    };
    static cursor& at(sqlite3_vtab_cursor* opened) noexcept {
        return *static_cast<cursor*>(opened);
    }

    static int connect(sqlite3* db, void*, int, char const* const*, sqlite3_vtab** made,
                       char**) noexcept {
        *made = new (std::nothrow) table{};
        return sqlite3_declare_vtab(
            db, "CREATE TABLE x(value, start HIDDEN, stop HIDDEN, step HIDDEN)");
    }
    static int best_index(sqlite3_vtab*, sqlite3_index_info* info) noexcept {
        int place[4] = {-1, -1, -1, -1};
        for (int index = 0; index < info->nConstraint; ++index) {
            auto const& given = info->aConstraint[index];
            if (given.iColumn < 1 || given.op != SQLITE_INDEX_CONSTRAINT_EQ)
                continue;
            if (given.usable == 0)
                return SQLITE_CONSTRAINT;
            place[given.iColumn] = index;
        }
        int argument = 0;
        for (int const index : place)
            if (index >= 0)
                info->aConstraintUsage[index] = {++argument, 1};
        info->estimatedCost = 100;
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor* opened, int, char const*, int count,
                      sqlite3_value** given) noexcept {
        cursor& here = at(opened);
        here.value = sqlite3_value_int64(given[0]);
        here.stop = sqlite3_value_int64(given[1]);
        here.step = count > 2 ? sqlite3_value_int64(given[2]) : 1;
        here.row = 0;
        here.empty = here.step == 0;
        for (int index = 0; index < count; ++index)
            here.empty = here.empty || sqlite3_value_type(given[index]) == SQLITE_NULL;
        return SQLITE_OK;
    }
    static int next(sqlite3_vtab_cursor* opened) noexcept {
        at(opened).value += at(opened).step;
        ++at(opened).row;
        return SQLITE_OK;
    }
    static int eof(sqlite3_vtab_cursor* opened) noexcept {
        cursor const& here = at(opened);
        return here.empty || (here.step > 0 ? here.value > here.stop : here.value < here.stop);
    }
    static int column(sqlite3_vtab_cursor* opened, sqlite3_context* out, int index) noexcept {
        if (index == 0)
            sqlite3_result_int64(out, at(opened).value);
        return SQLITE_OK;
    }
    static int row_id(sqlite3_vtab_cursor* opened, sqlite3_int64* row) noexcept {
        *row = at(opened).row;
        return SQLITE_OK;
    }
};

connection tables(unsigned seed) {
    static constexpr sqlite3_module module = series_table::make_module();
    auto c = rows::random_tables(seed);
    detail::check(
        c.native_handle(),
        sqlite3_create_module_v2(c.native_handle(), "generate_series", &module, nullptr, nullptr),
        "generate_series");
    return c;
}

constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;

std::string const numbers =
    "WITH RECURSIVE n(value) AS (SELECT -9 UNION ALL SELECT value + 1 FROM n WHERE value < 9) ";

}  // namespace

TEST_CASE("generate_series: between the columns of every row") {
    auto const n = generate_series<"n">(a, b);
    rows::judge(from<Item>().join(n).select(key, n.value()),
                numbers + "SELECT id, value FROM items, n WHERE value BETWEEN a AND b", tables);
    rows::judge(from<Item>().left_join(n).select(key, n.value()),
                numbers + "SELECT id, value FROM items LEFT JOIN n ON value BETWEEN a AND b",
                tables);
    auto const down = generate_series<"down">(b, a - 1, -2);
    rows::judge(from<Item>().join(down).where(down.value() != 0).select(key, down.value()),
                numbers +
                    "SELECT id, value FROM items, n WHERE value BETWEEN a - 1 AND b AND (b - "
                    "value) % 2 = 0 AND value <> 0",
                tables);
}

TEST_CASE("generate_series: numbers without a row are there, too") {
    auto const n = generate_series<"n">(-4, 4);
    rows::judge_order(from(n)
                          .left_join<Item>(b == n.value())
                          .group_by(n.value())
                          .select(n.value(), count(key), max(a))
                          .order_by(desc(n.value())),
                      numbers +
                          "SELECT value, count(id), max(a) FROM n LEFT JOIN items ON b = "
                          "value WHERE value BETWEEN -4 AND 4 GROUP BY value ORDER BY value "
                          "DESC",
                      tables);
    auto const within = generate_series<"within">(outer(a), 3, 2);
    rows::judge(from<Item>().where(b.in(from(within).select(within.value()))).select(key),
                "SELECT id FROM items WHERE b IN (a, a + 2, a + 4, a + 6) AND b <= 3", tables);
}
