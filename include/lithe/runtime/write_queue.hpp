#pragma once
// SPDX-License-Identifier: BSL-1.0
// The way of a write to the writer thread: callers push onto a lock-free stack, the writer takes
// all of it and turns it round. The number of jobs between push and completion is bounded: who
// comes when it is full waits for room.

#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/sleep.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/error.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// Many producers, one consumer.
class write_queue {
public:
    explicit write_queue(std::size_t capacity) noexcept
        : capacity_(static_cast<std::int64_t>(capacity)) {}

    /// Queues `job`; when the queue is full, waits for room or, with `may_wait` false, throws
    /// queue_full.
    ///
    /// Errors: closed after close(); the job is not queued then.
    void push(write_job& job, bool may_wait) {
        reserve(may_wait);
        job.next = newest_.load(std::memory_order_relaxed);
        while (!newest_.compare_exchange_weak(job.next, &job)) {
        }
        wake();
    }

    /// Takes everything that is queued, in the order of arrival, to the end of `list`. Consumer
    /// only.
    void take(job_list& list) noexcept {
        if (newest_.load(std::memory_order_relaxed) != nullptr) {
            list.append_reversed(newest_.exchange(nullptr, std::memory_order_acquire));
        }
    }

    /// Whether something is queued now.
    bool has_jobs() const noexcept { return newest_.load(std::memory_order_relaxed) != nullptr; }

    /// Sleeps until something is queued. Consumer only.
    ///
    /// Returns: false when closed and every job was released.
    bool wait() noexcept {
        for (;;) {
            asleep_.store(1);  // sequentially consistent, as the push before wake(): one of both
                               // sees the other
            if (newest_.load() != nullptr) {
                asleep_.store(0, std::memory_order_relaxed);
                return true;
            }
            if (used_.load() == closed_bit) {
                asleep_.store(0, std::memory_order_relaxed);
                return false;
            }
            sleep_while(asleep_, 1);
        }
    }

    /// Jobs between push and release, those that are about to be pushed included.
    std::size_t in_use() const noexcept {
        return static_cast<std::size_t>(used_.load(std::memory_order_relaxed) & ~closed_bit);
    }

    /// Makes room for `count` jobs, which have run. Consumer only.
    void release(std::size_t count) noexcept {
        used_.fetch_sub(static_cast<std::int64_t>(count));
        if (blocked_.load() != 0) {
            room_.fetch_add(1);
            wake_all(room_);
        }
    }

    /// Refuses further jobs; those in the queue stay there for the consumer.
    void close() noexcept {
        used_.fetch_or(closed_bit);
        room_.fetch_add(1);
        wake_all(room_);
        wake();
    }

private:
    static constexpr std::int64_t closed_bit = std::int64_t{1} << 62;

    void reserve(bool may_wait) {
        auto used = used_.load(std::memory_order_relaxed);
        for (;;) {
            if ((used & closed_bit) != 0) {
                throw closed("lithe: write(): the database is closed");
            }
            if (used < capacity_) {
                if (used_.compare_exchange_weak(used, used + 1)) {
                    return;
                }
                continue;
            }
            if (!may_wait) {
                throw queue_full(
                    "lithe: async_write(): the queue is full and its own writer thread cannot wait "
                    "for room");
            }
            auto const generation = room_.load();
            blocked_.fetch_add(1);
            used = used_.load();
            if (used >= capacity_ && (used & closed_bit) == 0) {
                sleep_while(room_, generation);
                used = used_.load();
            }
            blocked_.fetch_sub(1);
        }
    }

    void wake() noexcept {
        if (asleep_.load() != 0 && asleep_.exchange(0) != 0) {
            wake_one(asleep_);
        }
    }

    // What producers and the consumer hammer on are on lines of their own.
    alignas(64) std::atomic<write_job*> newest_{nullptr};
    alignas(64) std::atomic<std::int64_t> used_{0};
    alignas(64) sleeping_word asleep_{0};
    sleeping_word room_{0};                 // counts the times room was made
    std::atomic<std::int32_t> blocked_{0};  // producers that wait for it
    std::int64_t capacity_;
};

}  // namespace detail
}  // namespace lithe::inline v0
