// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/guard.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <string>

namespace detail = lithe::migrations::detail;

TEST_CASE("foreign keys are off meanwhile and as before afterwards") {
    lithe::connection db(":memory:");
    sqlite3* const raw = db.native_handle();
    for (int const before : {0, 1}) {
        db.execute_script("PRAGMA foreign_keys=" + std::to_string(before));
        {
            detail::settings_guard settings(raw);
            REQUIRE(detail::pragma_number(raw, "foreign_keys") == 0);
            settings.restore();
        }
        REQUIRE(detail::pragma_number(raw, "foreign_keys") == before);
    }
    db.execute_script("CREATE TABLE t (a); CREATE TEMP TABLE T (b)");
    REQUIRE_THROWS_AS(detail::settings_guard(raw), lithe::migration_error);
    db.execute_script("DROP TABLE temp.T; BEGIN");
    REQUIRE_THROWS_AS(detail::settings_guard(raw), lithe::migration_error);
    db.execute_script("ROLLBACK");
}

// tests/sqlite/pragma.cpp has what is lost when the spilled pages are undone in part.
TEST_CASE("pages that were spilled and undone as a whole lose no later commit in a crash") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"),
                         {.synchronous = lithe::synchronous::full, .cache_size = 40});
    sqlite3* const raw = db.native_handle();
    db.execute_script(
        "PRAGMA wal_autocheckpoint=0;"
        "CREATE TABLE t (id INTEGER PRIMARY KEY, v BLOB CHECK (length(v) < 901));"
        "CREATE TABLE ack (n INTEGER PRIMARY KEY); INSERT INTO ack VALUES (1)");
    std::int64_t const spilled_before = detail::pragma_number(raw, "cache_spill");
    {
        detail::settings_guard settings(raw);
        {
            detail::write_lock const undone(raw, {});
            // Keys in no order, so that spilled pages are met again; the last row fails.
            REQUIRE_THROWS_AS(
                db.execute_script("INSERT INTO ack VALUES (2);"
                                  "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
                                  "WHERE i < 2000) INSERT INTO t SELECT i * 797 % 2003, "
                                  "randomblob(CASE i WHEN 2000 THEN 901 ELSE 900 END) FROM c"),
                lithe::constraint_error);
        }
        {
            detail::write_lock lock(raw, {});
            db.execute_script("INSERT INTO ack VALUES (3)");
            lock.commit();
        }
        settings.restore();
    }
    int spills = 0;
    int highest = 0;
    sqlite3_db_status(raw, SQLITE_DBSTATUS_CACHE_SPILL, &spills, &highest, 0);
    REQUIRE(spills > 0);
    REQUIRE(detail::pragma_number(raw, "cache_size") == 40);
    REQUIRE(detail::pragma_number(raw, "cache_spill") == spilled_before);
    for (int row = 4; row <= 10; ++row)
        db.execute_script("INSERT INTO ack VALUES (" + std::to_string(row) + ")");
    std::string const copy = folder.file("crashed.db");
    std::filesystem::copy_file(folder / "a.db", copy);
    std::filesystem::copy_file(folder / "a.db-wal", copy + "-wal");
    lithe::connection crashed(copy);
    REQUIRE(detail::ask(crashed.native_handle(), "SELECT count(*) FROM ack") == 9);
    REQUIRE(detail::ask(crashed.native_handle(), "SELECT max(n) FROM ack") == 10);
}

TEST_CASE("a lock that is not committed is undone") {
    lithe::connection db(":memory:");
    {
        detail::write_lock lock(db.native_handle(), {});
        db.execute_script("CREATE TABLE t (a)");
    }
    REQUIRE(detail::ask(db.native_handle(), "SELECT count(*) FROM sqlite_schema") == 0);
    {
        detail::write_lock lock(db.native_handle(), {});
        db.execute_script("CREATE TABLE t (a)");
        lock.commit();
    }
    REQUIRE(detail::ask(db.native_handle(), "SELECT count(*) FROM sqlite_schema") == 1);
}

TEST_CASE("what SQL of a migration may not do") {
    lithe::connection db(":memory:");
    sqlite3* const raw = db.native_handle();
    db.execute_script("CREATE TABLE t (a, b); CREATE VIEW v AS SELECT 1");
    for (char const* const sql : {"COMMIT", "SAVEPOINT x", "ATTACH ':memory:' AS x",
                                  "PRAGMA foreign_keys=ON", "PRAGMA writable_schema=1",
                                  "DELETE FROM t", "DROP TABLE t", "ALTER TABLE t DROP COLUMN a"}) {
        detail::authorizer_guard const guard(raw, false);
        REQUIRE_THROWS_AS(detail::run_script(raw, sql), lithe::error);
        REQUIRE_FALSE(guard.denied().empty());
    }
    {
        detail::authorizer_guard const guard(raw, false);
        detail::run_script(raw,
                           "INSERT INTO t VALUES (1, 2); UPDATE t SET a = 3; DROP VIEW v; "
                           "ALTER TABLE t ADD COLUMN c; ALTER TABLE t RENAME COLUMN c TO d; "
                           "PRAGMA table_info(t)");
        REQUIRE(guard.denied().empty());
    }
    detail::authorizer_guard const guard(raw, true);
    detail::run_script(raw, "DELETE FROM t; ALTER TABLE t DROP COLUMN a; DROP TABLE t");
}
