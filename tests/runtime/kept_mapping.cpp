// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/kept_mapping.hpp>

#include <lithe/runtime/pooled_reader.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>

using lithe::detail::kept_mapping;
using lithe::detail::pooled_reader;
using lithe::detail::session;
using lithe_test::number;
using lithe_test::run_sql;

namespace {

lithe::open_options const writing{.mmap_size = 0};  // with auto_vacuum=incremental
lithe::open_options const reading{.mode = lithe::open::read_only};

// A file with all of its rows in it, and none in a WAL.
std::string new_file(scratch_folder const& folder) {
    auto path = folder.file("a.db");
    session made(path, writing);
    run_sql(made.native(),
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v BLOB);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
            "INSERT INTO t SELECT i, randomblob(500) FROM n");
    return path;
}

sqlite3_file* file_of(session const& open) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(open.native(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file;
}

#if defined(__linux__)
// How often the file is mapped by this process; its WAL's index has another name.
int mappings(std::string const& path) {
    std::ifstream list("/proc/self/maps");
    int found = 0;
    for (std::string line; std::getline(list, line);)
        found += line.ends_with(path) ? 1 : 0;
    return found;
}

#endif

}  // namespace

#if defined(__linux__)
TEST_CASE("kept_mapping: a commit leaves the file mapped, another size does not") {
    scratch_folder const folder;
    auto const path = new_file(folder);
    session writer(path, writing);
    session reader(path, reading);
    auto* const file = file_of(reader);
    auto const* const own = file->pMethods;
    // As SQLite does when a snapshot begins behind a commit.
    auto const unfetch = [&] { return file->pMethods->xUnfetch(file, 0, nullptr); };
    auto const read = [&] { number(reader.native(), "SELECT sum(length(v)) FROM t"); };
    read();
    if (std::getenv("LITHE_KEY") != nullptr && mappings(path) == 0) {
        WARN("NOT RUN: no mapping of an encrypted file");
        return;
    }
    REQUIRE(mappings(path) == 1);
    CHECK(unfetch() == SQLITE_OK);
    CHECK(mappings(path) == 0);  // its own way
    {
        kept_mapping const kept(reader.native());
        CHECK(unfetch() == SQLITE_OK);  // it learns the size
        for (int round = 0; round < 3; ++round) {
            run_sql(writer.native(), "UPDATE t SET v = v WHERE id = 7");
            read();
            REQUIRE(mappings(path) == 1);
            CHECK(unfetch() == SQLITE_OK);
            CHECK(mappings(path) == 1);
        }
        run_sql(writer.native(),
                "INSERT INTO t(v) VALUES(zeroblob(100000)); PRAGMA wal_checkpoint(TRUNCATE)");
        CHECK(unfetch() == SQLITE_OK);
        CHECK(mappings(path) == 0);
        read();
        CHECK(mappings(path) == 1);
    }
    CHECK(file->pMethods == own);
}
#endif

TEST_CASE("kept_mapping: another VFS keeps its methods") {
    scratch_folder const folder;
    auto const path = new_file(folder);
    session memory(":memory:", lithe::open_options{});
    kept_mapping const nothing_to_map(memory.native());
    run_sql(memory.native(), "CREATE TABLE t(v); INSERT INTO t VALUES(1)");
    CHECK(number(memory.native(), "SELECT count(*) FROM t") == 1);
    auto other = *sqlite3_vfs_find(nullptr);
    other.zName = "lithe-test-copy";
    REQUIRE(sqlite3_vfs_register(&other, 0) == SQLITE_OK);
    {
        session reader(path, {.mode = lithe::open::read_only, .vfs = "lithe-test-copy"});
        auto const* const own = file_of(reader)->pMethods;
        kept_mapping const kept(reader.native());
        CHECK(file_of(reader)->pMethods == own);
    }
    sqlite3_vfs_unregister(&other);
}

TEST_CASE("kept_mapping: what a reader sees is what is there, whatever was done to the file") {
    scratch_folder const folder;
    auto const path = new_file(folder);
    session writer(path, writing);
    pooled_reader reader(path, reading);
    // Reads all without a mapping.
    session judge(path, {.mode = lithe::open::read_only, .mmap_size = 0});
    auto const steps = {"INSERT INTO t(v) SELECT randomblob(700) FROM t LIMIT 40",
                        "DELETE FROM t WHERE id % 3 = 0",
                        "UPDATE t SET v = randomblob(900) WHERE id % 5 = 0",
                        "DELETE FROM t WHERE id > 100",
                        "PRAGMA incremental_vacuum(30)",
                        "PRAGMA wal_checkpoint(PASSIVE)",
                        "PRAGMA wal_checkpoint(TRUNCATE)",
                        "INSERT INTO t(v) VALUES(randomblob(200000))",
                        "VACUUM"};
    std::mt19937 random(4711);
    for (int round = 0; round < 300; ++round) {
        run_sql(writer.native(), *(steps.begin() + random() % steps.size()));
        auto const* const question = "SELECT sum(length(v) + id + unicode(hex(v))) FROM t";
        auto const expected = number(judge.native(), question);
        for (bool const block : {true, false}) {
            if (block)
                reader.begin();
            REQUIRE(number(reader.connection().native(), question) == expected);
            reader.finish();
        }
    }
    CHECK(number(reader.connection().native(),
                 "SELECT integrity_check = 'ok' FROM "
                 "pragma_integrity_check") == 1);
}

// LITHE_SECONDS says how long.
TEST_CASE("kept_mapping: whole commits, while a writer grows, cuts and rebuilds the file") {
    scratch_folder const folder;
    auto const path = new_file(folder);
    session writer(path, writing);
    std::string const noted =
        "UPDATE sums SET rows = (SELECT count(*) FROM t), "
        "bytes = (SELECT sum(length(v) + id) FROM t); COMMIT";
    run_sql(writer.native(),
            "CREATE TABLE sums(rows, bytes); INSERT INTO sums VALUES(0, 0);"
            "BEGIN; " +
                noted);
    pooled_reader reader(path, reading);
    number(reader.connection().native(), "SELECT count(*) FROM t");  // the key takes its time
    reader.finish();
    auto const* const said = std::getenv("LITHE_SECONDS");
    auto const end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(said == nullptr ? 400 : 1000 * std::atoi(said));
    auto const goes_on = [end] { return std::chrono::steady_clock::now() < end; };
    std::thread scribbling([&] {
        std::mt19937 random(7);
        std::string const steps[] = {
            "BEGIN IMMEDIATE; INSERT INTO t(v) SELECT randomblob(900) FROM t LIMIT 300; " + noted,
            "BEGIN IMMEDIATE; DELETE FROM t WHERE id % 3 = 0 AND id > 50; " + noted,
            "BEGIN IMMEDIATE; DELETE FROM t WHERE id > 100; " + noted,
            "PRAGMA incremental_vacuum(100)",
            "PRAGMA wal_checkpoint(PASSIVE)",
            "PRAGMA busy_timeout=20; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout=5000",
            "VACUUM"};
        while (goes_on())
            run_sql(writer.native(), steps[random() % std::size(steps)]);
    });
    std::int64_t reads = 0;
    std::int64_t torn = 0;
    while (goes_on()) {
        torn += number(reader.connection().native(),
                       "SELECT rows <> (SELECT count(*) FROM t) OR "
                       "bytes <> (SELECT sum(length(v) + id) FROM t) FROM sums");
        reader.finish();
        ++reads;
    }
    scribbling.join();
    CHECK(torn == 0);
    CHECK(reads > 0);
    if (said != nullptr)
        WARN(reads << " reads");
}
