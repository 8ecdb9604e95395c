// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/writing_connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <string>

using lithe::detail::upkeep;
using lithe::detail::write_control;
using lithe::detail::write_counts;
using lithe::detail::writer_settings;
using lithe::detail::writing_connection;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace {

struct bench {
    explicit bench(writer_settings const& settings)
        : writer((folder / "a.db").string(), lithe::open_options{}, settings, counts) {
        write("CREATE TABLE t(v)");
    }
    void write(std::string const& sql) {
        REQUIRE(writer.commits.control.begin(lithe::synchronous::normal) == SQLITE_OK);
        run_sql(writer.opened.native(), sql);
        REQUIRE(writer.commits.control.commit() == SQLITE_OK);
        writer.care.note_work();
    }

    scratch_folder folder;
    write_counts counts{};
    writing_connection writer;
};

}  // namespace

TEST_CASE("writing_connection: a commit is flushed when it is max_unsynced old, and not before") {
    bench young({.max_unsynced = 1h});
    young.writer.sync_if_due();
    CHECK(young.counts.wal_syncs.value() == 0);
    CHECK(young.counts.unsynced_since_ns.value() != 0);

    bench old({.max_unsynced = 1ms});
    auto const now = upkeep::clock::now();
    CHECK(old.writer.next_moment(now) <= now + 1ms);
    while (upkeep::clock::now() <= now + 1ms) {
    }
    old.writer.sync_if_due();
    CHECK(old.counts.wal_syncs.value() == 1);
    CHECK(old.counts.unsynced_since_ns.value() == 0);
    CHECK(old.writer.next_moment(now) == now + upkeep::idle_after);  // upkeep, then
    old.writer.sync_if_due();
    CHECK(old.counts.wal_syncs.value() == 1);
}

TEST_CASE("writing_connection: a WAL of many frames is to be moved at once") {
    bench b({.max_unsynced = 0ms});
    auto const now = upkeep::clock::now();
    CHECK(b.writer.next_moment(now) == now + upkeep::idle_after);
    b.writer.checkpoint_if_due();
    CHECK(b.counts.checkpoints.runs.value() == 0);
    b.write(
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) "
        "INSERT INTO t SELECT zeroblob(4000) FROM n");
    CHECK(b.writer.next_moment(now) < now);
    b.writer.checkpoint_if_due();
    CHECK(b.counts.checkpoints.runs.value() == 1);
    CHECK(b.writer.next_moment(now) >= now);
}

TEST_CASE("writing_connection: a stopped writer has nothing to do") {
    bench b({.max_unsynced = 1ms});
    b.writer.commits.breaker.note_corruption(SQLITE_CORRUPT);
    CHECK(b.writer.next_moment(upkeep::clock::now()) == write_control::never);
    b.writer.finish();
}
