// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/failing_vfs.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using lithe::col;
using lithe::from;
using namespace std::chrono_literals;

namespace database_test {

struct Item {
    std::int64_t id = 0;
    std::int64_t producer = 0;
    std::int64_t number = 0;
    std::string name{};

    static constexpr auto schema() {
        return lithe::table("items", lithe::primary_key<&Item::id>, lithe::unique<&Item::name>);
    }
};

// Its table has a row with the last key that the field can hold.
struct Full {
    std::int32_t id = 0;
    int mark = 0;

    static constexpr auto schema() { return lithe::table("full", lithe::primary_key<&Full::id>); }
};

}  // namespace database_test

using database_test::Item;

namespace {

auto const all_items = from<Item>().order_by(col<&Item::id>);

template <class Error, class Call>
bool throws(Call call) {
    try {
        call();
    } catch (Error const&) {
        return true;
    }
    return false;
}

Item item(std::int64_t producer, std::int64_t number) {
    return {.producer = producer,
            .number = number,
            .name = std::to_string(producer) + "/" + std::to_string(number)};
}

}  // namespace

static_assert(!std::is_copy_constructible_v<lithe::database>);
static_assert(std::is_nothrow_move_constructible_v<lithe::database>);

TEST_CASE("database: writes, reads, and what they return") {
    scratch_folder const folder;
    lithe::database db{folder / "a.db"};
    db.create_tables<Item>();
    auto const id = db.write([](lithe::transaction& tx) { return tx.insert(item(1, 1)); });
    static_assert(std::is_same_v<decltype(id), std::int64_t const>);
    db.write([&](lithe::transaction& tx) {
        tx.insert(item(1, 2));
        CHECK(tx.fetch_all(all_items).size() == 2);  // its own writes
    });
    auto const names = db.read([](lithe::reader& reader) {
        std::vector<std::string> result;
        for (auto const& row : reader.fetch_all(all_items))
            result.push_back(row.name);
        return result;
    });
    CHECK(names == std::vector<std::string>{"1/1", "1/2"});
    auto const moved_out = db.write([](lithe::transaction&) { return std::make_unique<int>(3); });
    CHECK(*moved_out == 3);
    auto const& by_value =
        db.read([&](lithe::reader&) -> std::string const& { return names.front(); });
    CHECK(by_value == "1/1");
    db.read([](lithe::reader&) {});
}

TEST_CASE("database: an exception undoes its write alone and comes back to its caller") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    CHECK(throws<std::out_of_range>([&] {
        db.write([](lithe::transaction& tx) {
            tx.insert(item(1, 1));
            throw std::out_of_range("mine");
        });
    }));
    db.insert(item(1, 2));
    CHECK(throws<lithe::constraint_error>([&] { db.insert(item(1, 2)); }));
    CHECK(throws<std::out_of_range>(
        [&] { db.read([](lithe::reader&) { throw std::out_of_range("mine"); }); }));
    CHECK(db.fetch_all(all_items).size() == 1);
}

TEST_CASE("database: async_write, its future, and a future that is dropped") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    auto first = db.async_write([](lithe::transaction& tx) { return tx.insert(item(1, 1)); });
    static_assert(std::is_same_v<decltype(first), lithe::future<std::int64_t>>);
    auto failing = db.async_write([](lithe::transaction& tx) { tx.insert(item(1, 1)); });
    static_cast<void>(db.async_write([](lithe::transaction& tx) { tx.insert(item(1, 2)); }));
    auto owned = std::make_unique<Item>(item(1, 3));
    auto moved_in = db.async_write(
        [kept = std::move(owned)](lithe::transaction& tx) { return tx.insert(*kept); });
    auto const id = first.get();
    CHECK(throws<lithe::constraint_error>([&] { failing.get(); }));
    CHECK(moved_in.wait_for(1min));
    CHECK(moved_in.get() > id);
    CHECK(db.fetch_all(all_items).size() == 3);
    auto once =
        db.async_write(lithe::run_once, [](lithe::transaction& tx) { return tx.erase<Item>(1); });
    CHECK(once.get());
}

TEST_CASE(
    "database: co_await and then continue on the writer thread, where they may read and queue") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    struct detached {
        struct promise_type {
            detached get_return_object() { return {}; }
            std::suspend_never initial_suspend() noexcept { return {}; }
            std::suspend_never final_suspend() noexcept { return {}; }
            void return_void() {}
            void unhandled_exception() { std::terminate(); }
        };
    };
    std::atomic<std::int64_t> total{0};
    auto chain = [](lithe::database& on, std::atomic<std::int64_t>& out) -> detached {
        auto const id =
            co_await on.async_write([](lithe::transaction& tx) { return tx.insert(item(1, 1)); });
        auto const next =
            co_await on.async_write([](lithe::transaction& tx) { return tx.insert(item(1, 2)); });
        out = id + next;
    };
    chain(db, total);
    while (total == 0)
        std::this_thread::yield();
    CHECK(total == 3);

    // What is attached to a write that is done runs at once, here: so the write waits for it.
    std::atomic<bool> attached{false};
    auto checked = db.async_write([&](lithe::transaction& tx) {
                         while (!attached)
                             std::this_thread::yield();
                         return tx.insert(item(1, 3));
                     }).then([&](std::int64_t id) {
        CHECK(throws<lithe::reentrant_call>([&] { db.insert(item(1, 4)); }));
        CHECK(throws<lithe::reentrant_call>(
            [&] { db.async_write([](lithe::transaction&) {}).get(); }));
        CHECK(throws<lithe::reentrant_call>([&] { db.close(); }));
        return db.get<Item>(id).name;
    });
    attached = true;
    CHECK(checked.get() == "1/3");
}

TEST_CASE("database: a continuation reads also while every reader waits for the writer") {
    auto db = lithe::database::in_memory({.readers = 1});
    db.create_tables<Item>();
    auto const id = db.insert(item(1, 1));
    auto const name = db.read([&](lithe::reader&) {
        // What is attached to a write that is done runs at once, here: so the write waits for it.
        std::atomic<bool> attached{false};
        auto next = db.async_write([&](lithe::transaction&) {
                          while (!attached)
                              std::this_thread::yield();
                      }).then([&] { return db.get<Item>(id).name; });
        attached = true;
        return next.get();
    });
    CHECK(name == "1/1");
}

TEST_CASE("database: eight producers, each write acknowledged once and present") {
    constexpr int producers = 8;
    constexpr int each = 1000;
    scratch_folder const folder;
    lithe::database db{folder / "a.db", {.queue_capacity = 5}};
    db.create_tables<Item>();
    std::atomic<int> acknowledged{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int producer = 0; producer < producers; ++producer) {
        threads.emplace_back([&, producer] {
            for (int number = 0; number < each; ++number) {
                // Every tenth one violates the UNIQUE name: it fails alone, in whatever batch it
                // is.
                auto row = item(producer, number);
                if (number % 10 == 9)
                    row.name = "taken";
                auto const write = [&row](lithe::transaction& tx) {
                    tx.insert(Item{.name = row.name + "'"});
                    tx.insert(row);
                };
                try {
                    if (number % 2 == 0) {
                        db.write(write);
                    } else {
                        db.async_write(write).get();
                    }
                    ++acknowledged;
                } catch (lithe::constraint_error const& failure) {
                    refused += failure.kind() == lithe::constraint_kind::unique ? 1 : 1000;
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(acknowledged == producers * each * 9 / 10 + 1);  // "taken" was free once
    CHECK(acknowledged + refused == producers * each);
    auto const rows = db.fetch_all(from<Item>().where(col<&Item::id> > 0));
    CHECK(rows.size() == static_cast<std::size_t>(2 * acknowledged));
    db.close();
    CHECK_FALSE(std::filesystem::exists(folder / "a.db-wal"));
    lithe::database again{folder / "a.db", {.mode = lithe::open::existing}};
    CHECK(again.fetch_all(all_items).size() == rows.size());
}

TEST_CASE("database: a read is one snapshot, taken when it starts") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    db.read([&](lithe::reader& reader) {
        auto written = db.async_write([](lithe::transaction& tx) { tx.insert(item(1, 1)); });
        written.get();  // neither hangs nor is BUSY
        CHECK(reader.fetch_all(all_items).empty());
        CHECK(reader.fetch_all(all_items).empty());
    });
    CHECK(db.fetch_all(all_items).size() == 1);
}

TEST_CASE("database: readers never see a part of a write, while one is written") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0};
    std::atomic<int> reads{0};
    std::vector<std::thread> readers;
    for (int index = 0; index < 2; ++index) {
        readers.emplace_back([&] {
            while (!stop) {
                auto const count = db.fetch_all(all_items).size();
                torn += count % 2 == 0 ? 0 : 1;
                ++reads;
            }
        });
    }
    for (int number = 0; number < 200 || reads < 20; ++number) {
        db.write([&](lithe::transaction& tx) {
            tx.insert(item(1, number));
            tx.insert(item(2, number));
            if (number >= 100)
                tx.execute(lithe::delete_from<Item>().where(col<&Item::number> == number));
        });
    }
    stop = true;
    for (auto& thread : readers)
        thread.join();
    CHECK(torn == 0);
}

TEST_CASE("database: re-entrancy is an error, not a deadlock") {
    auto db = lithe::database::in_memory({.readers = 1});
    auto other = lithe::database::in_memory();
    db.create_tables<Item>();
    other.create_tables<Item>();
    auto const write = [&] { db.write([](lithe::transaction&) {}); };
    auto const read = [&] { db.read([](lithe::reader&) {}); };
    auto const close = [&] { db.close(); };
    db.write([&](lithe::transaction&) {
        CHECK(throws<lithe::reentrant_call>(write));
        CHECK(throws<lithe::reentrant_call>(read));
        CHECK(throws<lithe::reentrant_call>(close));
        CHECK(throws<lithe::reentrant_call>([&] { db.insert(item(1, 1)); }));
        CHECK(throws<lithe::reentrant_call>([&] { db.fetch_all(all_items); }));
        CHECK(throws<lithe::reentrant_call>(
            [&] { db.async_write([](lithe::transaction&) {}).get(); }));
    });
    db.read([&](lithe::reader&) {
        CHECK(throws<lithe::reentrant_call>(write));
        CHECK(throws<lithe::reentrant_call>(read));
        CHECK(throws<lithe::reentrant_call>(close));
        CHECK(throws<lithe::reentrant_call>([&] { db.find<Item>(1); }));
        static_cast<void>(db.async_write([](lithe::transaction& tx) { tx.insert(item(1, 1)); }));
        other.insert(item(1, 1));  // another database nests
        CHECK(other.fetch_all(all_items).size() == 1);
    });
    db.write([](lithe::transaction&) {});  // behind the one queued inside the read
    CHECK(db.fetch_all(all_items).size() == 1);
}

TEST_CASE("database: a function of SQL that reads its own database is an error, not a deadlock") {
    lithe::database const* self = nullptr;
    int refused = 0;
    auto const peek = [&](std::int64_t) {
        refused += throws<lithe::reentrant_call>([&] { self->fetch_all(all_items); }) ? 1 : 0;
        return std::int64_t{5};
    };
    auto db = lithe::database::in_memory(
        {.readers = 1, .on_open = [&](lithe::connection& c) { c.create_function("peek", peek); }});
    db.create_tables<Item>();
    self = &db;
    constexpr auto peeking = lithe::sql<"SELECT peek(1)">.as<std::int64_t>();
    CHECK(db.fetch_all(peeking).at(0) == 5);
    CHECK(db.read([&](lithe::reader& r) { return r.fetch_all(peeking); }).at(0) == 5);
    CHECK(refused == 2);
    CHECK(db.fetch_all(all_items).empty());
}

TEST_CASE("database: its last owner may go on its writer thread, or in a read; it closes then") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    auto const reopened = [&] {  // once the other is closed, its claim is free
        for (int attempt = 0;; ++attempt) {
            try {
                return std::make_shared<lithe::database>(path);
            } catch (lithe::error const&) {
                if (attempt == 5000)
                    throw;
                std::this_thread::sleep_for(1ms);
            }
        }
    };
    auto db = reopened();
    db->create_tables<Item>();
    std::atomic<bool> go{false};
    auto const wait = [&go] {
        while (!go)
            std::this_thread::yield();
    };
    static_cast<void>(db->async_write([wait, db](lithe::transaction& tx) {
        wait();
        tx.insert(item(1, 1));
    }));
    db.reset();  // what is left is the task's
    go = true;
    db = reopened();
    CHECK(db->fetch_all(all_items).size() == 1);

    go = false;
    {
        auto done = db->async_write([wait](lithe::transaction& tx) {
                          wait();
                          tx.insert(item(1, 2));
                      }).then([db] {});
        db.reset();  // the continuation's
    }
    go = true;
    db = reopened();
    CHECK(db->fetch_all(all_items).size() == 2);
    CHECK(db->read([&](lithe::reader& r) {
        db.reset();
        return r.fetch_all(all_items).size();
    }) == 2);
    CHECK(reopened()->fetch_all(all_items).size() == 2);
}

TEST_CASE("database: a reader stays its callback's, however often another database is read in it") {
    auto one = lithe::database::in_memory();
    auto two = lithe::database::in_memory();
    one.create_tables<Item>();
    two.create_tables<Item>();
    two.insert(item(1, 1));
    one.read([&](lithe::reader& r) {
        for (int times = 0; times < 40; ++times) {
            REQUIRE(two.read([&](lithe::reader& inner) {
                return r.fetch_all(all_items).empty() && inner.fetch_all(all_items).size() == 1;
            }));
            REQUIRE(two.fetch_all(all_items).size() == 1);
        }
        CHECK(r.fetch_all(all_items).empty());
    });
}

TEST_CASE("database: run_once never runs twice") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    int runs = 0;
    CHECK(db.write(lithe::run_once, [&](lithe::transaction& tx) {
        ++runs;
        return tx.insert(item(1, 1));
    }) == 1);
    CHECK(throws<std::out_of_range>([&] {
        db.write(lithe::run_once, [&](lithe::transaction& tx) {
            ++runs;
            tx.insert(item(1, 2));
            throw std::out_of_range("mine");
        });
    }));
    CHECK(runs == 2);
    CHECK(db.fetch_all(all_items).size() == 1);
}

// Else a shared object with the task's code could not be unloaded when its last future is taken.
TEST_CASE("database: what a task holds is let go before its result is given out") {
    auto db = lithe::database::in_memory();
    auto const held = std::make_shared<int>(7);
    for (int turn = 0; turn < 500; ++turn) {
        auto written = db.async_write([held](lithe::transaction&) { return *held; });
        REQUIRE(std::move(written).get() == 7);
        REQUIRE(held.use_count() == 1);
        auto next =
            db.async_write([held](lithe::transaction&) { return *held; }).then([held](int) {});
        next.get();
        REQUIRE(held.use_count() == 1);
    }
}

TEST_CASE("database: after a failed flush writes stop and reads go on, until it is opened again") {
    lithe_test::failing_vfs const vfs;
    scratch_folder const folder;
    {
        lithe::database db{
            folder / "a.db",
            {.synchronous = lithe::synchronous::full, .vfs = lithe_test::failing_vfs::name}};
        db.create_tables<Item>();
        db.insert(item(1, 1));
        lithe_test::failing_vfs::sync_fails = true;
        CHECK(throws<lithe::commit_outcome_unknown>([&] { db.insert(item(1, 2)); }));
        lithe_test::failing_vfs::heal();
        CHECK(throws<lithe::not_committed>([&] { db.insert(item(1, 3)); }));
        CHECK(db.fetch_all(all_items).size() == 1);
    }
    lithe::database db{folder / "a.db"};
    db.insert(item(1, 3));
}

TEST_CASE("database: close drains, then everything is closed") {
    scratch_folder const folder;
    lithe::database db{folder / "a.db"};
    db.create_tables<Item>();
    std::vector<lithe::future<std::int64_t>> results;
    for (int number = 0; number < 500; ++number) {
        results.push_back(db.async_write(
            [number](lithe::transaction& tx) { return tx.insert(item(1, number)); }));
    }
    db.close();
    for (auto& result : results) {
        REQUIRE(result.ready());
        CHECK(result.get() > 0);
    }
    CHECK(throws<lithe::closed>([&] { db.insert(item(2, 1)); }));
    CHECK(throws<lithe::closed>(
        [&] { static_cast<void>(db.async_write([](lithe::transaction&) {})); }));
    CHECK(throws<lithe::closed>([&] { db.fetch_all(all_items); }));
    CHECK(throws<lithe::closed>([&] { db.read([](lithe::reader&) {}); }));
    db.close();
    CHECK(db.close(1s));
    lithe::database again{folder / "a.db"};
    CHECK(again.fetch_all(all_items).size() == 500);
}

TEST_CASE("database: close with a limit fails what has not begun") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    std::atomic<bool> started{false};
    auto running = db.async_write([&](lithe::transaction& tx) {
        started = true;
        std::this_thread::sleep_for(50ms);
        tx.insert(item(1, 1));
    });
    while (!started)
        std::this_thread::yield();
    auto waiting = db.async_write([](lithe::transaction& tx) { tx.insert(item(1, 2)); });
    CHECK_FALSE(db.close(1ms));
    running.get();
    CHECK(throws<lithe::closed>([&] { waiting.get(); }));
}

TEST_CASE("database: options are checked before the file exists") {
    scratch_folder const folder;
    CHECK(throws<std::invalid_argument>([&] { lithe::database{folder / "a.db", {.readers = 0}}; }));
    CHECK(throws<std::invalid_argument>(
        [&] { lithe::database{folder / "a.db", {.page_size = 1000}}; }));
    CHECK(throws<std::invalid_argument>(
        [&] { lithe::database{folder / "a.db", {.queue_capacity = 0}}; }));
    CHECK(throws<std::invalid_argument>([] { lithe::database{":memory:"}; }));
    CHECK(throws<std::invalid_argument>([] { lithe::database{""}; }));
    CHECK(throws<lithe::error>(
        [&] { lithe::database{folder / "a.db", {.mode = lithe::open::existing}}; }));
    CHECK(throws<lithe::error>(
        [&] { lithe::database{folder / "a.db", {.mode = lithe::open::read_only}}; }));
    CHECK_FALSE(std::filesystem::exists(folder / "a.db"));
}

TEST_CASE("database: read-only, beside its writer and of a file that nobody writes") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        lithe::database writing{path};
        writing.create_tables<Item>();
        lithe::database db{path, {.mode = lithe::open::read_only}};
        writing.insert(item(1, 1));
        CHECK(db.fetch_all(all_items).size() == 1);
        try {
            db.insert(item(1, 2));
            FAIL("it was written");
        } catch (lithe::error const& refused) {
            CHECK(refused.code() == SQLITE_READONLY);
        }
        CHECK(throws<lithe::error>(
            [&] { static_cast<void>(db.async_write([](lithe::transaction&) {})); }));
        CHECK(db.close(1s));
    }
    lithe::database const immutable{path, {.mode = lithe::open::immutable}};
}

TEST_CASE("database: in_memory is new each time, concurrent, and leaves nothing behind") {
    std::string path;
    {
        auto db = lithe::database::in_memory({.on_open = [&path](lithe::connection& opened) {
            path = sqlite3_db_filename(opened.native_handle(), "main");
        }});
        auto other = lithe::database::in_memory();
        db.create_tables<Item>();
        other.create_tables<Item>();
        db.insert(item(1, 1));
        CHECK(other.fetch_all(all_items).empty());
        CHECK(std::filesystem::exists(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(path).parent_path()));
}

TEST_CASE("database: on_open is called for every connection") {
    std::atomic<int> opened{0};
    auto db = lithe::database::in_memory(
        {.readers = 2, .on_open = [&](lithe::connection&) { ++opened; }});
    CHECK(opened == 1);
    db.create_tables<Item>();
    db.fetch_all(all_items);
    db.fetch_all(all_items);
    CHECK(opened == 2);
    CHECK(throws<std::out_of_range>([] {
        lithe::database::in_memory(
            {.on_open = [](lithe::connection&) { throw std::out_of_range("mine"); }});
    }));
}

TEST_CASE("database: moves, with its threads and its readers") {
    auto make = [] {
        auto made = lithe::database::in_memory();
        made.create_tables<Item>();
        made.insert(item(1, 1));
        return made;
    };
    auto db = make();
    auto moved = std::move(db);
    CHECK(moved.fetch_all(all_items).size() == 1);
    CHECK(throws<std::logic_error>(
        [&] { db.fetch_all(all_items); }));  // NOLINT: moved from on purpose
    db = std::move(moved);
    CHECK(db.insert(item(1, 2)) == 2);
}

TEST_CASE("database: beside a plain connection that writes, nobody is busy within the patience") {
    scratch_folder const folder;
    lithe::database first{folder / "a.db"};
    first.create_tables<Item>();
    lithe::connection second{folder / "a.db"};
    std::thread beside([&second] {
        for (int number = 0; number < 200; ++number)
            second.transact([number](lithe::transaction& tx) { tx.insert(item(2, number)); });
    });
    for (int number = 0; number < 200; ++number)
        first.insert(item(1, number));
    beside.join();
    CHECK(first.fetch_all(all_items).size() == 400);
}

TEST_CASE("database: a write that takes no notice of a key out of range leaves no row of it") {
    using database_test::Full;
    auto db = lithe::database::in_memory();
    db.create_tables<Full>();
    db.insert(Full{.id = INT32_MAX});
    auto const insert = [&] {
        db.write([](lithe::transaction& tx) {
            tx.insert(Full{.id = 1});
            CHECK(throws<lithe::conversion_error>([&] { tx.insert(Full{.mark = 1}); }));
        });
    };
    insert();
    CHECK(db.fetch_all(from<Full>()).size() == 2);
    CHECK(db.erase<Full>(1));
    // With a trigger the row cannot be taken back alone.
    db.execute(lithe::sql<"CREATE TABLE log(mark INTEGER)">());
    db.execute(lithe::sql<"CREATE TRIGGER logs AFTER INSERT ON full BEGIN "
                          "INSERT INTO log VALUES (new.mark); END">());
    CHECK(throws<lithe::error>(insert));
    CHECK(throws<lithe::conversion_error>([&] { db.insert(Full{.mark = 1}); }));
    CHECK(db.fetch_all(from<Full>()).size() == 1);
    CHECK(db.fetch_one(lithe::sql<"SELECT count(*) FROM log">.as<std::int64_t>()) == 0);
    CHECK(db.insert(Full{.id = 2}) == 2);
}
