// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/completion.hpp>

#include <lithe/runtime/spin.hpp>

#include "support/catch.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

namespace {

struct test_completion : lithe::detail::completion {};

struct note_run final : lithe::detail::continuation {
    int runs = 0;
    void run() noexcept override { ++runs; }
};

}  // namespace

TEST_CASE("completion: is ready once completed") {
    test_completion done;
    CHECK_FALSE(done.ready());
    CHECK(done.complete() == nullptr);
    CHECK(done.ready());
    done.wait();
    CHECK(done.wait_until(std::chrono::steady_clock::now()));
}

TEST_CASE("completion: a timed wait gives up, and can be repeated") {
    test_completion done;
    CHECK_FALSE(done.wait_until(std::chrono::steady_clock::now() + 1ms));
    CHECK_FALSE(done.wait_until(std::chrono::steady_clock::now() - 1s));
    std::thread other([&] {
        std::this_thread::sleep_for(5ms);
        done.complete();
    });
    CHECK(done.wait_until(std::chrono::steady_clock::now() + 1min));
    other.join();
    CHECK(done.wait_until(std::chrono::steady_clock::now()));
}

TEST_CASE("completion: a continuation is handed to the completing side, or withdrawn") {
    note_run next;
    test_completion first;
    REQUIRE(first.continue_with(next));
    CHECK(first.complete() == &next);

    test_completion second;
    REQUIRE(second.continue_with(next));
    CHECK(second.withdraw(next));
    CHECK(second.complete() == nullptr);
    CHECK_FALSE(second.continue_with(next));
    CHECK_FALSE(second.withdraw(next));
}

// Each lives on the waiting thread's stack and is destroyed the moment wait() returns: what the
// completing thread did after that would be found by the address and thread sanitizers.
TEST_CASE("completion: the completing thread lets go before the waiting one returns") {
    constexpr int rounds = 20'000;
    std::atomic<test_completion*> posted{nullptr};
    std::thread completing([&] {
        for (int round = 0; round < rounds; ++round) {
            test_completion* done = nullptr;
            while ((done = posted.exchange(nullptr)) == nullptr)
                std::this_thread::yield();
            if (round % 3 == 0)
                std::this_thread::yield();
            done->complete();
        }
    });
    int timeouts = 0;
    for (int round = 0; round < rounds; ++round) {
        std::optional<test_completion> done(std::in_place);
        posted = &*done;
        if (round % 4 == 3) {
            while (!done->wait_until(std::chrono::steady_clock::now() + 20us))
                ++timeouts;
        } else {
            if (round % 4 == 2)
                lithe::detail::spin_until([&] { return done->ready(); }, 5us);
            done->wait();
        }
        CHECK_FALSE(!done->ready());
        done.reset();
    }
    completing.join();
    CHECK(timeouts >= 0);
}
