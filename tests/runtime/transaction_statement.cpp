// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/transaction_statement.hpp>

#include <lithe/sqlite/handle.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

using namespace lithe::detail;
using lithe_test::number;
using lithe_test::run_sql;

TEST_CASE("transaction_statement: runs again and again, answers errors by code or exception") {
    database_handle const opened(":memory:", {});
    transaction_statement begin(opened.get(), "BEGIN");
    transaction_statement commit(opened.get(), "COMMIT");
    for (int round = 0; round < 3; ++round) {
        CHECK(outside_transaction(opened.get()));
        CHECK(begin.run() == SQLITE_OK);
        CHECK_FALSE(outside_transaction(opened.get()));
        CHECK(begin.run() == SQLITE_ERROR);
        commit.run_or_throw();
    }
    CHECK_THROWS_AS(commit.run_or_throw(), lithe::error);
    CHECK_THROWS_AS(transaction_statement(opened.get(), "BEGUN"), lithe::error);
    transaction_statement with_row(opened.get(), "PRAGMA schema_version");
    CHECK(with_row.run() == SQLITE_OK);
}

TEST_CASE("transaction_statement: what a callback left unfinished is found and reset") {
    database_handle const opened(":memory:", {});
    auto* const db = opened.get();
    run_sql(db, "CREATE TABLE t(v)");
    run_sql(db, "INSERT INTO t VALUES(1), (2)");
    CHECK_FALSE(holds_snapshot(db));
    sqlite3_stmt* open_select = nullptr;
    check(db, sqlite3_prepare_v2(db, "SELECT v FROM t", -1, &open_select, nullptr));
    CHECK(sqlite3_step(open_select) == SQLITE_ROW);
    CHECK(holds_snapshot(db));
    reset_unfinished(db);
    CHECK_FALSE(holds_snapshot(db));
    CHECK(sqlite3_step(open_select) == SQLITE_ROW);
    CHECK(sqlite3_column_int(open_select, 0) == 1);
    sqlite3_finalize(open_select);
    CHECK(number(db, "SELECT count(*) FROM t") == 2);
}
