// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_calls.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::from;
using namespace std::chrono_literals;

namespace write_calls_test {

struct Entry {
    std::int64_t id = 0;
    std::int64_t value = 0;

    static constexpr auto schema() {
        return lithe::table("entries", lithe::primary_key<&Entry::id>);
    }
};

}  // namespace write_calls_test

using write_calls_test::Entry;

namespace {

// Holds the writer thread in a callback for as long as it lives.
class held_writer {
public:
    explicit held_writer(lithe::database& db)
        : job_(db.async_write(lithe::run_once, [this](lithe::transaction&) {
              held_ = true;
              while (!released_)
                  std::this_thread::yield();
          })) {
        while (!held_)
            std::this_thread::yield();
    }
    ~held_writer() {
        released_ = true;
        job_.wait();
    }

private:
    std::atomic<bool> held_{false};
    std::atomic<bool> released_{false};
    lithe::future<void> job_;
};

template <class Error, class Call>
bool throws(Call call) {
    try {
        call();
    } catch (Error const&) {
        return true;
    }
    return false;
}

auto const insert = [](lithe::transaction& tx) { return tx.insert(Entry{.value = 1}); };

std::size_t rows(lithe::database& db) {
    return db.fetch_all(from<Entry>()).size();
}

}  // namespace

TEST_CASE("write: a caller whose deadline passes leaves at once, and its write never runs") {
    auto db = lithe::database::in_memory();
    db.create_tables<Entry>();
    {
        held_writer const held(db);
        auto const started = std::chrono::steady_clock::now();
        CHECK(throws<lithe::deadline_exceeded>([&] { db.write(insert, {.deadline = 5ms}); }));
        CHECK(std::chrono::steady_clock::now() - started < 10s);
        lithe::stop_source stop;
        std::thread stopping([&] {
            std::this_thread::sleep_for(5ms);
            stop.request_stop();
        });
        CHECK(throws<lithe::cancelled>([&] { db.write(insert, {.stop = stop.get_token()}); }));
        stopping.join();
        auto late = db.async_write(insert, {.deadline = 1ms});
        auto fine =
            db.async_write(insert, {.deadline = 1h, .stop = lithe::stop_source().get_token()});
        CHECK_FALSE(late.wait_for(5ms));
        static_cast<void>(fine);
    }
    db.barrier();
    CHECK(rows(db) == 1);
    CHECK(db.write(insert, {.deadline = 1h}) == 2);
}

TEST_CASE("write: a deadline and a stop token between two statements undo the write") {
    auto db = lithe::database::in_memory();
    db.create_tables<Entry>();
    CHECK(throws<lithe::deadline_exceeded>([&] {
        db.write(
            [](lithe::transaction& tx) {
                for (;;)
                    tx.insert(Entry{});
            },
            {.deadline = 20ms});
    }));
    lithe::stop_source stop;
    CHECK(throws<lithe::cancelled>([&] {
        db.write(
            [&](lithe::transaction& tx) {
                tx.transact([&](lithe::transaction& nested) {
                    nested.insert(Entry{});
                    stop.request_stop();
                    nested.insert(Entry{});
                });
            },
            {.stop = stop.get_token()});
    }));
    CHECK(rows(db) == 0);
}

TEST_CASE(
    "write: a full queue is rejected, or waited for until the deadline, in number and bytes") {
    auto db = lithe::database::in_memory({.queue_capacity = 3, .queue_bytes = 4096});
    db.create_tables<Entry>();
    {
        held_writer const held(db);
        CHECK(throws<lithe::queue_full>([&] {
            static_cast<void>(
                db.async_write(insert, {.when_full = lithe::when_full::reject, .bytes = 4096}));
        }));
        CHECK(throws<lithe::queue_full>(
            [&] { static_cast<void>(db.async_write(insert, {.bytes = 1'000'000})); }));
        auto second = db.async_write(insert);
        CHECK(throws<lithe::deadline_exceeded>(
            [&] { static_cast<void>(db.async_write(insert, {.deadline = 2ms, .bytes = 3900})); }));
        auto third = db.async_write(insert);
        CHECK(throws<lithe::queue_full>(
            [&] { db.write(insert, {.when_full = lithe::when_full::reject}); }));
        lithe::stop_source stop;
        stop.request_stop();
        CHECK(throws<lithe::cancelled>([&] { db.write(insert, {.stop = stop.get_token()}); }));
    }
    CHECK(db.insert(Entry{}) == 3);

    auto rejecting =
        lithe::database::in_memory({.queue_capacity = 1, .when_full = lithe::when_full::reject});
    rejecting.create_tables<Entry>();
    held_writer const held(rejecting);
    CHECK(throws<lithe::queue_full>([&] { rejecting.insert(Entry{}); }));
}

TEST_CASE("write: callers that wait for room get it in the order of arrival") {
    auto db = lithe::database::in_memory({.queue_capacity = 1});
    db.create_tables<Entry>();
    std::vector<std::thread> threads;
    {
        held_writer const held(db);
        for (int number = 1; number <= 4; ++number) {
            threads.emplace_back([&db, number] { db.insert(Entry{.value = number}); });
            std::this_thread::sleep_for(20ms);
        }
    }
    for (auto& thread : threads)
        thread.join();
    for (auto const& entry : db.fetch_all(from<Entry>()))
        CHECK(entry.value == entry.id);
}

TEST_CASE("write: interactive overtakes bulk, and neither is forgotten") {
    auto db = lithe::database::in_memory();
    db.create_tables<Entry>();
    lithe::future<std::int64_t> bulk;
    lithe::future<std::int64_t> interactive;
    {
        held_writer const held(db);
        bulk = db.async_write(insert, {.lane = lithe::bulk});
        interactive = db.async_write(insert);
    }
    CHECK(interactive.get() == 1);
    CHECK(bulk.get() == 2);
}

TEST_CASE("write: every commit has its place; a durable write and a barrier return") {
    scratch_folder const folder;
    lithe::database db{folder / "a.db"};
    db.create_tables<Entry>();
    auto const before = db.last_commit();
    auto first = db.async_write(insert);
    auto failing = db.async_write([](lithe::transaction&) { throw std::out_of_range("mine"); });
    auto second = db.async_write(insert, {.durability = lithe::durable});
    second.wait();
    first.wait();
    failing.wait();
    CHECK(first.commit_seq() == before + 1);
    CHECK(failing.commit_seq() == 0);
    CHECK(second.commit_seq() == before + 2);
    CHECK(db.last_commit() == before + 2);
    static_cast<void>(db.write(insert, {.durability = lithe::relaxed}));
    db.barrier();
    db.barrier();
}

TEST_CASE("write: exclusive runs between transactions") {
    auto db = lithe::database::in_memory();
    db.create_tables<Entry>();
    db.insert(Entry{});
    auto const count = db.write(lithe::exclusive, [](lithe::connection& c) {
        c.execute_script("VACUUM; ATTACH ':memory:' AS other; DETACH other");
        return c.transact([](lithe::transaction& tx) { return tx.insert(Entry{}); });
    });
    CHECK(count == 2);
    auto pending =
        db.async_write(lithe::exclusive, [](lithe::connection& c) { c.execute_script("REINDEX"); });
    pending.get();
    CHECK(throws<lithe::error>(
        [&] { db.write(lithe::exclusive, [](lithe::connection& c) { c.execute_script("x"); }); }));
    CHECK(rows(db) == 2);
}

TEST_CASE("write: a transaction that is kept, and what its callback may not run") {
    auto db = lithe::database::in_memory();
    db.create_tables<Entry>();
    lithe::transaction* kept = nullptr;
    db.write([&](lithe::transaction& tx) { kept = &tx; });
    CHECK(throws<std::logic_error>([&] { kept->insert(Entry{}); }));
    try {
        db.write([](lithe::transaction& tx) { tx.session().run("COMMIT"); });
        FAIL("not refused");
    } catch (lithe::error const& failure) {
        CHECK(std::string(failure.what()).find("COMMIT") != std::string::npos);
        CHECK(failure.code() == SQLITE_AUTH);
    }
}

TEST_CASE("write: what a comparison threw undoes it, also caught, and beside an open stream") {
    static constexpr lithe::named_collation<"throws"> throwing{};
    auto db = lithe::database::in_memory({.on_open = [](lithe::connection& c) {
        c.create_collation(throwing,
                           [](auto, auto) -> int { throw std::runtime_error("no order"); });
    }});
    db.create_tables<Entry>();
    db.insert_all({Entry{}, Entry{}});
    auto const wrong_read =
        lithe::sql<"SELECT count(*) FROM entries WHERE 'a' = ?1 COLLATE throws">.as<std::int64_t>(
            "b");
    auto const wrong_write =
        lithe::sql<"UPDATE entries SET value = 77 WHERE id = 1 AND 'a' = ?1 COLLATE throws">("b");
    constexpr char const* told = "collation throws: no order (SQLITE_ERROR)";
    CHECK_THROWS_WITH(db.write([&](lithe::transaction& tx) {
        try {
            for (Entry const& each : tx.stream(from<Entry>())) {
                tx.execute(wrong_write);
                FAIL(each.id);
            }
        } catch (lithe::error const& thrown) {
            CHECK(thrown.what() == std::string(told));
        }
        CHECK_THROWS_WITH(tx.insert(Entry{}), told);
    }),
                      told);
    CHECK(rows(db) == 2);
    CHECK(db.get<Entry>(1).value == 0);
    // A savepoint alone.
    db.write([&](lithe::transaction& tx) {
        for (Entry const& each : tx.stream(from<Entry>())) {
            CHECK_THROWS_WITH(tx.transact([&](lithe::transaction& inner) {
                inner.update(Entry{.id = each.id, .value = 77});
                inner.fetch_all(wrong_read);
            }),
                              told);
        }
        tx.insert(Entry{.id = 9});
    });
    CHECK(rows(db) == 3);
    CHECK(db.get<Entry>(1).value == 0);
    CHECK_THROWS_WITH(db.fetch_one(wrong_read), told);
}
