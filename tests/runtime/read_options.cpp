// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/read_options.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace read_options_test {

struct Item {
    std::int64_t id = 0;
};

}  // namespace read_options_test

using read_options_test::Item;

namespace {

constexpr auto endless =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) "
    "SELECT count(*) FROM n";

void run_endlessly(lithe::reader& r) {
    lithe_test::run_sql(r.native_handle(), endless);
}

std::int64_t one(lithe::reader& r) {
    return lithe_test::number(r.native_handle(), "SELECT 1");
}

/// Keeps all readers lent until it ends.
class occupied {
public:
    explicit occupied(lithe::database const& db) {
        thread_ = std::thread([this, &db] {
            db.read([this](lithe::reader&) {
                in_ = true;
                while (!end_)
                    std::this_thread::sleep_for(1ms);
            });
        });
        while (!in_)
            std::this_thread::yield();
    }
    ~occupied() {
        end_ = true;
        thread_.join();
    }

private:
    std::atomic<bool> in_{false};
    std::atomic<bool> end_{false};
    std::thread thread_;
};

}  // namespace

TEST_CASE("read: a deadline interrupts its query, and the reader is good for the next") {
    auto const db = lithe::database::in_memory({.readers = 1});
    auto const began = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(db.read(run_endlessly, {.deadline = 30ms}), lithe::deadline_exceeded);
    CHECK(std::chrono::steady_clock::now() - began >= 30ms);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
    CHECK(db.read(one) == 1);
    CHECK(db.read(one, {.deadline = 10s}) == 1);
}

TEST_CASE("read: a stop token interrupts its query") {
    auto const db = lithe::database::in_memory({.readers = 1});
    lithe::stop_source stop;
    std::thread later([&] {
        std::this_thread::sleep_for(20ms);
        stop.request_stop();
    });
    CHECK_THROWS_AS(db.read(run_endlessly, {.stop = stop.get_token()}), lithe::cancelled);
    later.join();
    CHECK_THROWS_AS(db.read(one, {.stop = stop.get_token()}), lithe::cancelled);  // asked already
    CHECK(db.read(one) == 1);
}

TEST_CASE("read: the wait for a reader has the same deadline and token") {
    auto const db = lithe::database::in_memory({.readers = 1});
    {
        occupied const all(db);
        CHECK_THROWS_AS(db.read(one, {.deadline = 20ms}), lithe::deadline_exceeded);
        lithe::stop_source stop;
        std::thread later([&] {
            std::this_thread::sleep_for(20ms);
            stop.request_stop();
        });
        CHECK_THROWS_AS(db.read(one, {.stop = stop.get_token()}), lithe::cancelled);
        later.join();
    }
    CHECK_THROWS_AS(db.read(one, {.deadline = 0ms}), lithe::deadline_exceeded);  // as a write
}

TEST_CASE("read: deadline and token are asked before each statement, be they all short") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.create_tables<Item>();
    int ran = 0;
    auto const pause_and_ask = [&](lithe::reader& r) {
        for (; ran < 500; ++ran) {
            r.fetch_all(lithe::from<Item>());
            std::this_thread::sleep_for(2ms);
        }
    };
    CHECK_THROWS_AS(db.read(pause_and_ask, {.deadline = 20ms}), lithe::deadline_exceeded);
    CHECK(ran < 500);
    ran = 0;
    lithe::stop_source stop;
    auto const stop_in_it = [&](lithe::reader& r) {
        r.fetch_all(lithe::from<Item>());
        stop.request_stop();
        r.fetch_all(lithe::from<Item>());
        ++ran;
    };
    CHECK_THROWS_AS(db.read(stop_in_it, {.stop = stop.get_token()}), lithe::cancelled);
    CHECK(ran == 0);
    auto const snapshot = db.snapshot();
    CHECK_THROWS_AS(snapshot.read(pause_and_ask, {.deadline = 20ms}), lithe::deadline_exceeded);
    CHECK(ran < 500);
    CHECK(db.read(one) == 1);
}

TEST_CASE("read, write: a deadline below zero is an error, not none") {
    auto db = lithe::database::in_memory({.readers = 1});
    CHECK_THROWS_AS(db.read(one, {.deadline = -1ms}), std::invalid_argument);
    CHECK_THROWS_AS(db.read(one, {.deadline = std::chrono::hours(-1)}), std::invalid_argument);
    CHECK(db.read(one, {.deadline = lithe::no_deadline}) == 1);
    auto const snapshot = db.snapshot();
    CHECK_THROWS_AS(snapshot.read(one, {.deadline = -1ms}), std::invalid_argument);
    CHECK(snapshot.read(one) == 1);
    auto const nothing = [](lithe::transaction&) {};
    CHECK_THROWS_WITH(db.write(nothing, {.deadline = -1ms}),
                      "lithe: option .deadline: must be 0 or more, or lithe::no_deadline");
    CHECK_THROWS_AS(db.async_write(nothing, {.deadline = -1ms}), std::invalid_argument);
    db.write(nothing, {.deadline = lithe::no_deadline});
}

TEST_CASE("read: max_read_age ends what holds its snapshot too long, in many short queries too") {
    auto db = lithe::database::in_memory({.readers = 2, .max_read_age = 30ms});
    db.create_tables<Item>();
    CHECK_THROWS_AS(db.read(run_endlessly), lithe::deadline_exceeded);
    CHECK_THROWS_AS(db.read([](lithe::reader& r) {
        for (;;)
            r.fetch_all(lithe::from<Item>());
    }),
                    lithe::deadline_exceeded);
    CHECK(db.read(one) == 1);
    auto const snapshot = db.snapshot();
    CHECK(snapshot.read(one) == 1);
    CHECK_THROWS_AS(snapshot.read(run_endlessly), lithe::deadline_exceeded);
    CHECK_THROWS_AS(snapshot.read(one), lithe::deadline_exceeded);  // it does not get younger
    CHECK(db.snapshot().read(one) == 1);
}

TEST_CASE("set_readers: more may read at a time, and fewer") {
    auto db = lithe::database::in_memory({.readers = 1});
    {
        occupied const first(db);
        CHECK_THROWS_AS(db.read(one, {.deadline = 5ms}), lithe::deadline_exceeded);
        db.set_readers(2);
        CHECK(db.read(one, {.deadline = 5s}) == 1);
    }
    db.set_readers(1);
    {
        occupied const first(db);
        CHECK_THROWS_AS(db.read(one, {.deadline = 5ms}), lithe::deadline_exceeded);
    }
    CHECK(db.read(one) == 1);
    CHECK_THROWS_AS(db.set_readers(0), std::invalid_argument);
}
