// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/eponymous_table.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

using namespace lithe_test;

namespace {

// The numbers 1 to 3; counts what is alive.
struct three : lithe::detail::eponymous_table<three> {
    static inline int alive = 0;
    struct table : sqlite3_vtab {
        table() : sqlite3_vtab() { ++alive; }
        ~table() { --alive; }
    };
    struct cursor : sqlite3_vtab_cursor {
        cursor() : sqlite3_vtab_cursor() { ++alive; }
        ~cursor() { --alive; }
        int at = 0;
    };

    static int connect(sqlite3* db, void*, int, char const* const*, sqlite3_vtab** made,
                       char**) noexcept {
        *made = new table();
        return sqlite3_declare_vtab(db, "CREATE TABLE x(n)");
    }
    static int best_index(sqlite3_vtab*, sqlite3_index_info*) noexcept { return SQLITE_OK; }
    static int filter(sqlite3_vtab_cursor* opened, int, char const*, int,
                      sqlite3_value**) noexcept {
        static_cast<cursor*>(opened)->at = 1;
        return SQLITE_OK;
    }
    static int next(sqlite3_vtab_cursor* opened) noexcept {
        ++static_cast<cursor*>(opened)->at;
        return SQLITE_OK;
    }
    static int eof(sqlite3_vtab_cursor* opened) noexcept {
        return static_cast<cursor*>(opened)->at > 3 ? 1 : 0;
    }
    static int column(sqlite3_vtab_cursor* opened, sqlite3_context* out, int) noexcept {
        sqlite3_result_int(out, static_cast<cursor*>(opened)->at);
        return SQLITE_OK;
    }
    static int row_id(sqlite3_vtab_cursor* opened, sqlite3_int64* id) noexcept {
        *id = static_cast<cursor*>(opened)->at;
        return SQLITE_OK;
    }
};
constexpr sqlite3_module module = three::make_module();

}  // namespace

TEST_CASE("eponymous_table: is there, cannot be created, and is deleted with its cursors") {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    REQUIRE(sqlite3_create_module_v2(db, "three", &module, nullptr, nullptr) == SQLITE_OK);
    CHECK(number(db, "SELECT sum(a.n * b.rowid) FROM three AS a, three AS b") == 36);
    CHECK_THROWS(run_sql(db, "CREATE VIRTUAL TABLE other USING three"));
    CHECK(sqlite3_close(db) == SQLITE_OK);
    CHECK(three::alive == 0);
}
