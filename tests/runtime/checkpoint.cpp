// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/checkpoint.hpp>

#include <lithe/sqlite/handle.hpp>
#include <lithe/sqlite/pragma.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

using namespace lithe::detail;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace {

void write_pages(sqlite3* db, int count) {
    for (int page = 0; page < count; ++page)
        run_sql(db, "INSERT INTO t VALUES(randomblob(3900))");
}

}  // namespace

TEST_CASE("checkpoint: the WAL stays bounded, and COMMIT itself never checkpoints") {
    scratch_folder const folder;
    database_handle const opened(folder / "a.db", {});
    auto* const db = opened.get();
    apply_settings(db, {}, true);
    checkpointer checkpoints(db);
    run_sql(db, "CREATE TABLE t(v)");
    write_pages(db, 1500);
    auto const wal = folder.file("a.db-wal");
    auto const grown = std::filesystem::file_size(wal);
    CHECK(grown > 1500 * 4096);  // an automatic checkpoint would have started it over
    for (int round = 0; round < 100; ++round) {
        checkpoints.run_if_due();
        CHECK(checkpoints.last_result() == SQLITE_OK);
        write_pages(db, 300);
    }
    auto const bound = (checkpointer::most + 8 * 300) * (4096 + 24) + 32;
    CHECK(std::filesystem::file_size(wal) <= static_cast<std::uintmax_t>(bound));
}

TEST_CASE("checkpoint: left to others, not one frame is moved, not at close either") {
    scratch_folder const folder;
    auto const wal = folder.file("a.db-wal");
    {
        database_handle const opened(folder / "a.db", {});
        auto* const db = opened.get();
        apply_settings(db, {}, true);
        run_sql(db, "CREATE TABLE t(v)");
        checkpointer checkpoints(db, nullptr, lithe::checkpoints::others);
        write_pages(db, 2500);
        CHECK_FALSE(checkpoints.due());
        CHECK_FALSE(checkpoints.run_if_due());
    }
    CHECK(std::filesystem::file_size(folder.file("a.db")) < 100'000);
    CHECK(std::filesystem::file_size(wal) > 2500 * 4096);
    database_handle const again(folder / "a.db", {});
    CHECK(lithe_test::number(again.get(), "SELECT count(*) FROM t") == 2500);
}

TEST_CASE("checkpoint: a pinned WAL is tried again only after as many new frames") {
    scratch_folder const folder;
    database_handle const opened(folder / "a.db", {});
    auto* const db = opened.get();
    apply_settings(db, {}, true);
    checkpointer checkpoints(db);
    run_sql(db, "CREATE TABLE t(v)");
    database_handle const pinning(folder / "a.db", {.mode = lithe::open::read_only});
    run_sql(pinning.get(), "BEGIN");
    CHECK(lithe_test::number(pinning.get(), "SELECT count(*) FROM t") == 0);
    write_pages(db, 1200);
    checkpoints.run_if_due();
    CHECK(checkpoints.last_result() == SQLITE_OK);  // PASSIVE waits for nobody
    auto const interval = checkpoints.interval();
    write_pages(db, 300);
    checkpoints.run_if_due();
    CHECK(checkpoints.interval() == interval);  // not tried
    run_sql(pinning.get(), "COMMIT");
    write_pages(db, checkpointer::most);
    checkpoints.run_if_due();
    auto const grown = std::filesystem::file_size(folder.file("a.db-wal"));
    write_pages(db, 500);
    CHECK(std::filesystem::file_size(folder.file("a.db-wal")) <= grown);
}

TEST_CASE("checkpoint: as many frames as the disk moves in the time allowed") {
    database_handle const opened(":memory:", {});
    checkpointer checkpoints(opened.get());
    CHECK(checkpoints.interval() == checkpointer::least);
    checkpoints.adapt(1000, checkpointer::unnoticed);
    CHECK(checkpoints.interval() == checkpointer::least);  // rarer ones would gain nothing
    checkpoints.adapt(1000, 2ms);
    CHECK(checkpoints.interval() == 2000);  // at most doubled
    checkpoints.adapt(2000, 10ms);
    CHECK(checkpoints.interval() == 4000);
    checkpoints.adapt(4000, 20ms);
    CHECK(checkpoints.interval() == 5000);
    checkpoints.adapt(5000, checkpointer::unnoticed);
    CHECK(checkpoints.interval() == 5000);
    checkpoints.adapt(5000, 2ms);
    CHECK(checkpoints.interval() == checkpointer::most);
    checkpoints.adapt(8000, 0ns);
    CHECK(checkpoints.interval() == checkpointer::most / 2);
    checkpoints.adapt(4000, checkpointer::unnoticed / 2);
    checkpoints.adapt(2000, 0ns);
    checkpoints.adapt(1000, 0ns);
    CHECK(checkpoints.interval() == checkpointer::least);
    checkpoints.adapt(1000, 2ms);
    checkpoints.adapt(8000, 10s);
    CHECK(checkpoints.interval() == checkpointer::least);
}
