#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Sleeping on an atomic number. std::atomic::wait would do, but libstdc++ counts its sleepers in a
// variable of which a program and a plugin may each have their own: the one then never wakes the
// other. The kernel's futex knows the address alone.

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <atomic>
#include <chrono>
#include <climits>
#include <cstdint>
#if !defined(__linux__)
#include <thread>
#endif

namespace lithe::inline v0::detail {

using sleeping_word = std::atomic<std::int32_t>;

#if defined(__linux__)

// The value's representation is the first and only thing in it.
static_assert(sizeof(sleeping_word) == sizeof(std::int32_t) && sleeping_word::is_always_lock_free);

inline void futex(sleeping_word& word, int operation, int value,
                  long const* limit = nullptr) noexcept {
    syscall(SYS_futex, reinterpret_cast<std::int32_t*>(&word), operation, value, limit, nullptr, 0);
}

/// Sleeps unless `word` differs from `value`, until it is woken; may return without a reason.
/// Source: https://man7.org/linux/man-pages/man2/futex.2.html
inline void sleep_while(sleeping_word& word, std::int32_t value) noexcept {
    futex(word, FUTEX_WAIT_PRIVATE, value);
}
/// As sleep_while, but not beyond `deadline`.
inline void sleep_while_until(sleeping_word& word, std::int32_t value,
                              std::chrono::steady_clock::time_point deadline) noexcept {
    std::int64_t const left =
        std::chrono::nanoseconds(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0)
        return;
    // SYS_futex takes two longs on every architecture, whatever time_t is.
    long const limit[2] = {static_cast<long>(left / 1'000'000'000),
                           static_cast<long>(left % 1'000'000'000)};
    futex(word, FUTEX_WAIT_PRIVATE, value, limit);
}
/// Wakes one thread that sleeps on `word`, which was changed before.
inline void wake_one(sleeping_word& word) noexcept {
    futex(word, FUTEX_WAKE_PRIVATE, 1);
}
/// Wakes all of them.
inline void wake_all(sleeping_word& word) noexcept {
    futex(word, FUTEX_WAKE_PRIVATE, INT_MAX);
}

#else

inline void sleep_while(sleeping_word& word, std::int32_t value) noexcept {
    word.wait(value);
}
// std::atomic has no wait with a limit: naps of a millisecond.
inline void sleep_while_until(sleeping_word& word, std::int32_t value,
                              std::chrono::steady_clock::time_point deadline) noexcept {
    for (auto now = std::chrono::steady_clock::now(); word.load() == value && now < deadline;
         now = std::chrono::steady_clock::now()) {
        auto const nap = std::chrono::steady_clock::duration(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(deadline - now < nap ? deadline - now : nap);
    }
}
inline void wake_one(sleeping_word& word) noexcept {
    word.notify_one();
}
inline void wake_all(sleeping_word& word) noexcept {
    word.notify_all();
}

#endif

}  // namespace lithe::inline v0::detail
