// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/wal_index.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

using lithe::detail::session;
using lithe::detail::wal_index;
using lithe_test::number;
using lithe_test::run_sql;

TEST_CASE("wal_index: changes with each commit of another connection, and with nothing else") {
    scratch_folder const folder;
    session writer(folder.file("a.db"), lithe::open_options{});
    run_sql(writer.native(), "CREATE TABLE t(v)");
    session reader(folder.file("a.db"), {.mode = lithe::open::read_only});
    wal_index index;
    CHECK(number(reader.native(), "SELECT count(*) FROM t") == 0);
    REQUIRE(index.attach(reader.native()));
    for (int round = 0; round < 50; ++round) {
        auto const before = index.read();
        CHECK(number(reader.native(), "SELECT count(*) FROM t") == round);
        run_sql(writer.native(), "BEGIN; INSERT INTO t VALUES(1); ROLLBACK");
        CHECK(index.read() == before);
        run_sql(writer.native(), "INSERT INTO t VALUES(1)");
        auto const after = index.read();
        CHECK_FALSE(after == before);
        CHECK(after.commits() == before.commits() + 1);
        run_sql(writer.native(), "PRAGMA wal_checkpoint(PASSIVE)");
        CHECK(index.read() == after);
    }
}

TEST_CASE("wal_index: there is none without a WAL") {
    scratch_folder const folder;
    session plain(folder.file("b.db"), {.journal = lithe::journal::keep});
    run_sql(plain.native(), "CREATE TABLE t(v)");
    CHECK_FALSE(wal_index().attach(plain.native()));
    session memory(":memory:", lithe::open_options{});
    run_sql(memory.native(), "CREATE TABLE t(v)");
    CHECK_FALSE(wal_index().attach(memory.native()));
}
