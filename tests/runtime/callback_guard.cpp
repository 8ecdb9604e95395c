// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/callback_guard.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <string>

using lithe::detail::callback_guard;
using lithe_test::run_sql;

namespace {

int code_of(sqlite3* db, char const* sql) {
    try {
        run_sql(db, sql);
        return SQLITE_OK;
    } catch (lithe::error const& failure) {
        return failure.code();
    }
}

}  // namespace

TEST_CASE("callback_guard: refuses inside, names what, and lets everything pass outside") {
    lithe::connection opened(":memory:");
    auto* const db = opened.native_handle();
    run_sql(db, "CREATE TABLE t(id INTEGER PRIMARY KEY)");
    callback_guard guard(db);
    CHECK(code_of(db, "BEGIN") == SQLITE_OK);
    guard.enter();
    CHECK(guard.refused() == nullptr);
    for (char const* refused :
         {"COMMIT", "ROLLBACK", "SAVEPOINT s", "ATTACH ':memory:' AS o", "DETACH o",
          "PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=DELETE", "PRAGMA main.synchronous(0)",
          "PRAGMA wal_checkpoint", "PRAGMA Locking_Mode=EXCLUSIVE"}) {
        CAPTURE(refused);
        CHECK(code_of(db, refused) == SQLITE_AUTH);
    }
    CHECK(std::string(guard.refused()) == "a PRAGMA that changes a setting");
    CHECK_FALSE(guard.defers_foreign_keys());
    for (char const* allowed :
         {"INSERT INTO t VALUES(1)", "SAVEPOINT lithe_nested; RELEASE lithe_nested",
          "PRAGMA table_info(t)", "PRAGMA user_version=4", "PRAGMA synchronous",
          "CREATE TABLE u(x)", "PRAGMA defer_foreign_keys=ON"}) {
        CAPTURE(allowed);
        CHECK(code_of(db, allowed) == SQLITE_OK);
    }
    CHECK(guard.defers_foreign_keys());
    guard.leave();
    CHECK(code_of(db, "COMMIT") == SQLITE_OK);
    CHECK(code_of(db, "ATTACH ':memory:' AS o") == SQLITE_OK);
    guard.enter();
    CHECK(guard.refused() == nullptr);
    CHECK_FALSE(guard.defers_foreign_keys());
}
