// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/future.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <coroutine>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

using lithe::future;
using lithe::detail::future_access;
using lithe::detail::future_state;
using namespace std::chrono_literals;

namespace {

int some_database = 0;

// What a queued job is to its future: the party that completes it.
template <class Result>
class promise {
public:
    explicit promise(bool* destroyed = nullptr) : state_(new test_state(destroyed)) {}
    promise(promise const&) = delete;
    promise& operator=(promise const&) = delete;

    future<Result> get_future() { return future_access::make<Result>(state_); }

    template <class Task>
    void complete_with(Task task) {
        state_->fill(task);
        auto* const next = state_->complete_shared();
        if (next != nullptr)
            next->run();
    }

private:
    class test_state final : public future_state<Result> {
    public:
        explicit test_state(bool* destroyed)
            : future_state<Result>(&some_database), destroyed_(destroyed) {}
        ~test_state() override {
            if (destroyed_ != nullptr)
                *destroyed_ = true;
        }

    private:
        bool* destroyed_;
    };
    test_state* state_;
};

// A coroutine that starts at once and frees itself at its end.
struct detached {
    struct promise_type {
        detached get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

}  // namespace

static_assert(!std::is_copy_constructible_v<future<int>>);
static_assert(std::is_nothrow_move_constructible_v<future<int>>);
static_assert(std::is_nothrow_move_assignable_v<future<int>>);

TEST_CASE("future: get gives the result out once") {
    promise<std::unique_ptr<int>> made;
    auto result = made.get_future();
    CHECK(result.valid());
    CHECK_FALSE(result.ready());
    made.complete_with([] { return std::make_unique<int>(7); });
    CHECK(result.ready());
    CHECK(*result.get() == 7);
    CHECK_FALSE(result.valid());
    CHECK_THROWS_AS(result.get(), std::logic_error);
    CHECK_THROWS_AS(result.wait(), std::logic_error);
    CHECK_THROWS_AS(result.ready(), std::logic_error);
    CHECK_THROWS_AS(future<int>().get(), std::logic_error);
}

TEST_CASE("future: an exception is rethrown by get") {
    promise<void> made;
    auto result = made.get_future();
    made.complete_with([] { throw std::out_of_range("no"); });
    result.wait();
    CHECK_THROWS_AS(result.get(), std::out_of_range);
}

TEST_CASE("future: waits for another thread, with and without a limit") {
    promise<std::string> made;
    auto result = made.get_future();
    CHECK_FALSE(result.wait_for(1ms));
    CHECK_FALSE(result.wait_for(0s));
    CHECK_FALSE(result.wait_for(-1h));
    std::thread other([&] {
        std::this_thread::sleep_for(2ms);
        made.complete_with([] { return std::string("late"); });
    });
    CHECK(result.wait_for(std::chrono::hours::max()));
    CHECK(result.get() == "late");
    other.join();
}

TEST_CASE("future: the state lives until both sides let go") {
    bool destroyed = false;
    {
        promise<int> made(&destroyed);
        {
            auto const dropped = made.get_future();
        }
        CHECK_FALSE(destroyed);
        made.complete_with([] { return 1; });
        CHECK(destroyed);
    }
    destroyed = false;
    {
        promise<int> made(&destroyed);
        auto result = made.get_future();
        made.complete_with([] { return 1; });
        auto moved = std::move(result);
        CHECK_FALSE(result.valid());  // NOLINT: moved from on purpose
        CHECK_FALSE(destroyed);
        moved = future<int>();
        CHECK(destroyed);
    }
}

TEST_CASE("future: then continues with the value, skips on an error") {
    promise<int> made;
    bool called = false;
    auto text = made.get_future()
                    .then([](int value) { return std::to_string(value + 1); })
                    .then([&](std::string const& value) {
                        called = true;
                        return value + "!";
                    });
    CHECK_FALSE(text.ready());
    made.complete_with([] { return 41; });
    CHECK(called);
    CHECK(text.get() == "42!");

    promise<void> failing;
    auto skipped = failing.get_future().then([] { FAIL("an error skips the continuation"); });
    failing.complete_with([] { throw std::out_of_range("no"); });
    CHECK_THROWS_AS(skipped.get(), std::out_of_range);

    promise<void> throwing;
    auto thrown = throwing.get_future().then([]() -> int { throw std::length_error("no"); });
    throwing.complete_with([] {});
    CHECK_THROWS_AS(thrown.get(), std::length_error);
}

TEST_CASE("future: then on a result that is there runs at once") {
    promise<int> made;
    auto result = made.get_future();
    made.complete_with([] { return 1; });
    auto next = result.then([](int value) { return value * 2; });
    CHECK_FALSE(result.valid());
    CHECK(next.ready());
    CHECK(next.get() == 2);
}

TEST_CASE("future: a dropped continuation still runs") {
    bool destroyed = false;
    bool called = false;
    promise<int> made(&destroyed);
    {
        auto const dropped = made.get_future().then([&](int) { called = true; });
    }
    made.complete_with([] { return 1; });
    CHECK(called);
    CHECK(destroyed);
}

TEST_CASE("future: co_await suspends until the result is there") {
    promise<int> made;
    int seen = 0;
    auto waiting = [](future<int> result, int& out) -> detached { out = co_await result; };
    waiting(made.get_future(), seen);
    CHECK(seen == 0);
    made.complete_with([] { return 5; });
    CHECK(seen == 5);

    promise<int> there;
    auto result = there.get_future();
    there.complete_with([] { return 6; });
    waiting(std::move(result), seen);
    CHECK(seen == 6);

    promise<void> failing;
    auto catching = [](future<void> awaited, int& out) -> detached {
        try {
            co_await awaited;
        } catch (std::out_of_range const&) {
            out = -1;
        }
    };
    catching(failing.get_future(), seen);
    failing.complete_with([] { throw std::out_of_range("no"); });
    CHECK(seen == -1);
}

TEST_CASE("future: a coroutine that is destroyed while it waits is not resumed") {
    struct kept {
        struct promise_type {
            kept get_return_object() {
                return {std::coroutine_handle<promise_type>::from_promise(*this)};
            }
            std::suspend_never initial_suspend() noexcept { return {}; }
            std::suspend_always final_suspend() noexcept { return {}; }
            void return_void() {}
            void unhandled_exception() { std::terminate(); }
        };
        std::coroutine_handle<promise_type> handle;
    };
    bool destroyed = false;
    promise<int> made(&destroyed);
    auto waiting = [](future<int> result) -> kept { co_await result; };
    auto const suspended = waiting(made.get_future());
    suspended.handle.destroy();
    CHECK_FALSE(destroyed);
    made.complete_with([] { return 1; });
    CHECK(destroyed);
}

TEST_CASE("future: the writer thread does not wait for itself") {
    promise<int> made;
    auto result = made.get_future();
    {
        lithe::detail::access_record const inside(&some_database,
                                                  lithe::detail::access_kind::write_job);
        CHECK_THROWS_AS(result.get(), lithe::reentrant_call);
        CHECK_THROWS_AS(result.wait(), lithe::reentrant_call);
        CHECK_THROWS_AS(result.wait_for(1ms), lithe::reentrant_call);
        CHECK(result.valid());
        made.complete_with([] { return 3; });
        CHECK(result.get() == 3);  // there is nothing to wait for
    }
}
