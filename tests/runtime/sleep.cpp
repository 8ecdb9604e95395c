// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/sleep.hpp>

#include "support/catch.hpp"

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
