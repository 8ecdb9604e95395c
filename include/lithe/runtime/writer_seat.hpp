#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Who works with the writer's connection: the writer thread or, when it has nothing to do, a lone
// caller in its place. A hand-over between two threads costs more than a write of one statement;
// who may take the seat writes without one.

#include <lithe/runtime/sleep.hpp>

#include <atomic>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// One seat; callers never wait for it, and the writer thread is the next when it wants it.
class writer_seat {
public:
    /// By a caller. Returns: whether it has the seat now.
    bool try_take() noexcept {
        auto seen = vacant;
        return word_.compare_exchange_strong(seen, of_a_caller, std::memory_order_acquire,
                                             std::memory_order_relaxed);
    }

    /// Whose it was a moment ago.
    bool is_vacant() const noexcept { return word_.load(std::memory_order_relaxed) == vacant; }
    bool is_of_a_caller() const noexcept {
        auto const seen = word_.load(std::memory_order_relaxed);
        return seen == of_a_caller || seen == awaited;
    }

    /// By the caller that has it.
    void give_back() noexcept {
        auto seen = of_a_caller;
        if (word_.compare_exchange_strong(seen, vacant, std::memory_order_release,
                                          std::memory_order_relaxed))
            return;
        word_.store(of_the_writer, std::memory_order_release);  // it waits
        wake_one(word_);
    }

    /// By the writer thread: waits until the seat is its own.
    void take_for_writer() noexcept {
        auto seen = vacant;
        while (!word_.compare_exchange_strong(seen, seen == vacant ? of_the_writer : awaited,
                                              std::memory_order_acquire)) {
        }
        while (word_.load(std::memory_order_acquire) != of_the_writer)
            sleep_while(word_, awaited);
    }

    /// By the writer thread, which has it.
    void leave_by_writer() noexcept { word_.store(vacant, std::memory_order_release); }

private:
    static constexpr std::int32_t vacant = 0;
    static constexpr std::int32_t of_a_caller = 1;
    static constexpr std::int32_t awaited = 2;  // of a caller, and the writer waits
    static constexpr std::int32_t of_the_writer = 3;

    alignas(64) sleeping_word word_{vacant};
};

}  // namespace detail
}  // namespace lithe::inline v0
