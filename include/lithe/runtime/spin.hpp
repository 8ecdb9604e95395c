#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Waiting without sleep, for as long as it pays. A hand-over between two threads that spin costs
// 1 µs, through the scheduler 20-50; but a thread that spins for something that does not come, or
// that keeps the core from the thread it waits for, costs its whole limit, each time.

#include <atomic>
#include <chrono>
#include <cstddef>
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
    auto const deadline = std::chrono::steady_clock::now() + limit;
    do {
        for (int turn = 0; turn < 16; ++turn) {
            if (predicate())
                return true;
            relax();
        }
    } while (std::chrono::steady_clock::now() < deadline);
    return predicate();
}

/// Spins while that succeeds. After a failure the next 8 waits do without, after each further one
/// twice as many, up to 128: with a disk that takes a millisecond, or when the scheduler has put
/// both threads on one core (each wait then cost 125 µs instead of 12), it is as good as off.
///
/// Threads: any; the counts are a guess, and a lost one does no harm.
class spin_budget {
public:
    /// Returns: whether `predicate` became true while spinning; at once false if that does not pay.
    template <class Predicate>
    bool spin(Predicate predicate) noexcept {
        if (auto const skipped = skips_.load(std::memory_order_relaxed); skipped > 0) {
            skips_.store(skipped - 1, std::memory_order_relaxed);
            return predicate();
        }
        if (spin_until(predicate, limit)) {
            failures_.store(0, std::memory_order_relaxed);
            return true;
        }
        auto const failures = failures_.load(std::memory_order_relaxed);
        skips_.store(8 << failures, std::memory_order_relaxed);
        if (failures < 4)
            failures_.store(failures + 1, std::memory_order_relaxed);
        return false;
    }

    // Longer than a write with its hand-over, and about what the scheduler would cost instead.
    static constexpr std::chrono::nanoseconds limit = std::chrono::microseconds(50);

private:
    std::atomic<int> skips_{0};     // waits that do without
    std::atomic<int> failures_{0};  // in a row
};

/// How many callers are about: a moving average of the jobs under way when a batch has ended, and
/// for how long it was one.
///
/// Threads: one notes batches, any asks and notes another caller; a lost note does no harm.
class caller_average {
public:
    void note(std::size_t jobs) noexcept {
        auto const now = static_cast<int>(jobs < 64 ? jobs : 64) * one;
        auto const before = average_.load(std::memory_order_relaxed);
        average_.store(before + (now - before) / 4, std::memory_order_relaxed);
        auto const alone = alone_.load(std::memory_order_relaxed);
        if (jobs > 1) {
            alone_.store(0, std::memory_order_relaxed);
        } else if (alone < long_alone) {
            alone_.store(alone + 1, std::memory_order_relaxed);
        }
    }
    /// A caller met another one.
    void note_another() noexcept { alone_.store(0, std::memory_order_relaxed); }

    /// Up to two: with more, spinning threads take the cores from those that have work (104 k
    /// against 42 k writes/s with 8 callers on 2 cores).
    bool may_spin() const noexcept {
        return several_cores_ && average_.load(std::memory_order_relaxed) <= 2 * one + one / 4;
    }
    /// Whether there has been one for a while. Of two, if one writes in the writer's place and the
    /// other hands over, each waits for the other asleep, and a write takes a third longer.
    bool is_one() const noexcept { return alone_.load(std::memory_order_relaxed) >= long_alone; }

private:
    static constexpr int one = 16;
    static constexpr int long_alone = 256;  // batches: with 32 two callers come back here too often

    std::atomic<int> average_{one};
    std::atomic<int> alone_{long_alone};
    bool const several_cores_ = std::thread::hardware_concurrency() > 1;
};

}  // namespace detail
}  // namespace lithe::inline v0
