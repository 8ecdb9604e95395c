// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/kept_settings.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

using lithe_test::number;
using lithe_test::run_sql;

TEST_CASE("kept_settings: what a callback changes is as it was, temporary objects are gone") {
    scratch_folder const folder;
    lithe::connection c(folder / "a.db", {.synchronous = lithe::synchronous::full});
    auto* const db = c.native_handle();
    run_sql(db, "CREATE TABLE t(x); CREATE TEMP TABLE before(x)");
    lithe::detail::kept_settings const kept(db);
    run_sql(db,
            "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_spill=ON; "
            "PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; PRAGMA query_only=ON; "
            "PRAGMA cache_size=3; PRAGMA ignore_check_constraints=ON; PRAGMA writable_schema=ON");
    kept.restore();
    CHECK(number(db, "PRAGMA synchronous") == 2);
    CHECK(number(db, "PRAGMA foreign_keys") == 1);
    CHECK(number(db, "PRAGMA cache_size") == -64'000);
    CHECK(number(db, "PRAGMA ignore_check_constraints") == 0);
    CHECK(number(db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
    run_sql(db,
            "CREATE TEMP TABLE t(x PRIMARY KEY); CREATE TEMP VIEW \"a\"\"b\" AS SELECT 1; "
            "CREATE TEMP TRIGGER g AFTER INSERT ON main.t BEGIN SELECT 1; END; "
            "CREATE VIRTUAL TABLE temp.f USING fts5(x)");
    kept.drop_temporaries();
    CHECK(number(db, "SELECT count(*) FROM temp.sqlite_schema") == 1);
    CHECK(number(db, "SELECT count(*) FROM before") == 0);
    lithe::connection other(folder / "a.db");
    run_sql(other.native_handle(), "INSERT INTO t VALUES(1)");  // nothing is locked
    CHECK(number(db, "SELECT count(*) FROM t") == 1);
}
