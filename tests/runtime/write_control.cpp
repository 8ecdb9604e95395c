// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_control.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/failing_vfs.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <string>

using lithe::durability;
using lithe::synchronous;
using lithe::detail::session;
using lithe::detail::write_control;
using lithe_test::number;
using lithe_test::run_sql;

namespace {

struct bench {
    explicit bench(lithe::open_options const& options = {})
        : writer((folder / "a.db").string(), options), control(writer, options, counts) {
        write("CREATE TABLE t(v INT)", durability::standard);
    }

    void write(char const* sql, durability asked) {
        REQUIRE(control.begin(control.level_of(asked)) == SQLITE_OK);
        run_sql(writer.native(), sql);
        REQUIRE(control.commit() == SQLITE_OK);
    }
    std::int64_t level() { return number(writer.native(), "PRAGMA synchronous"); }

    scratch_folder folder;
    lithe::detail::write_counts counts;
    session writer;
    write_control control;
};

}  // namespace

TEST_CASE("write_control: a commit flushes as asked, and a durable one takes along the others") {
    bench b;
    CHECK(b.level() == 1);
    CHECK(b.control.unsynced_since() != write_control::never);
    b.write("INSERT INTO t VALUES(1)", lithe::durable);
    CHECK(b.level() == 2);
    CHECK(b.control.unsynced_since() == write_control::never);
    CHECK(b.counts.unsynced_since_ns.value() == 0);
    b.write("INSERT INTO t VALUES(2)", durability::standard);
    CHECK(b.level() == 1);
    auto const since = b.control.unsynced_since();
    REQUIRE(since != write_control::never);
    b.write("INSERT INTO t VALUES(3)", durability::standard);
    CHECK(b.control.unsynced_since() == since);  // of the oldest
    CHECK(b.control.sync_wal() == SQLITE_OK);
    CHECK(b.control.unsynced_since() == write_control::never);
    CHECK(b.counts.wal_syncs.value() == 1);
    CHECK(b.control.sync_wal() == SQLITE_OK);  // nothing to flush
    CHECK(b.counts.wal_syncs.value() == 1);
}

TEST_CASE("write_control: the levels of each database") {
    auto const level = [](synchronous base, durability asked) {
        bench b({.synchronous = base});
        return b.control.level_of(asked);
    };
    CHECK(level(synchronous::full, durability::standard) == synchronous::full);
    CHECK(level(synchronous::full, lithe::relaxed) == synchronous::normal);
    CHECK(level(synchronous::extra, lithe::durable) == synchronous::extra);
    CHECK(level(synchronous::off, lithe::durable) == synchronous::full);
    CHECK(level(synchronous::off, lithe::relaxed) == synchronous::off);
}

TEST_CASE("write_control: a flush that fails says so") {
    lithe_test::failing_vfs const vfs;
    bench b({.vfs = lithe_test::failing_vfs::name});
    b.write("INSERT INTO t VALUES(1)", durability::standard);
    lithe_test::failing_vfs::sync_fails = true;
    CHECK(b.control.sync_wal() == SQLITE_IOERR_FSYNC);
    CHECK(b.control.unsynced_since() != write_control::never);
    lithe_test::failing_vfs::heal();
}

TEST_CASE("write_control: commits of others are noticed, own ones and rollbacks are not") {
    bench b;
    lithe::connection other(b.folder / "a.db");
    for (int turn = 0; turn < 3; ++turn) {
        b.write("INSERT INTO t VALUES(1)", durability::standard);
        REQUIRE(b.control.begin(synchronous::normal) == SQLITE_OK);
        run_sql(b.writer.native(), "INSERT INTO t VALUES(1)");
        b.control.roll_back();
        CHECK(number(other.native_handle(), "SELECT count(*) FROM t") >= 1);
        sqlite3_wal_checkpoint_v2(b.writer.native(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                  nullptr);
    }
    CHECK(b.counts.external_commits.value() == 0);
    run_sql(other.native_handle(), "INSERT INTO t VALUES(2)");
    b.write("INSERT INTO t VALUES(1)", durability::standard);
    CHECK(b.counts.external_commits.value() == 1);
    b.write("INSERT INTO t VALUES(1)", durability::standard);
    CHECK(b.counts.external_commits.value() == 1);
}
