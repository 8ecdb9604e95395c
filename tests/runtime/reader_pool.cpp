// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/reader_pool.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using lithe::detail::reader_pool;
using lithe::detail::session;
using lithe_test::number;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace {

struct fixture {
    scratch_folder folder;
    session writer{(folder / "a.db").string(), lithe::open_options{}};

    fixture() { run_sql(writer.native(), "CREATE TABLE t(v); INSERT INTO t VALUES(1)"); }
    std::string path() const { return (folder / "a.db").string(); }
};

std::int64_t count(reader_pool::lease const& lent) {
    return number(lent->connection().native(), "SELECT count(*) FROM t");
}

}  // namespace

TEST_CASE("reader_pool: opens when needed, lends the last used one first") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 2);
    lithe::detail::pooled_reader const* first = nullptr;
    {
        reader_pool::lease const lent(pool);
        first = &*lent;
        CHECK(count(lent) == 1);
    }
    reader_pool::lease const again(pool);
    CHECK(&*again == first);
    reader_pool::lease const second(pool);
    CHECK(&*second != first);
}

TEST_CASE("reader_pool: a reader cannot write") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 1);
    reader_pool::lease const lent(pool);
    try {
        run_sql(lent->connection().native(), "INSERT INTO t VALUES(2)");
        FAIL("it could");
    } catch (lithe::error const& refused) {
        CHECK(refused.code() == SQLITE_READONLY);
    }
}

TEST_CASE("reader_pool: begin takes the snapshot at once") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 1);
    {
        reader_pool::lease const lent(pool);
        lent->begin();
        run_sql(f.writer.native(), "INSERT INTO t VALUES(2)");
        CHECK(count(lent) == 1);
        CHECK(count(lent) == 1);
    }
    reader_pool::lease const later(pool);
    CHECK(count(later) == 2);
}

TEST_CASE("reader_pool: nothing of one lease is left for the next") {
    fixture f;
    run_sql(f.writer.native(), "INSERT INTO t VALUES(2)");
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 1);
    sqlite3_stmt* left_open = nullptr;
    {
        reader_pool::lease const lent(pool);
        lent->begin();
        auto* const db = lent->connection().native();
        lithe::detail::check(db,
                             sqlite3_prepare_v2(db, "SELECT v FROM t", -1, &left_open, nullptr));
        CHECK(sqlite3_step(left_open) == SQLITE_ROW);
    }
    {
        reader_pool::lease const lent(pool);
        CHECK(sqlite3_txn_state(lent->connection().native(), nullptr) == SQLITE_TXN_NONE);
        CHECK(sqlite3_step(left_open) ==
              SQLITE_ROW);  // again the first row; without BEGIN this time
    }
    reader_pool::lease const lent(pool);
    CHECK(sqlite3_txn_state(lent->connection().native(), nullptr) == SQLITE_TXN_NONE);
    sqlite3_finalize(left_open);
}

TEST_CASE("reader_pool: who comes when all are lent waits; never more than its size") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 3);
    std::atomic<int> lent_now{0};
    std::atomic<int> most{0};
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    for (int index = 0; index < 8; ++index) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                reader_pool::lease const lent(pool);
                auto const now = ++lent_now;
                auto seen = most.load();
                while (seen < now && !most.compare_exchange_weak(seen, now)) {
                }
                done += count(lent) == 1 ? 1 : 0;
                --lent_now;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(done == 1600);
    CHECK(most <= 3);
}

TEST_CASE("reader_pool: a connection that cannot be opened costs no place") {
    scratch_folder const folder;
    reader_pool pool((folder / "a.db").string(), {.mode = lithe::open::read_only}, 1);
    CHECK_THROWS_AS(reader_pool::lease(pool), lithe::error);
    session const writer((folder / "a.db").string(), lithe::open_options{});
    reader_pool::lease const lent(pool);
}

TEST_CASE("reader_pool: close waits for the lent ones, wakes those who wait for one") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 1);
    std::atomic<bool> lent_out{false};
    std::atomic<bool> returned{false};
    std::thread holding([&] {
        reader_pool::lease const lent(pool);
        lent_out = true;
        std::this_thread::sleep_for(20ms);
        returned = true;
    });
    while (!lent_out)
        std::this_thread::yield();
    bool refused = false;
    std::thread waiting([&] {
        try {
            reader_pool::lease const lent(pool);
        } catch (lithe::closed const&) {
            refused = true;
        }
    });
    std::this_thread::sleep_for(2ms);
    pool.close(std::nullopt);
    CHECK(returned);
    holding.join();
    waiting.join();
    CHECK(refused);
    CHECK_THROWS_AS(reader_pool::lease(pool), lithe::closed);
    pool.close(std::nullopt);
}

TEST_CASE("reader_pool: close interrupts at its limit") {
    fixture f;
    reader_pool pool(f.path(), {.mode = lithe::open::read_only}, 1);
    std::atomic<bool> started{false};
    bool cancelled = false;
    std::thread endless([&] {
        reader_pool::lease const lent(pool);
        started = true;
        try {
            number(lent->connection().native(),
                   "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT sum(i) "
                   "FROM c");
        } catch (lithe::cancelled const&) {
            cancelled = true;
        }
    });
    while (!started)
        std::this_thread::yield();
    pool.close(std::chrono::steady_clock::now() + 5ms);
    endless.join();
    CHECK(cancelled);
}
