// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/snapshot.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/operations/metrics.hpp>
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

using lithe::count;
using lithe::from;
using namespace std::chrono_literals;

namespace snapshot_test {

struct Item {
    std::int64_t id = 0;
};

}  // namespace snapshot_test

using snapshot_test::Item;

namespace {

std::int64_t items(lithe::reader& r) {
    return r.fetch_one(from<Item>().select(count()));
}

}  // namespace

TEST_CASE("snapshot: sees its commit, whatever is written later, beside all readers") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.create_tables<Item>();
    db.insert(Item{});
    auto const first = db.snapshot();
    db.insert(Item{});
    auto second = db.snapshot();
    db.insert(Item{});
    CHECK(first.read(items) == 1);
    CHECK(second.read(items) == 2);
    CHECK(db.read(items) == 3);
    second = db.snapshot();
    CHECK(second.read(items) == 3);
    auto const moved = std::move(second);
    CHECK(moved.read(items) == 3);
    CHECK_THROWS_AS(second.read(items), std::logic_error);
    CHECK(first.read(items) == 1);
}

TEST_CASE("snapshot: several readers of one snapshot see one commit while others write") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    std::atomic<bool> stop{false};
    std::thread writing([&] {
        while (!stop)
            db.insert(Item{});
    });
    int different = 0;
    for (int round = 0; round < 30; ++round) {
        auto const now = db.snapshot({.readers = 3});
        std::atomic<int> inside{0};
        std::vector<std::int64_t> seen(3);
        std::vector<std::thread> threads;
        for (auto& each : seen) {
            threads.emplace_back([&] {
                each = now.read([&](lithe::reader& r) {
                    ++inside;
                    while (inside < 3)  // so that each has a reader of its own
                        std::this_thread::yield();
                    return items(r);
                });
            });
        }
        for (auto& thread : threads)
            thread.join();
        different += seen[0] != seen[1] || seen[1] != seen[2] ? 1 : 0;
    }
    stop = true;
    writing.join();
    CHECK(different == 0);
}

TEST_CASE("snapshot: whoever comes when its readers are lent waits, as long as it says") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto const one = db.snapshot();
    std::atomic<bool> inside{false};
    std::atomic<bool> end{false};
    std::thread holding([&] {
        one.read([&](lithe::reader&) {
            inside = true;
            while (!end)
                std::this_thread::sleep_for(1ms);
        });
    });
    while (!inside)
        std::this_thread::yield();
    CHECK_THROWS_AS(one.read(items, {.deadline = 10ms}), lithe::deadline_exceeded);
    end = true;
    CHECK(one.read(items, {.deadline = 5s}) == 0);
    holding.join();
}

TEST_CASE("snapshot: nesting is an error where it would wait for itself") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto const one = db.snapshot();
    auto const other = db.snapshot();
    CHECK_THROWS_AS(one.read([&](lithe::reader&) { return one.read(items); }),
                    lithe::reentrant_call);
    CHECK_THROWS_AS(one.read([&](lithe::reader&) { return db.insert(Item{}); }),
                    lithe::reentrant_call);
    CHECK_THROWS_AS(db.write([&](lithe::transaction&) { return one.read(items); }),
                    lithe::reentrant_call);
    CHECK(one.read([&](lithe::reader& r) { return items(r) + other.read(items); }) == 0);
    CHECK(db.read([&](lithe::reader& r) { return items(r) + other.read(items); }) == 0);
    CHECK_THROWS_AS(db.snapshot({.readers = 0}), std::invalid_argument);
}

TEST_CASE("snapshot: destroyed inside its own read, it ends with its last read") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto one = std::make_unique<lithe::snapshot>(db.snapshot({.readers = 2}));
    std::atomic<bool> inside{false};
    std::atomic<bool> end{false};
    std::thread other([&, shared = one.get()] {
        shared->read([&](lithe::reader& r) {
            inside = true;
            while (!end)
                std::this_thread::sleep_for(1ms);
            CHECK(items(r) == 0);
        });
    });
    while (!inside)
        std::this_thread::yield();
    CHECK(one->read([&](lithe::reader& r) {
        one.reset();
        return items(r);
    }) == 0);
    CHECK(db.metrics().readers.held == 2);  // by the other's read
    end = true;
    other.join();
    CHECK(db.metrics().readers.held == 0);
    auto again = db.snapshot();
    auto next = db.snapshot();
    again.read([&](lithe::reader&) { again = std::move(next); });
    CHECK(again.read(items) == 0);
}

TEST_CASE("snapshot: close() ends it") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto const one = db.snapshot();
    db.close();
    CHECK_THROWS_AS(one.read(items), lithe::closed);
    CHECK_THROWS_AS(db.snapshot(), lithe::closed);
}

TEST_CASE("snapshot: close() with a limit interrupts who reads from it") {
    auto db = lithe::database::in_memory();
    auto const one = db.snapshot();
    std::atomic<bool> inside{false};
    std::atomic<bool> was_cancelled{false};
    std::thread reading([&] {
        try {
            one.read([&](lithe::reader& r) {
                inside = true;
                lithe_test::run_sql(r.native_handle(),
                                    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) "
                                    "SELECT count(*) FROM n");
            });
        } catch (lithe::cancelled const&) {
            was_cancelled = true;
        }
    });
    while (!inside)
        std::this_thread::yield();
    db.close(10ms);
    reading.join();
    CHECK(was_cancelled);
}
