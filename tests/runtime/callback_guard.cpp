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
    auto& session = opened.session();
    callback_guard guard(session);
    CHECK(code_of(db, "BEGIN") == SQLITE_OK);
    guard.enter();
    CHECK(guard.refused() == nullptr);
    for (char const* refused :
         {"COMMIT", "ROLLBACK", "SAVEPOINT s", "ATTACH ':memory:' AS o", "DETACH o",
          "PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=DELETE", "PRAGMA main.synchronous(0)",
          "SAVEPOINT lithe_nested", "RELEASE lithe_member", "CREATE TEMP TABLE t(x)",
          "CREATE TEMP VIEW t AS SELECT 1", "CREATE VIRTUAL TABLE temp.t USING fts5(x)",
          "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "PRAGMA wal_checkpoint",
          "PRAGMA Locking_Mode=EXCLUSIVE"}) {
        CAPTURE(refused);
        CHECK(code_of(db, refused) == SQLITE_AUTH);
    }
    CHECK(std::string(guard.refused()) == "a PRAGMA that changes a setting");
    CHECK_FALSE(guard.defers_foreign_keys());
    for (char const* allowed :
         {"INSERT INTO t VALUES(1)", "PRAGMA table_info(t)", "PRAGMA user_version=4",
          "PRAGMA synchronous", "CREATE TABLE u(x)", "PRAGMA defer_foreign_keys=ON"}) {
        CAPTURE(allowed);
        CHECK(code_of(db, allowed) == SQLITE_OK);
    }
    CHECK(guard.defers_foreign_keys());
    session.run_savepoint<"SAVEPOINT lithe_nested">();  // as the library does itself
    session.undo_savepoint("RELEASE lithe_nested");
    guard.leave();
    CHECK(code_of(db, "COMMIT") == SQLITE_OK);
    CHECK(code_of(db, "ATTACH ':memory:' AS o") == SQLITE_OK);
    guard.enter();
    CHECK(guard.refused() == nullptr);
    CHECK_FALSE(guard.defers_foreign_keys());
    guard.leave();
    guard.enter_exclusive();
    CHECK(code_of(db, "SAVEPOINT mine; RELEASE mine") == SQLITE_OK);
    CHECK(code_of(db, "SAVEPOINT Lithe_member") == SQLITE_AUTH);
    CHECK_FALSE(guard.made_temporary());
    CHECK(code_of(db, "CREATE TEMP TABLE w(x)") == SQLITE_OK);
    CHECK(guard.made_temporary());
    sqlite3_set_authorizer(db, nullptr, nullptr);
    guard.leave();
    guard.install_again();
    guard.enter();
    CHECK(code_of(db, "COMMIT") == SQLITE_AUTH);
}
