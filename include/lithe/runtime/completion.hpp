#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The hand-over of one result from the writer thread to the one party that waits for it: by
// sleeping, by sleeping with a limit, or by a continuation. The object may live on the stack of the
// waiting thread and be gone as soon as it is completed, so the completing thread wakes the other
// by what it took out of the object in the same step: its parking place, which is never freed.

#include <lithe/runtime/sleep.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace lithe::inline v0 {
namespace detail {

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

/// Where one thread sleeps. Waking it once too often is harmless.
class alignas(64) parking_place {
public:
    /// Sleeps until `done()`, which is asked again after each wake().
    template <class Predicate>
    void sleep_until(Predicate done) noexcept {
        for (;;) {
            auto const wakes = wakes_.load(std::memory_order_acquire);
            if (done())
                return;
            sleep_while(wakes_, wakes);
        }
    }

    /// As sleep_until(done), but not beyond `deadline`. Returns: done().
    template <class Predicate>
    bool sleep_until(Predicate done, std::chrono::steady_clock::time_point deadline) noexcept {
        for (;;) {
            auto const wakes = wakes_.load(std::memory_order_acquire);
            if (done())
                return true;
            if (std::chrono::steady_clock::now() >= deadline)
                return false;
            sleep_while_until(wakes_, wakes, deadline);
        }
    }

    void wake() noexcept {
        wakes_.fetch_add(1, std::memory_order_release);
        wake_one(wakes_);
    }

    /// The place of this thread: lent from a list that only grows, given back when the thread ends,
    /// so that a late wake() of an ended thread finds a place, be it another thread's by now.
    static parking_place& of_this_thread() {
        thread_local tenant const own;
        return own.place;
    }

private:
    struct vacancies {
        std::mutex mutex;
        parking_place* first = nullptr;
    };
    struct tenant {
        tenant() : place(rent()) {}
        tenant(tenant const&) = delete;
        tenant& operator=(tenant const&) = delete;
        ~tenant() {
            std::lock_guard const lock(vacant().mutex);
            place.next_ = vacant().first;
            vacant().first = &place;
        }
        parking_place& place;
    };

    static vacancies& vacant() {
        static auto& all = *new vacancies;  // never destroyed: threads may end after main
        return all;
    }
    static parking_place& rent() {
        std::lock_guard const lock(vacant().mutex);
        if (auto* const place = vacant().first) {
            vacant().first = place->next_;
            return *place;
        }
        return *new parking_place;
    }

    // int32_t: what the platforms' own wait primitives take, without a table of proxies.
    sleeping_word wakes_{0};
    parking_place* next_ = nullptr;
};

/// Completed once, by the writer thread; waited for by at most one thread at a time.
class completion {
public:
    completion() = default;
    completion(completion const&) = delete;
    completion& operator=(completion const&) = delete;

    bool ready() const noexcept { return state_.load(std::memory_order_acquire) == completed; }

    /// Returns when completed. Afterwards the completing thread touches this object no more.
    void wait() {
        auto& place = parking_place::of_this_thread();
        auto seen = pending;
        if (state_.compare_exchange_strong(seen, tagged(&place, is_sleeper)))
            place.sleep_until([this] { return ready(); });
    }

    /// Returns: whether it was completed before `deadline`.
    bool wait_until(std::chrono::steady_clock::time_point deadline) {
        auto& place = parking_place::of_this_thread();
        auto seen = pending;
        if (!state_.compare_exchange_strong(seen, tagged(&place, is_sleeper)))
            return true;
        if (place.sleep_until([this] { return ready(); }, deadline))
            return true;
        seen = tagged(&place, is_sleeper);
        return !state_.compare_exchange_strong(seen, pending);
    }

    /// Leaves `next` to be run on completion.
    ///
    /// Returns: false if completed already; then `next` is not run.
    bool continue_with(continuation& next) noexcept {
        auto seen = pending;
        return state_.compare_exchange_strong(seen, tagged(&next, is_continuation));
    }

    /// Takes back the continuation that was left.
    ///
    /// Returns: false if it has been handed out to be run.
    bool withdraw(continuation& next) noexcept {
        auto seen = tagged(&next, is_continuation);
        return state_.compare_exchange_strong(seen, pending);
    }

    /// By the party that would wait, when it no longer will.
    ///
    /// Returns: false if completed already; then nobody touches this object any more.
    bool leave() noexcept {
        auto seen = pending;
        return state_.compare_exchange_strong(seen, left);
    }

    /// Called once, when the result is in place; unless it was left, the object may be gone when
    /// this returns.
    ///
    /// Returns: the continuation to run, if any.
    continuation* complete() noexcept {
        bool nobody_waits = false;
        return complete(nobody_waits);
    }
    /// As complete(), and says whether leave() came before.
    continuation* complete(bool& was_left) noexcept {
        auto const waiting = state_.exchange(completed);
        was_left = waiting == left;
        if (waiting == pending || was_left)
            return nullptr;
        auto const address = waiting & ~tag_bits;
        if ((waiting & tag_bits) == is_continuation)
            return reinterpret_cast<continuation*>(address);
        reinterpret_cast<parking_place*>(address)->wake();
        return nullptr;
    }

protected:
    ~completion() = default;

private:
    using word = std::uintptr_t;

    // A small number, or an address with its kind in the lowest bits.
    static constexpr word tag_bits = 3;
    static constexpr word is_sleeper = 1;
    static constexpr word is_continuation = 2;
    static constexpr word pending = 0;
    static constexpr word completed = 4;
    static constexpr word left = 8;

    template <class Object>
    static word tagged(Object* object, word tag) noexcept {
        static_assert(alignof(Object) > tag_bits);
        return reinterpret_cast<word>(object) | tag;
    }

    std::atomic<word> state_{pending};
};

}  // namespace detail
}  // namespace lithe::inline v0
