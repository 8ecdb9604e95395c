// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/guard.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

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
