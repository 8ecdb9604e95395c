// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/backup.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::count;
using lithe::from;
using namespace std::chrono_literals;

namespace backup_test {

struct Item {
    std::int64_t id = 0;
    std::string text{};
};
struct Total {
    std::int64_t id = 0;
    std::int64_t items = 0;
};

}  // namespace backup_test

using backup_test::Item;
using backup_test::Total;

namespace {

std::size_t files_in(std::filesystem::path const& folder) {
    std::size_t found = 0;
    for (auto const& each : std::filesystem::directory_iterator(folder))
        found += each.exists() ? 1U : 0U;
    return found;
}

lithe::database filled(std::string const& path, int items) {
    lithe::database db{path};
    db.create_tables<Item, Total>();
    db.insert(Total{.id = 1, .items = items});
    std::vector<Item> rows(static_cast<std::size_t>(items));
    for (auto& row : rows)
        row.text = std::string(500, 'x');
    db.insert_all(rows);
    return db;
}

/// An item and the count of them, in one transaction: a copy that is not of one commit shows it.
void add_item(lithe::transaction& tx) {
    tx.insert(Item{.text = std::string(300, 'y')});
    auto total = tx.get<Total>(1);
    ++total.items;
    tx.update(total);
}

bool is_consistent(std::string const& path) {
    lithe::database const copy{path, {.mode = lithe::open::immutable}};
    return copy.read([](lithe::reader& r) {
        return r.fetch_one(from<Item>().select(count())) == r.get<Total>(1).items;
    });
}

}  // namespace

TEST_CASE("backup: one commit's state, never begun again, while others write") {
    scratch_folder const folder;
    scratch_folder const copies;
    auto db = filled(folder.file("a.db"), 4000);
    std::atomic<bool> stop{false};
    std::atomic<int> written{0};
    std::vector<std::thread> writers;
    for (int at = 0; at < 2; ++at) {
        writers.emplace_back([&] {
            while (!stop) {
                db.write(add_item);
                ++written;
            }
        });
    }
    for (int round = 0; round < 3; ++round) {
        std::int64_t last = 0;
        int steps_back = 0;
        std::int64_t total = 0;
        int changes_of_total = -1;
        db.backup(copies.file("copy.db"), {.on_progress =
                                               [&](lithe::backup_progress const& now) {
                                                   steps_back += now.done < last ? 1 : 0;
                                                   last = now.done;
                                                   changes_of_total += now.total != total ? 1 : 0;
                                                   total = now.total;
                                               },
                                           .pages_per_step = 50});
        CHECK(steps_back == 0);
        CHECK(changes_of_total == 0);
        CHECK(last == total);
        CHECK(is_consistent(copies.file("copy.db")));
        CHECK(files_in(copies / "") == 1);
        lithe::vacuum_into(db, copies.file("compact.db"));
        CHECK(is_consistent(copies.file("compact.db")));
        std::filesystem::remove(copies.file("compact.db"));
    }
    stop = true;
    for (auto& writer : writers)
        writer.join();
    CHECK(written > 0);
}

TEST_CASE("backup: stopped, or ended by its progress, it leaves nothing") {
    scratch_folder const folder;
    scratch_folder const copies;
    auto const db = filled(folder.file("a.db"), 2000);
    lithe::stop_source source;
    int steps = 0;
    auto const stop_after_two = [&](lithe::backup_progress const&) {
        if (++steps == 2)
            source.request_stop();
    };
    CHECK_THROWS_AS(db.backup(copies.file("copy.db"), {.on_progress = stop_after_two,
                                                       .pages_per_step = 10,
                                                       .stop = source.get_token()}),
                    lithe::cancelled);
    CHECK(steps == 2);
    CHECK(files_in(copies / "") == 0);
    CHECK_THROWS_AS(lithe::vacuum_into(db, copies.file("copy.db"), {.stop = source.get_token()}),
                    lithe::cancelled);
    CHECK_THROWS_AS(db.backup(copies.file("copy.db"), {.on_progress =
                                                           [](lithe::backup_progress const&) {
                                                               throw std::runtime_error("mine");
                                                           }}),
                    std::runtime_error);
    CHECK_THROWS_AS(db.backup(copies.file("no/folder/copy.db")), lithe::error);
    CHECK_THROWS_AS(db.backup(folder.file("a.db")), lithe::error);
    CHECK_THROWS_AS(db.backup(copies.file("copy.db"), {.pages_per_step = 0}),
                    std::invalid_argument);
    CHECK(files_in(copies / "") == 0);
    CHECK(db.read([](lithe::reader& r) { return r.get<Total>(1).items; }) == 2000);
}

TEST_CASE("backup: its progress may read and write, and close() is an error there") {
    scratch_folder const folder;
    scratch_folder const copies;
    auto db = filled(folder.file("a.db"), 10);
    int steps = 0;
    db.backup(copies.file("copy.db"), {.on_progress = [&](lithe::backup_progress const&) {
                  ++steps;
                  db.write(add_item);
                  CHECK(db.fetch_one(from<Item>().select(count())) == 10 + steps);
                  CHECK_THROWS_AS(db.close(), lithe::reentrant_call);
              }});
    CHECK(steps > 0);
    CHECK(is_consistent(copies.file("copy.db")));
    db.close();
}

TEST_CASE("backup: keeps to its rate; close() ends it") {
    scratch_folder const folder;
    scratch_folder const copies;
    auto db = filled(folder.file("a.db"), 1000);  // about 600 kB
    auto const began = std::chrono::steady_clock::now();
    db.backup(copies.file("copy.db"), {.pages_per_step = 16, .rate = 3'000'000});
    auto const taken = std::chrono::steady_clock::now() - began;
    CHECK(taken >= 100ms);
    CHECK(is_consistent(copies.file("copy.db")));

    std::atomic<bool> running{false};
    std::atomic<bool> was_closed{false};
    std::thread copying([&] {
        try {
            db.backup(copies.file("slow.db"),
                      {.on_progress = [&](lithe::backup_progress const&) { running = true; },
                       .pages_per_step = 1,
                       .rate = 1000});
        } catch (lithe::closed const&) {
            was_closed = true;
        }
    });
    while (!running)
        std::this_thread::yield();
    db.close();
    copying.join();
    CHECK(was_closed);
    CHECK_FALSE(std::filesystem::exists(copies.file("slow.db")));
}
