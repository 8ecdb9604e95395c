// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/pragma.hpp>

#include <lithe/sqlite/handle.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using lithe::detail::apply_settings;
using lithe::detail::database_handle;
using lithe::detail::read_pragma;

namespace {

using namespace std::chrono_literals;

database_handle opened(std::string const& path, lithe::open_options const& options = {}) {
    database_handle handle(path, options);
    apply_settings(handle.get(), options, lithe::detail::may_write(options.mode));
    return handle;
}

void run(sqlite3* db, std::string const& sql) {
    lithe::detail::check(db, sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), sql);
}

std::int64_t number(sqlite3* db, std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    lithe::detail::check(db, sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), sql);
    std::int64_t const answer =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    return answer;
}

std::int64_t spills(sqlite3* db) {
    int count = 0;
    int highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_SPILL, &count, &highest, 0);
    return count;
}

// A process that dies leaves the database and its log: their copy, opened, runs the recovery.
std::int64_t rows_after_crash(scratch_folder const& folder, std::string const& name) {
    std::string const copy = folder.file("crashed-" + name);
    std::filesystem::copy_file(folder / name, copy);
    std::filesystem::copy_file(folder / (name + "-wal"), copy + "-wal");
    database_handle const crashed(copy, {});
    return number(crashed.get(), "SELECT count(*) FROM ack");
}

// Ten acknowledged rows; the second transaction also has a part that touches many pages, each more
// than once, and is rolled back: by a savepoint, or because one statement failed at its last row.
void write_with_rollback(sqlite3* db, bool savepoint) {
    run(db,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v BLOB CHECK(length(v) < 901));"
        "CREATE TABLE ack(n INTEGER PRIMARY KEY); INSERT INTO ack VALUES(1)");
    run(db, "BEGIN IMMEDIATE; INSERT INTO ack VALUES(2)");
    // Keys in no order: every page is met again after it was spilled.
    std::string const insert =
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000) "
        "INSERT INTO t SELECT i * 797 % 2003, randomblob(";
    if (savepoint)
        run(db, "SAVEPOINT m; " + insert + "900) FROM c; ROLLBACK TO m; RELEASE m");
    else
        CHECK_THROWS_AS(run(db, insert + "CASE i WHEN 2000 THEN 901 ELSE 900 END) FROM c"),
                        lithe::error);
    run(db, "INSERT INTO ack VALUES(3); COMMIT");
    for (int row = 4; row <= 10; ++row)
        run(db, "INSERT INTO ack VALUES(" + std::to_string(row) + ")");
}

}  // namespace

TEST_CASE("pragma: the production settings of a new file, read back from SQLite") {
    scratch_folder const folder;
    auto const c = opened(folder.file("a.db"));
    CHECK(read_pragma(c.get(), "journal_mode") == "wal");
    CHECK(read_pragma(c.get(), "synchronous") == "1");
    CHECK(read_pragma(c.get(), "cache_size") == "-64000");
    CHECK(read_pragma(c.get(), "mmap_size") == "268435456");
    CHECK(read_pragma(c.get(), "foreign_keys") == "1");
    CHECK(read_pragma(c.get(), "journal_size_limit") == "67108864");
    CHECK(read_pragma(c.get(), "page_size") == "4096");
    CHECK(read_pragma(c.get(), "auto_vacuum") == "2");
    if (sqlite3_libversion_number() < 3'050'002)
        CHECK(read_pragma(c.get(), "cache_spill") == "0");
}

TEST_CASE("pragma: every option reaches SQLite, and the file") {
    scratch_folder const folder;
    {
        auto const c = opened(folder.file("a.db"), {.synchronous = lithe::synchronous::full,
                                                    .cache_size = 500,
                                                    .mmap_size = 0,
                                                    .foreign_keys = false,
                                                    .journal_size_limit = -1,
                                                    .page_size = 1024,
                                                    .auto_vacuum = lithe::auto_vacuum::full});
        CHECK(read_pragma(c.get(), "synchronous") == "2");
        CHECK(read_pragma(c.get(), "fullfsync") == "1");
        CHECK(read_pragma(c.get(), "cache_size") == "500");
        CHECK(read_pragma(c.get(), "mmap_size") == "0");
        CHECK(read_pragma(c.get(), "foreign_keys") == "0");
        CHECK(read_pragma(c.get(), "journal_size_limit") == "-1");
    }
    // An existing file keeps its page size and auto_vacuum.
    auto const c = opened(folder.file("a.db"));
    CHECK(read_pragma(c.get(), "page_size") == "1024");
    CHECK(read_pragma(c.get(), "auto_vacuum") == "1");
    CHECK(read_pragma(c.get(), "journal_mode") == "wal");
}

TEST_CASE("pragma: journal keep leaves the journal mode of the file") {
    scratch_folder const folder;
    run(database_handle(folder / "a.db", {}).get(),
        "PRAGMA journal_mode=TRUNCATE; CREATE TABLE t(x)");
    auto const c = opened(folder.file("a.db"), {.journal = lithe::journal::keep});
    CHECK(read_pragma(c.get(), "journal_mode") == "delete");
    CHECK(read_pragma(c.get(), "foreign_keys") == "1");
}

TEST_CASE("pragma: databases in memory, private and shared") {
    auto const own = opened(":memory:");
    CHECK(read_pragma(own.get(), "journal_mode") == "memory");
    CHECK(read_pragma(own.get(), "auto_vacuum") == "2");
    auto const first = opened("file:/shared-by-two?vfs=memdb");
    run(first.get(), "CREATE TABLE t(x)");
    auto const second = opened("file:/shared-by-two?vfs=memdb");
    run(second.get(), "INSERT INTO t VALUES(1)");
    CHECK(number(first.get(), "SELECT count(*) FROM t") == 1);
}

TEST_CASE("pragma: readers take their own settings and change nothing in the file") {
    scratch_folder const folder;
    {
        auto const writer = opened(folder.file("a.db"));
    }
    for (auto const mode : {lithe::open::read_only, lithe::open::immutable}) {
        auto const reader = opened(folder.file("a.db"), {.mode = mode});
        CHECK(read_pragma(reader.get(), "cache_size") == "-64000");
        CHECK(read_pragma(reader.get(), "mmap_size") == "268435456");
        CHECK(read_pragma(reader.get(), "foreign_keys") == "1");
    }
}

TEST_CASE("pragma: a setting that SQLite does not take is an error that names it") {
    scratch_folder const folder;
    auto const c = opened(folder.file("a.db"));
    run(c.get(), "BEGIN; SELECT count(*) FROM sqlite_schema");
    try {
        lithe::detail::set_pragma(c.get(), "foreign_keys", 0);  // ignored inside a transaction
        FAIL("no error");
    } catch (lithe::error const& failure) {
        CHECK(std::string(failure.what()) ==
              "lithe: open: PRAGMA foreign_keys was set to 0 but SQLite answers 1");
        CHECK(failure.sql() == "PRAGMA foreign_keys=0");
    }
}

TEST_CASE("pragma: a lock is waited for as long as asked, no longer") {
    scratch_folder const folder;
    auto const holder = opened(folder.file("a.db"));
    run(holder.get(), "CREATE TABLE t(x); BEGIN IMMEDIATE");
    for (auto const patience : {0ms, 40ms, 200ms}) {
        auto const waiting = opened(folder.file("a.db"), {.busy_timeout = patience});
        auto const started = std::chrono::steady_clock::now();
        CHECK_THROWS_AS(run(waiting.get(), "BEGIN IMMEDIATE"), lithe::busy_error);
        auto const waited = std::chrono::steady_clock::now() - started;
        CHECK(waited >= patience);
        CHECK(waited < patience + 2s);  // far above, for machines under load
    }
    auto const waiting = opened(folder.file("a.db"), {.busy_timeout = 1min});
    std::thread release([&] {
        std::this_thread::sleep_for(30ms);
        run(holder.get(), "COMMIT");
    });
    CHECK_NOTHROW(run(waiting.get(), "BEGIN IMMEDIATE"));
    release.join();
}

TEST_CASE("pragma: many connections open one new file at the same time") {
    scratch_folder const folder;
    for (int round = 0; round < 10; ++round) {
        std::string const path = folder.file(std::to_string(round) + ".db");
        std::atomic<int> failed{0};
        std::atomic<int> ready{0};
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                ++ready;
                while (ready < 4)
                    std::this_thread::yield();
                try {
                    auto const c = opened(path);
                    run(c.get(), "CREATE TABLE IF NOT EXISTS t(x); INSERT INTO t VALUES(1)");
                } catch (std::exception const&) {
                    ++failed;
                }
            });
        for (auto& thread : threads)
            thread.join();
        CHECK(failed == 0);
        CHECK(number(opened(path).get(), "SELECT count(*) FROM t") == 4);
    }
}

TEST_CASE("pragma: after a spill and a partial rollback, a crash loses no later commit") {
    scratch_folder const folder;
    bool const savepoint = GENERATE(true, false);
    // 2 MB of pages through a cache of 40 pages: without our settings they would spill.
    auto const c =
        opened(folder.file("a.db"), {.synchronous = lithe::synchronous::full, .cache_size = 40});
    run(c.get(), "PRAGMA wal_autocheckpoint=0");
    write_with_rollback(c.get(), savepoint);
    if (sqlite3_libversion_number() < 3'050'002)
        CHECK(spills(c.get()) == 0);
    CHECK(number(c.get(), "SELECT count(*) FROM ack") == 10);
    CHECK(rows_after_crash(folder, "a.db") == 10);
}

TEST_CASE("pragma: the loss that cache_spill=OFF prevents, before SQLite 3.50.2 and not since") {
    scratch_folder const folder;
    bool const savepoint = GENERATE(true, false);
    database_handle const c(folder / "a.db", {});
    run(c.get(),
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
        "PRAGMA cache_size=40");
    write_with_rollback(c.get(), savepoint);
    INFO((savepoint ? "savepoint" : "failed statement"));
    CHECK(spills(c.get()) > 0);
    CHECK(number(c.get(), "SELECT count(*) FROM ack") == 10);
    if (sqlite3_libversion_number() < 3'050'002) {
        CHECK(rows_after_crash(folder, "a.db") < 10);
    } else {
        CHECK(rows_after_crash(folder, "a.db") == 10);
    }
}
