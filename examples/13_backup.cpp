// SPDX-License-Identifier: BSL-1.0
//
// A copy of an open database, taken while others write; and one that is stopped half-way.

#include <lithe/operations.hpp>

#include <atomic>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
using lithe::count, lithe::from;

struct Item {
    std::int64_t id = 0;
    std::string text{};
};

int main() {
    lithe::database db{"app.db"};
    db.create_tables<Item>();
    db.insert_all(std::vector<Item>(5000, Item{.text = std::string(200, 'x')}));

    std::atomic<bool> stop{false};
    std::thread writing([&] {
        while (!stop)
            db.insert(Item{.text = "while it is copied"});
    });

    // The state of one commit; under its name only when it is whole, checked and flushed.
    int steps = 0;
    db.backup("copy.db", {.on_progress = [&](lithe::backup_progress const&) { ++steps; },
                          .pages_per_step = 100});
    lithe::vacuum_into(db, "compact.db");

    lithe::stop_source source;
    try {
        db.backup("never.db", {.on_progress = [&](auto const&) { source.request_stop(); },
                               .pages_per_step = 1,
                               .stop = source.get_token()});
    } catch (lithe::cancelled const&) {
        std::cout << "stopped; never.db is "
                  << (std::filesystem::exists("never.db") ? "there" : "not there") << '\n';
    }
    stop = true;
    writing.join();

    lithe::database copy{"copy.db"};
    bool const whole = copy.fetch_one(from<Item>().select(count())) >= 5000;
    std::cout << "copied in " << (steps > 1 ? "several steps" : "one step") << ", "
              << (whole ? "whole" : "not whole") << '\n';
}
