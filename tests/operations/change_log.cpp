// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/change_log.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

using lithe::detail::change_log;
using lithe_test::run_sql;

TEST_CASE("change_log: what is committed is kept, what is rolled back is dropped") {
    scratch_folder const folder;
    lithe::detail::session writer(folder.file("a.db"), lithe::open_options{});
    auto* const db = writer.native();
    run_sql(db,
            "CREATE TABLE a(v); CREATE TABLE b(v); CREATE TABLE c(v PRIMARY KEY) WITHOUT ROWID");
    change_log log;
    log.names = {"a", "b"};
    log.notes_rows = true;
    log.arm(db, true);

    log.member_begins();
    run_sql(db, "BEGIN; INSERT INTO a VALUES(1), (2)");
    log.member_begins();
    run_sql(db, "SAVEPOINT s; INSERT INTO b VALUES(1); ROLLBACK TO s; RELEASE s");
    log.member_undone();
    run_sql(db, "COMMIT");
    log.committed();
    CHECK(log.result().tables == std::vector<char>{1, 0});
    CHECK(log.result().rows.size() == 2);
    CHECK_FALSE(log.result().everything);

    log.result().clear();
    log.member_begins();
    run_sql(db, "BEGIN; INSERT INTO b VALUES(1); ROLLBACK");
    log.rolled_back();
    log.committed();
    CHECK(log.result().empty());

    run_sql(db, "INSERT INTO c VALUES(1)");  // no hook, but counted
    log.committed();
    CHECK(log.result().everything);

    log.result().clear();
    run_sql(db, "DELETE FROM a");  // no hook either
    log.committed();
    CHECK(log.result().everything);

    log.result().clear();
    log.arm(db, false);
    run_sql(db, "INSERT INTO a VALUES(1)");
    log.committed();
    CHECK(log.result().empty());
}
