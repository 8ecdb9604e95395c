// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/advisor.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr int new_sqlite = 3'054'000;

/// A database's metrics as the minutes pass.
struct history {
    lithe::metrics now{};
    lithe::advisor judge{};
    std::vector<lithe::advice> last{};

    history() { now.writer.condition = lithe::writer_condition::running; }

    template <class Minute>
    void minutes(int count, Minute change) {
        for (int at = 0; at < count; ++at) {
            now.since_open += 60s;
            change(now);
            last = judge.judge(now, new_sqlite);
        }
    }
    std::string codes() const {
        std::string all;
        for (auto const& each : last)
            all += (all.empty() ? "" : " ") + each.code;
        return all;
    }
};

void quiet(lithe::metrics&) {}
void slow(lithe::metrics& now) {
    now.writer.wait.counts[0] += 900;
    now.writer.wait.counts[18] += 100;  // 10 % wait longer than 0.1 s
    now.writer.batch.counts[3] += 1000;
}
void busy(lithe::metrics& now) {
    now.writer.transactions += 11'000 * 60;
}
void shared(lithe::metrics& now) {
    ++now.writer.external_commits;
}

}  // namespace

TEST_CASE("advise: nothing for a quiet database, and what is wrong now at once") {
    history db;
    db.minutes(10, quiet);
    CHECK(db.codes().empty());
    db.now.writer.condition = lithe::writer_condition::stopped;
    db.minutes(1, quiet);
    CHECK(db.codes() == "writer.stopped");
    CHECK(db.last[0].severity == lithe::severity::critical);
    db.now.writer.condition = lithe::writer_condition::disk_full;
    db.now.checkpoints.failures = 1;
    db.minutes(1, quiet);
    CHECK(db.codes() == "disk.full checkpoint.failed");
}

TEST_CASE("advise: lasting states are raised in the third minute and cleared after five") {
    history db;
    auto const large = [](lithe::metrics& now) { now.storage.wal = std::int64_t{200} << 20; };
    db.minutes(2, large);
    CHECK(db.codes().empty());
    db.minutes(1, large);
    CHECK(db.codes() == "wal.large");
    db.now.storage.wal = 0;
    db.minutes(4, quiet);
    CHECK(db.codes() == "wal.large");
    db.minutes(1, quiet);
    CHECK(db.codes().empty());

    db.minutes(3, [](lithe::metrics& now) {
        now.readers.oldest_age = 31s;
        now.readers.oldest_site = {"report.cpp", "run", 12};
        now.checkpoints.starved = 10;
        now.writer.unsynced_age = 6s;
        now.writer.busy_time += 50s;
    });
    CHECK(db.codes() == "wal.starved reader.old writer.saturated durability.window");
    CHECK(db.last[1].observed.find("report.cpp:12") != std::string::npos);
}

TEST_CASE(
    "advise: to a server when two criteria hold in the same minutes, to watch when one does") {
    history one;
    one.minutes(5, slow);
    CHECK(one.codes() == "writer.wait_p95 move_to_server.watch");
    history two;
    two.minutes(5, [](lithe::metrics& now) {
        busy(now);
        shared(now);
    });
    CHECK(two.codes() == "move_to_server");
    history first_and_second;
    first_and_second.minutes(3, [](lithe::metrics& now) {
        slow(now);
        busy(now);
    });
    CHECK(first_and_second.codes() == "writer.wait_p95 move_to_server");
    history apart;  // one after the other is not at the same time
    apart.minutes(3, busy);
    apart.minutes(2, quiet);
    apart.minutes(3, shared);
    CHECK(apart.codes() == "move_to_server.watch");
}

TEST_CASE("advise: few samples prove nothing, and a known cause is told instead") {
    history few;
    few.minutes(5, [](lithe::metrics& now) {
        now.writer.wait.counts[18] += 400;
        now.writer.batch.counts[3] += 400;
        shared(now);
    });
    CHECK(few.codes() == "move_to_server.watch");  // of the other writers alone
    history long_jobs;
    long_jobs.minutes(5, [](lithe::metrics& now) {
        slow(now);
        now.writer.batch.counts[20] += 1000;  // batches that run for more than 0.1 s
        busy(now);
    });
    CHECK(long_jobs.codes() == "writer.wait_p95 move_to_server.watch");
}

TEST_CASE("advise: a disk that is full in a week at the rate of the last hour") {
    history db;
    constexpr auto mebibyte = std::int64_t{1} << 20;
    db.now.storage = {.database = 0, .wal = 0, .disk_free = 100'000 * mebibyte};
    auto const grow = [](std::int64_t bytes) {
        return [bytes](lithe::metrics& now) {
            now.storage.database += bytes;
            now.storage.disk_free -= bytes;
        };
    };
    db.minutes(32, grow(11 * mebibyte));  // 100 000 MiB in 6.3 days
    CHECK(db.codes().empty());            // half an hour, and three windows behind it
    db.minutes(2, grow(11 * mebibyte));
    CHECK(db.codes() == "file.growth");
    CHECK(db.last[0].severity == lithe::severity::warning);
    CHECK(db.last[0].observed == "the disk is full in 6 days at the rate of the last hour");
    db.minutes(70, grow(5 * mebibyte));
    CHECK(db.codes().empty());
    db.minutes(70, grow(400 * mebibyte));
    CHECK(db.codes() == "file.growth");
    CHECK(db.last[0].severity == lithe::severity::critical);
    db.minutes(70, grow(-mebibyte));
    CHECK(db.codes().empty());
    db.now.storage.disk_free = -1;
    db.minutes(70, [](lithe::metrics& now) { now.storage.database += mebibyte; });
    CHECK(db.codes().empty());
}

TEST_CASE("advise: beside Litestream") {
    history two;
    two.now.storage.has_litestream_folder = true;
    two.minutes(1, quiet);
    CHECK(two.codes() == "litestream.two_checkpointers");
    two.now.checkpoints.by_others = true;
    two.minutes(5, shared);  // its own writes are nobody's reason to move
    CHECK(two.codes().empty());

    history stopped;
    stopped.now.checkpoints.by_others = true;
    stopped.now.storage.wal = std::int64_t{200} << 20;
    stopped.minutes(5, shared);
    CHECK(stopped.codes() == "wal.large");
    stopped.minutes(3, quiet);
    CHECK(stopped.codes() == "wal.large litestream.stopped");

    history stalls;
    stalls.now.checkpoints.by_others = true;
    stalls.now.storage.wal = std::int64_t{50} << 20;
    stalls.now.readers.oldest_age = 5s;
    stalls.now.readers.oldest_site = {"report.cpp", "run", 12};
    stalls.minutes(5, shared);
    CHECK(stalls.codes().empty());
    stalls.minutes(3, [](lithe::metrics& now) { now.writer.lock_waits += 2; });
    CHECK(stalls.codes() == "litestream.restart_stall");
    CHECK(stalls.last[0].observed.find("report.cpp:12") != std::string::npos);
}

TEST_CASE("advise: versions of SQLite, full scans") {
    STATIC_REQUIRE(lithe::detail::has_wal_reset_bug(3'040'001));
    STATIC_REQUIRE(lithe::detail::has_wal_reset_bug(3'051'002));
    STATIC_REQUIRE_FALSE(lithe::detail::has_wal_reset_bug(3'051'003));
    STATIC_REQUIRE_FALSE(lithe::detail::has_wal_reset_bug(3'044'006));
    STATIC_REQUIRE_FALSE(lithe::detail::has_wal_reset_bug(3'050'007));
    STATIC_REQUIRE(lithe::detail::has_wal_reset_bug(3'050'006));
    lithe::advisor judge;
    lithe::metrics now;
    now.writer.external_commits = 1;
    now.statements.push_back({.sql = "SELECT 1", .calls = 100, .full_scan_steps = 100'001});
    now.statements.push_back({.sql = "SELECT 2", .calls = 99, .full_scan_steps = 1'000'000});
    auto const list = judge.judge(now, 3'040'001);
    REQUIRE(list.size() == 3);
    CHECK(list[0].code == "sqlite.spill_savepoint");
    CHECK(list[1].code == "sqlite.wal_reset_bug");
    CHECK(list[2].code == "query.fullscan");
    std::ostringstream out;
    out << list[2];
    CHECK(out.str() ==
          "query.fullscan (warning): 1000 rows passed in each of 100 runs of SELECT 1; "
          "threshold: 1000 rows in each of 100 runs; an index for its conditions\n");
}

TEST_CASE("advise: of a database") {
    auto const db = lithe::database::in_memory();
    for (auto const& each : lithe::advise(db))
        CHECK(each.severity == lithe::severity::note);

    scratch_folder const folder;
    std::filesystem::create_directory(folder / ".a.db-litestream");
    lithe::database const own(folder.file("a.db"));
    CHECK(own.metrics().storage.has_litestream_folder);
    CHECK_FALSE(own.metrics().checkpoints.by_others);
    lithe::database const others(folder.file("b.db"), {.checkpoints = lithe::checkpoints::others});
    CHECK_FALSE(others.metrics().storage.has_litestream_folder);
    CHECK(others.metrics().checkpoints.by_others);
}
