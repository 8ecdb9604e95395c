#pragma once
// SPDX-License-Identifier: BSL-1.0
// The way of a write to the writer thread: callers push onto a lock-free stack, the writer takes
// all of it and turns it round. The jobs between push and completion are bounded in number and
// bytes: who comes when it is full waits for room, behind those who came before.

#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/sleep.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/error.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace lithe::inline v0 {
namespace detail {

/// Many producers, one consumer.
class write_queue {
public:
    write_queue(std::size_t capacity, std::size_t bytes) noexcept
        : capacity_(capacity), bytes_(bytes) {}

    /// Queues `job`; when the queue is full, waits for room or, with `may_wait` false, throws
    /// queue_full.
    ///
    /// Errors: closed after close(); deadline_exceeded, cancelled as the job's terms say;
    /// queue_full for a job of more bytes than the queue may have. The job is not queued then.
    void push(write_job& job, bool may_wait) {
        if (blocked_.load() != 0 || !reserve(job.terms.bytes))
            wait_for_room(job.terms, may_wait);
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

    /// Whether no job is between push and release, and none refused because of close().
    bool is_vacant() const noexcept { return used_.load() == 0; }

    /// Has wait() return `nothing` soon, or at once when it is called next. Any thread.
    void nudge() noexcept {
        nudged_.store(true);
        wake();
    }

    /// Whether something is queued now.
    bool has_jobs() const noexcept { return newest_.load(std::memory_order_relaxed) != nullptr; }

    enum class waited { jobs, ended, nothing };

    /// Sleeps until something is queued or nudge(), at the longest until `deadline`. Consumer only.
    ///
    /// Returns: jobs; ended when closed and every job was released; otherwise nothing.
    waited wait(std::chrono::steady_clock::time_point deadline =
                    (std::chrono::steady_clock::time_point::max)()) noexcept {
        bool const forever = deadline == (std::chrono::steady_clock::time_point::max)();
        for (;;) {
            asleep_.store(1);  // sequentially consistent, as the push before wake(): one of both
                               // sees the other
            auto const seen = newest_.load() != nullptr    ? waited::jobs
                              : used_.load() == closed_bit ? waited::ended
                                                           : waited::nothing;
            bool const nudged = nudged_.load() && nudged_.exchange(false);
            if (seen != waited::nothing || nudged ||
                (!forever && std::chrono::steady_clock::now() >= deadline)) {
                asleep_.store(0, std::memory_order_relaxed);
                return seen;
            }
            if (forever) {
                sleep_while(asleep_, 1);
            } else {
                sleep_while_until(asleep_, 1, deadline);
            }
        }
    }

    /// Jobs between push and release, those that are about to be pushed included.
    std::size_t in_use() const noexcept {
        return static_cast<std::size_t>((used_.load(std::memory_order_relaxed) & ~closed_bit) /
                                        one_job);
    }
    /// The bytes of those jobs.
    std::size_t bytes_in_use() const noexcept {
        return static_cast<std::size_t>(used_.load(std::memory_order_relaxed) % one_job);
    }

    /// Makes room for jobs which have run. Consumer only.
    void release(std::size_t count, std::size_t bytes = 0) noexcept {
        used_.fetch_sub(count * one_job + bytes);
        wake_first_blocked();
    }

    /// Refuses further jobs; those in the queue stay there for the consumer.
    void close() noexcept {
        used_.fetch_or(closed_bit);
        wake_first_blocked();
        wake();
    }

    static constexpr std::size_t most_jobs = 4'000'000;
    static constexpr std::size_t most_bytes = std::size_t{1} << 39U;

private:
    // In one word: 40 bits for bytes, 22 for jobs, and whether it is closed.
    using word = std::uint64_t;
    static constexpr word one_job = word{1} << 40U;
    static constexpr word closed_bit = word{1} << 62U;

    // One caller that waits for room, in its own stack frame. What others touch is under the mutex.
    struct blocked_caller {
        parking_place& place;
        blocked_caller* next = nullptr;
        std::atomic<bool> woken{false};
    };

    // Returns: false when there is no room.
    bool reserve(std::size_t bytes) {
        auto used = used_.load(std::memory_order_relaxed);
        do {
            if ((used & closed_bit) != 0)
                throw closed("lithe: write(): the database is closed");
            if (used / one_job >= capacity_ || bytes > bytes_ - used % one_job)
                return false;
        } while (!used_.compare_exchange_weak(used, used + one_job + bytes));
        return true;
    }

    void wait_for_room(job_terms const& terms, bool may_wait) {
        if (terms.bytes > bytes_)
            throw queue_full("lithe: write(): the write has more bytes than .queue_bytes allows");
        if (!may_wait)
            throw queue_full("lithe: write(): the queue is full");
        blocked_caller self{parking_place::of_this_thread()};
        std::unique_lock lock(mutex_);
        enqueue(self);
        try {
            while (first_ != &self || !reserve(terms.bytes)) {
                self.woken = false;
                lock.unlock();
                sleep_blocked(self, terms);
                lock.lock();
                if ((used_.load() & closed_bit) == 0)
                    require_in_time(terms);
            }
        } catch (...) {
            if (!lock.owns_lock())
                lock.lock();
            remove(self);
            throw;
        }
        remove(self);
    }

    static void sleep_blocked(blocked_caller& self, job_terms const& terms) noexcept {
        auto const woken = [&self] { return self.woken.load(); };
        if (!terms.has_limits()) {
            self.place.sleep_until(woken);
            return;
        }
        // A stop token wakes nobody, so it is asked now and then.
        auto const nap = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
        bool const naps = terms.stop.stop_possible() && nap < terms.deadline;
        self.place.sleep_until(woken, naps ? nap : terms.deadline);
    }

    static void require_in_time(job_terms const& terms) {
        if (terms.stop.stop_requested())
            throw cancelled("lithe: write(): cancelled while it waited for room in the queue");
        if (terms.has_deadline() && std::chrono::steady_clock::now() >= terms.deadline) {
            throw deadline_exceeded(
                "lithe: write(): the deadline passed while it waited for room in the queue");
        }
    }

    void enqueue(blocked_caller& self) noexcept {
        (first_ == nullptr ? first_ : last_->next) = &self;
        last_ = &self;
        blocked_.fetch_add(1);  // before reserve() looks: release() sees it, or reserve() the room
    }

    void remove(blocked_caller& self) noexcept {
        blocked_caller* before = nullptr;
        for (auto* at = first_; at != &self; at = at->next)
            before = at;
        (before == nullptr ? first_ : before->next) = self.next;
        if (last_ == &self)
            last_ = before;
        blocked_.fetch_sub(1);
        wake_first();
    }

    void wake_first_blocked() noexcept {
        if (blocked_.load() != 0) {
            std::lock_guard const lock(mutex_);
            wake_first();
        }
    }
    void wake_first() noexcept {
        if (first_ != nullptr) {
            first_->woken = true;
            first_->place.wake();
        }
    }

    void wake() noexcept {
        if (asleep_.load() != 0 && asleep_.exchange(0) != 0) {
            wake_one(asleep_);
        }
    }

    // What producers and the consumer hammer on are on lines of their own.
    alignas(64) std::atomic<write_job*> newest_{nullptr};
    alignas(64) std::atomic<word> used_{0};
    alignas(64) sleeping_word asleep_{0};
    std::atomic<bool> nudged_{false};
    std::atomic<std::int32_t> blocked_{0};  // producers that wait for room
    std::size_t capacity_;
    std::size_t bytes_;
    std::mutex mutex_;
    blocked_caller* first_ = nullptr;  // guarded by mutex_, as the next
    blocked_caller* last_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
