// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/pooled_reader.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using lithe::detail::holds_snapshot;
using lithe::detail::pooled_reader;
using lithe::detail::session;
using lithe_test::number;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace pooled_reader_test {

struct Counter {
    std::int64_t id = 0;
    std::int64_t value = 0;
};

}  // namespace pooled_reader_test

using pooled_reader_test::Counter;

namespace {

struct fixture {
    scratch_folder folder;
    session writer{folder.file("a.db"), lithe::open_options{}};

    fixture() { run_sql(writer.native(), "CREATE TABLE t(v); INSERT INTO t VALUES(1)"); }
};

std::int64_t count(pooled_reader& reader) {
    return number(reader.connection().native(), "SELECT count(*) FROM t");
}

}  // namespace

TEST_CASE("pooled_reader: a kept snapshot is used until somebody commits") {
    fixture f;
    pooled_reader reader(f.folder.file("a.db"), {.mode = lithe::open::read_only});
    auto* const db = reader.connection().native();
    for (int round = 1; round < 20; ++round) {
        reader.begin_kept();
        CHECK(count(reader) == round);
        reader.finish();
        CHECK(reader.keeps());
        CHECK(holds_snapshot(db));
        reader.begin_kept();
        CHECK(count(reader) == round);
        reader.finish();
        run_sql(f.writer.native(), "INSERT INTO t VALUES(1)");
    }
    reader.begin();  // a callback's: the last commit, and nothing is kept behind it
    CHECK(count(reader) == 20);
    reader.finish();
    CHECK_FALSE(holds_snapshot(db));
    reader.begin_kept();
    reader.let_go();
    CHECK_FALSE(reader.keeps());
    CHECK_FALSE(holds_snapshot(db));
}

TEST_CASE("pooled_reader: without a WAL nothing is kept, since it would keep writers out") {
    scratch_folder const folder;
    session writer(folder.file("b.db"), {.journal = lithe::journal::keep});
    run_sql(writer.native(), "CREATE TABLE t(v)");
    pooled_reader reader(folder.file("b.db"),
                         {.mode = lithe::open::read_only, .journal = lithe::journal::keep});
    reader.begin_kept();
    CHECK(count(reader) == 0);
    reader.finish();
    CHECK_FALSE(reader.keeps());
    run_sql(writer.native(), "INSERT INTO t VALUES(1)");
}

TEST_CASE("pooled_reader: an interrupt beside an open statement is over when the read is") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.create_tables<Counter>();
    db.insert_all({Counter{.id = 1}, Counter{.id = 2}});
    sqlite3_stmt* left = nullptr;
    auto const interrupt = [&](sqlite3* handle) {
        REQUIRE(sqlite3_prepare_v2(handle, "SELECT id FROM counter", -1, &left, nullptr) == 0);
        CHECK(sqlite3_step(left) == SQLITE_ROW);
        sqlite3_interrupt(handle);
    };
    auto const finalize = [&](auto&) { sqlite3_finalize(left); };
    db.read([&](lithe::reader& r) { interrupt(r.native_handle()); });
    CHECK(db.read([](lithe::reader& r) { return r.get<Counter>(2).id; }) == 2);
    db.read(finalize);
    // So with a write, whose ROLLBACK would be interrupted, too.
    CHECK_THROWS_AS(db.write([&](lithe::transaction& tx) {
        tx.insert(Counter{.id = 3});
        interrupt(tx.native_handle());
        throw std::runtime_error("not that");
    }),
                    std::runtime_error);
    db.insert(Counter{.id = 4});
    CHECK(db.fetch_all(lithe::from<Counter>()).size() == 3);
    db.write(finalize);
}

TEST_CASE("kept snapshots: a single read sees every write that was acknowledged before it") {
    scratch_folder const folder;
    lithe::database db{folder.file("c.db"), {.readers = 2, .keep_snapshots = true}};
    db.create_tables<Counter>();
    db.insert(Counter{.id = 1});
    std::atomic<std::int64_t> acknowledged{0};
    std::atomic<bool> stop{false};
    std::atomic<int> stale{0};
    std::vector<std::thread> readers;
    for (int at = 0; at < 3; ++at) {
        readers.emplace_back([&] {
            while (!stop) {
                auto const least = acknowledged.load();
                auto const seen = db.get<Counter>(1).value;
                stale += seen < least ? 1 : 0;
            }
        });
    }
    for (std::int64_t value = 1; value <= 500; ++value) {
        db.update(Counter{.id = 1, .value = value});
        acknowledged = value;
        CHECK(db.get<Counter>(1).value == value);
    }
    stop = true;
    for (auto& reader : readers)
        reader.join();
    CHECK(stale == 0);
}

TEST_CASE("kept snapshots: commits of other connections are seen, and the WAL is let go of") {
    scratch_folder const folder;
    lithe::database db{folder.file("d.db"), {.readers = 1, .keep_snapshots = true}};
    db.create_tables<Counter>();
    db.insert(Counter{.id = 1});
    session other(folder.file("d.db"), lithe::open_options{});
    for (int value = 1; value < 20; ++value) {
        CHECK(db.get<Counter>(1).value == value - 1);
        run_sql(other.native(), "UPDATE counter SET value = " + std::to_string(value));
        CHECK(db.get<Counter>(1).value == value);
    }
    // A reader on the WAL keeps it from being truncated; after 100 ms it has let go.
    run_sql(other.native(), "UPDATE counter SET value = 99");
    auto const until = std::chrono::steady_clock::now() + 5s;
    int rc = SQLITE_BUSY;
    sqlite3_busy_timeout(other.native(), 0);
    while (rc != SQLITE_OK && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(20ms);
        rc = sqlite3_wal_checkpoint_v2(other.native(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                       nullptr);
    }
    CHECK(rc == SQLITE_OK);
    CHECK(db.get<Counter>(1).value == 99);
}
