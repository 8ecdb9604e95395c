// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/sleep.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/plugin.hpp"

#include <thread>
#include <vector>

using namespace lithe::detail;

TEST_CASE("nobody sleeps on a number that has changed") {
    sleeping_word word{1};
    sleep_while(word, 0);
    CHECK(word == 1);
}

TEST_CASE("who changes the number wakes one sleeper, or all") {
    sleeping_word word{0};
    std::atomic<int> awake{0};
    std::vector<std::thread> sleepers;
    for (int at = 0; at < 4; ++at) {
        sleepers.emplace_back([&] {
            while (word.load() == 0)
                sleep_while(word, 0);
            ++awake;
        });
    }
    word = 1;
    wake_one(word);
    wake_all(word);
    for (auto& sleeper : sleepers)
        sleeper.join();
    CHECK(awake == 4);
}

TEST_CASE("a sleep with a limit ends at the limit, or when it is woken") {
    using clock = std::chrono::steady_clock;
    sleeping_word word{0};
    auto const deadline = clock::now() + std::chrono::milliseconds(5);
    while (clock::now() < deadline)
        sleep_while_until(word, 0, deadline);
    sleep_while_until(word, 0, clock::now() - std::chrono::seconds(1));
    std::thread sleeper([&] {
        auto const late = clock::now() + std::chrono::hours(1);
        while (word.load() == 0)
            sleep_while_until(word, 0, late);
    });
    word = 1;
    wake_one(word);
    sleeper.join();
    CHECK(word == 1);
}

// std::atomic::wait kept its sleepers in a table of the program's own and one of the plugin's, and
// waking looked into the wrong one.
TEST_CASE("a plugin with symbols of its own waits on the program's writer, and is woken") {
    auto db = lithe::database::in_memory();
    lithe_test::plugin const hidden("database_hidden");
    auto* const use = hidden.function<int(lithe::database*, int, int)>("lithe_plugin_database");
    for (int callers : {1, 2, 8})
        CHECK(use(&db, callers, 50) == 0);
}
