// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/metrics.hpp>

#include <lithe/operations.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::from;
using namespace std::chrono_literals;

namespace metrics_test {

struct Item {
    std::int64_t id = 0;
    std::string text{};
};

}  // namespace metrics_test

using metrics_test::Item;

TEST_CASE("metrics: writes, reads, waits, the file and its statements") {
    scratch_folder const folder;
    lithe::database db{folder.file("a.db"), {.readers = 2, .queue_capacity = 77}};
    db.create_tables<Item>();
    auto const before = db.metrics();
    for (int at = 0; at < 10; ++at)
        db.insert(Item{.text = "x"});
    CHECK_THROWS(db.write([](lithe::transaction&) { throw std::runtime_error("no"); }));
    for (int at = 0; at < 5; ++at)
        static_cast<void>(db.find<Item>(1));
    lithe::metrics const now = db.metrics();
    CHECK(now.writer.condition == lithe::writer_condition::running);
    CHECK(now.writer.acknowledged - before.writer.acknowledged == 10);
    CHECK(now.writer.transactions - before.writer.transactions == 10);
    CHECK(now.writer.failed - before.writer.failed == 1);
    CHECK(now.writer.wait.count() - before.writer.wait.count() == 11);
    CHECK(now.writer.batch.count() - before.writer.batch.count() == 11);
    CHECK(now.writer.busy_time > before.writer.busy_time);
    CHECK(now.writer.external_commits == 0);
    CHECK(now.queue.capacity == 77);
    CHECK(now.queue.depth == 0);
    CHECK(now.readers.reads - before.readers.reads == 5);
    CHECK(now.readers.size == 2);
    CHECK(now.readers.lent == 0);
    CHECK(now.storage.wal > 0);
    CHECK(now.storage.database >= 0);
    CHECK(now.storage.disk_free > 0);
    CHECK(now.since_open > before.since_open);
    CHECK_FALSE(now.statements.empty());
}

TEST_CASE("metrics: what waits and what is old is seen while it is so") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.create_tables<Item>();
    std::atomic<bool> inside{false};
    std::atomic<bool> end{false};
    std::atomic<int> line{0};
    std::thread reading([&] {
        line = __LINE__ + 1;
        db.read([&](lithe::reader&) {  // the oldest
            inside = true;
            while (!end)
                std::this_thread::sleep_for(1ms);
        });
    });
    while (!inside)
        std::this_thread::yield();
    std::this_thread::sleep_for(30ms);
    CHECK_THROWS_AS(db.read([](lithe::reader&) {}, {.deadline = 5ms}), lithe::deadline_exceeded);
    std::atomic<bool> release{false};
    auto slow = db.async_write([&](lithe::transaction&) {
        while (!release)
            std::this_thread::sleep_for(1ms);
    });
    auto waiting = db.async_write([](lithe::transaction& tx) { tx.insert(Item{}); });
    std::this_thread::sleep_for(120ms);
    auto const now = db.metrics();
    CHECK(now.queue.depth == 2);
    CHECK(now.readers.lent == 1);
    CHECK(now.readers.waited == 1);
    CHECK(now.readers.timeouts == 1);
    CHECK(now.readers.wait.count() == 1);
    CHECK(now.readers.oldest_age >= 20ms);
    CHECK(now.readers.oldest_site.line == line);
    release = true;
    waiting.get();
    slow.get();
    end = true;
    reading.join();
    CHECK(db.metrics().readers.lent == 0);
}

TEST_CASE("metrics: checkpoints are counted, and what an old reader keeps from being moved") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto const fill = [&] {
        db.write([](lithe::transaction& tx) {
            for (int at = 0; at < 1500; ++at)
                tx.insert(Item{.text = std::string(4000, 'x')});
        });
        db.insert(Item{});
    };
    fill();
    auto const runs = db.metrics().checkpoints.runs;
    CHECK(runs >= 1);
    {
        auto const old = db.snapshot();
        fill();
        fill();
        fill();
        CHECK(db.metrics().checkpoints.frames_left > 0);
        CHECK(db.metrics().checkpoints.starved > 0);
        CHECK(db.metrics().readers.held == 1);
    }
    CHECK(db.metrics().checkpoints.failures == 0);
    CHECK(db.metrics().checkpoints.time.count() > runs);
}

TEST_CASE("metrics: of a database that is only read") {
    scratch_folder const folder;
    {
        lithe::database db{folder.file("a.db")};
        db.create_tables<Item>();
    }
    lithe::database const db{folder.file("a.db"), {.mode = lithe::open::read_only}};
    CHECK(db.fetch_all(from<Item>()).empty());
    CHECK(db.metrics().writer.condition == lithe::writer_condition::none);
    CHECK(lithe::check_health(db).ready);
}
