#pragma once
// SPDX-License-Identifier: BSL-1.0
// The hand-over of one result from the writer thread to the one party that waits for it: by
// sleeping, by sleeping with a limit, or by a continuation. No mutex and no condition variable of
// its own: the state is the atomic slept on, which is what makes 8 callers of group commit 3-4
// times as fast as a queue with a condition variable.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace lithe::inline v0 {
namespace detail {

/// One turn of a spin loop: tells the core, not the scheduler, that this is one.
inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/// Asks `predicate` again and again for at most `limit`.
///
/// Returns: whether it became true.
template <class Predicate>
bool spin_until(Predicate predicate, std::chrono::nanoseconds limit) noexcept {
    if (limit <= std::chrono::nanoseconds::zero()) {
        return predicate();
    }
    auto const deadline = std::chrono::steady_clock::now() + limit;
    do {
        for (int turn = 0; turn < 16; ++turn) {
            if (predicate()) {
                return true;
            }
            relax();
        }
    } while (std::chrono::steady_clock::now() < deadline);
    return predicate();
}

/// The moment `limit` from now. More than a year counts as one: the clock's range would overflow.
template <class Rep, class Period>
std::chrono::steady_clock::time_point deadline_after(std::chrono::duration<Rep, Period> limit) {
    constexpr auto longest = std::chrono::hours(24 * 365);
    auto const now = std::chrono::steady_clock::now();
    if (limit >= longest)
        return now + longest;
    if (limit <= limit.zero())
        return now;
    return now + std::chrono::ceil<std::chrono::steady_clock::duration>(limit);
}

/// What runs when a completion is reached by then() or co_await.
class continuation {
public:
    virtual void run() noexcept = 0;

    continuation* following = nullptr;  // the writer's list of what it has to run

protected:
    ~continuation() = default;
};

/// Where timed waits sleep: std::atomic has no wait with a limit, and few waits have one, so all
/// share this.
struct timed_waits {
    std::mutex mutex;
    std::condition_variable changed;

    static timed_waits& instance() {
        static auto& all =
            *new timed_waits;  // never destroyed: a database of static storage may close after main
        return all;
    }
};

/// Completed once, by the writer thread; waited for by at most one thread at a time.
class completion {
public:
    completion() = default;
    completion(completion const&) = delete;
    completion& operator=(completion const&) = delete;

    bool ready() const noexcept { return state_.load(std::memory_order_acquire) >= completed; }

    /// Returns when completed. Afterwards the completing thread touches this object no more, so
    /// that it may live on the waiting thread's stack.
    void wait(std::chrono::nanoseconds spin = {}) noexcept {
        if (spin_until([this] { return ready(); }, spin)) {
            return;
        }
        auto seen = pending;
        if (!state_.compare_exchange_strong(seen, sleeping)) {
            return;
        }
        while (state_.load(std::memory_order_acquire) == sleeping) {
            state_.wait(sleeping);
        }
        // The completing thread is between its notify_one() and its last store: nanoseconds, unless
        // it was preempted exactly there.
        while (state_.load(std::memory_order_acquire) != released) {
            std::this_thread::yield();
        }
    }

    /// Returns: whether it was completed before `deadline`.
    bool wait_until(std::chrono::steady_clock::time_point deadline) {
        auto seen = pending;
        if (!state_.compare_exchange_strong(seen, sleeping_timed)) {
            return true;
        }
        auto& waits = timed_waits::instance();
        std::unique_lock lock(waits.mutex);
        auto const is_released = [this] {
            return state_.load(std::memory_order_acquire) == released;
        };
        if (waits.changed.wait_until(lock, deadline, is_released)) {
            return true;
        }
        seen = sleeping_timed;
        if (state_.compare_exchange_strong(seen, pending)) {
            return false;
        }
        waits.changed.wait(
            lock, is_released);  // completed in this instant: the completing thread is at the mutex
        return true;
    }

    /// Leaves `next` to be run on completion.
    ///
    /// Returns: false if completed already; then `next` is not run.
    bool continue_with(continuation& next) noexcept {
        next_ = &next;
        auto seen = pending;
        return state_.compare_exchange_strong(seen, continued);
    }

    /// Takes a continuation back that was left by continue_with.
    ///
    /// Returns: false if it has been handed out to be run.
    bool withdraw() noexcept {
        auto seen = continued;
        return state_.compare_exchange_strong(seen, pending);
    }

    /// Called once, when the result is in place.
    ///
    /// Returns: the continuation to run, if any. The object may be gone when this returns without
    /// one.
    continuation* complete() noexcept {
        // Sequentially consistent, as the sleeping side's: the exchange must not pass the waiter's
        // announcement.
        switch (state_.exchange(completed)) {
            case sleeping:
                state_.notify_one();
                state_.store(released, std::memory_order_release);
                return nullptr;
            case sleeping_timed: {
                auto& waits = timed_waits::instance();
                {
                    std::lock_guard const lock(waits.mutex);
                    state_.store(released, std::memory_order_release);
                }
                waits.changed.notify_all();
                return nullptr;
            }
            case continued:
                return next_;
            default:
                return nullptr;
        }
    }

protected:
    ~completion() = default;

private:
    // int32_t, because that is what the platforms' wait primitives take without a table of proxies.
    static constexpr std::int32_t pending = 0;
    static constexpr std::int32_t sleeping = 1;        // a thread sleeps in wait()
    static constexpr std::int32_t sleeping_timed = 2;  // a thread sleeps in wait_until()
    static constexpr std::int32_t continued = 3;       // next_ is to be run
    static constexpr std::int32_t completed = 4;       // done; final unless a thread slept
    static constexpr std::int32_t released = 5;        // done, and the sleeping thread may leave

    std::atomic<std::int32_t> state_{pending};
    continuation* next_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
