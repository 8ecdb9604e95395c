#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The one thread that writes. It takes what is queued, has it committed in groups, hands out the
// results, then runs continuations and checkpoints. A lone caller and the writer wait for each
// other by spinning for a moment, since a hand-over through the scheduler costs more than the write
// (92 µs of CPU against 15); when several callers are about, or none, nobody spins.

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/checkpoint.hpp>
#include <lithe/runtime/group_commit.hpp>
#include <lithe/runtime/lanes.hpp>
#include <lithe/runtime/spin.hpp>
#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/upkeep.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/runtime/write_queue.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

class writer {
public:
    /// Opens the connection here, so that its errors are the caller's, and starts the thread.
    writer(std::string const& path, open_options const& options, writer_settings const& settings,
           void const* database)
        : settings_(settings),
          connection_(std::in_place, path, options, counts_),
          queue_(settings.queue_capacity, settings.queue_bytes),
          database_(database) {
        connection_->commits.set_abort(rejecting_);
        thread_ = std::thread([this] { loop(); });
    }
    writer(writer const&) = delete;
    writer& operator=(writer const&) = delete;
    ~writer() { drain(std::nullopt); }

    /// Queues `job`; when the queue is full, waits for room, or throws queue_full if that is what
    /// was asked for, and on the writer thread itself.
    ///
    /// Errors: closed after drain(); deadline_exceeded, cancelled by its terms while it waits.
    void push(write_job& job) {
        auto const asked =
            job.terms.full == lithe::when_full::standard ? settings_.when_full : job.terms.full;
        bool const may_wait = asked != lithe::when_full::reject;
        queue_.push(job, may_wait && !on_writer_thread(database_));
    }

    /// Before a push that is waited for: what could fail for want of memory fails now.
    static void prepare_to_wait() { static_cast<void>(parking_place::of_this_thread()); }

    /// Waits until `job`, which was pushed, is completed.
    void await(completion& job) noexcept {
        if (!may_spin_.load(std::memory_order_relaxed) ||
            !callers_spin_.spin([&job] { return job.ready(); })) {
            job.wait();
        }
    }

    /// As await(), but gives the job up when it has not begun in time: the caller may go then.
    ///
    /// Returns: whether it is completed; false if it never runs.
    template <class Job>
    bool await_in_time(Job& job) {
        auto const& terms = job.terms;
        for (;;) {
            // A stop token wakes nobody, so it is asked now and then.
            auto const now = std::chrono::steady_clock::now();
            auto const nap = now + std::chrono::milliseconds(2);
            bool const naps = terms.stop.stop_possible() && nap < terms.deadline;
            if (job.wait_until(naps ? nap : terms.deadline))
                return true;
            if (terms.stop.stop_requested() || std::chrono::steady_clock::now() >= terms.deadline)
                break;
        }
        if (job.abandon())
            return false;
        job.wait();  // it runs
        return true;
    }

    /// Refuses further jobs, waits for those queued, and ends the thread; the connection stays
    /// open. After `deadline` what has not begun fails with closed, and only what runs is waited
    /// for.
    ///
    /// Returns: whether everything queued was run.
    bool drain(std::optional<std::chrono::steady_clock::time_point> deadline) {
        queue_.close();
        if (deadline) {
            std::unique_lock lock(mutex_);
            if (!ended_changed_.wait_until(lock, *deadline, [this] { return ended_; }))
                rejecting_ = true;
        }
        if (thread_.joinable())
            thread_.join();
        return !rejected_any_;
    }

    /// Who is told of batches and commits from the next batch on; there is one at most.
    /// Lifetime: until the thread has ended.
    void listen(commit_listener& listener) noexcept { listener_.store(&listener); }

    /// The connection of the thread. Before the first write, and on the writer thread.
    session& connection() noexcept { return connection_->opened; }

    /// After drain(): closes the connection. The last one of a file removes its WAL.
    void close_connection() noexcept { connection_.reset(); }

    write_counts const& counts() const noexcept { return counts_; }
    std::size_t queue_depth() const noexcept { return queue_.in_use(); }
    std::size_t queue_bytes() const noexcept { return queue_.bytes_in_use(); }
    std::size_t queue_capacity() const noexcept { return settings_.queue_capacity; }
    write_queue const& queue() const noexcept { return queue_; }

private:
    using clock = std::chrono::steady_clock;

    struct writing_connection {
        writing_connection(std::string const& path, open_options const& options,
                           write_counts& counts)
            : opened(path, options),
              commits(opened, options, counts),
              checkpoints(opened.native(), &counts.checkpoints),
              care(opened, commits.control, options) {
            // A first read opens the WAL here. If nothing were ever written, the readers alone
            // would have opened it, and a read-only connection that closes leaves it behind.
            transaction_statement(opened.native(), "PRAGMA schema_version").run_or_throw();
        }

        session opened;
        group_commit commits;
        checkpointer checkpoints;
        upkeep care;
    };

    void loop() noexcept {
        lanes waiting;
        job_list arrived;
        while (!waiting.empty() || wait_for_jobs()) {
            queue_.take(arrived);
            waiting.add(arrived);
            job_list finished;
            if (rejecting_.load(std::memory_order_relaxed)) {
                reject(waiting, finished);
            } else {
                run_batch(waiting, finished);
            }
            observe_callers();
            release(finished);
            hand_out(finished);
            keep_up();
            sync_if_due();
        }
        if (!rejecting_.load() && !connection_->commits.breaker.stopped())
            connection_->care.finish();
        std::lock_guard const lock(mutex_);
        ended_ = true;
        ended_changed_.notify_all();
    }

    void run_batch(lanes& waiting, job_list& finished) noexcept {
        auto* const listener = listener_.load(std::memory_order_acquire);
        connection_->commits.listen(listener);
        if (listener != nullptr)
            listener->before_batch(connection_->opened.native());
        auto const began = steady_nanoseconds();
        connection_->commits.run(waiting, finished);
        counts_.batch.add(steady_nanoseconds() - began);
        finished.for_each([&](write_job const& job) { counts_.wait.add(began - job.asked_at); });
        // One that came meanwhile: what it missed it must not miss for ever. Sequentially
        // consistent with its coming: either this sees it, or its first query sees this commit.
        if (auto* const now = listener_.load())
            now->after_batch(now == listener);
    }

    // Returns: false when closed and everything was done.
    bool wait_for_jobs() noexcept {
        bool const spins = may_spin_.load(std::memory_order_relaxed);
        if (spins && own_spin_.spin([this] { return queue_.has_jobs(); }))
            return true;
        for (;;) {
            auto const sync = next_sync();
            auto const care = next_care();
            switch (queue_.wait(sync < care ? sync : care)) {
                case write_queue::waited::jobs:
                    return true;
                case write_queue::waited::ended:
                    return false;
                case write_queue::waited::nothing:
                    sync_if_due();
                    if (clock::now() >= next_care())
                        connection_->care.idle();
            }
        }
    }

    void keep_up() noexcept {
        connection_->care.note_work();
        if (connection_->checkpoints.run_if_due())
            connection_->care.cut_wal(clock::now());
    }
    clock::time_point next_care() noexcept {
        return connection_->commits.breaker.stopped() ? write_control::never
                                                      : connection_->care.due(clock::now());
    }

    // When the commits that a power cut can lose are to be flushed; never, if there are none.
    clock::time_point next_sync() const noexcept {
        auto const since = connection_->commits.control.unsynced_since();
        if (since == write_control::never || settings_.max_unsynced.count() == 0 ||
            connection_->commits.breaker.stopped())
            return write_control::never;
        return since + std::chrono::milliseconds(settings_.max_unsynced.count());
    }
    void sync_if_due() noexcept {
        auto const due = next_sync();
        if (due == write_control::never || clock::now() < due)
            return;
        auto& commits = connection_->commits;
        if (int const rc = commits.control.sync_wal(); rc != SQLITE_OK)
            static_cast<void>(commits.breaker.flush_error(rc));  // stops the writer
    }

    void release(job_list& finished) noexcept {
        std::size_t bytes = 0;
        finished.for_each([&bytes](write_job const& job) { bytes += job.terms.bytes; });
        queue_.release(finished.size(), bytes);
    }

    void hand_out(job_list& finished) noexcept {
        continuation* first = nullptr;
        continuation** last = &first;
        finished.for_each([&last](write_job& job) {
            if (auto* const next_step = job.finish()) {
                *last = next_step;
                last = &next_step->following;
            }
        });
        // Only now, so that no waiting thread waits for another's continuation too.
        while (first != nullptr) {
            access_record const inside(database_, access_kind::completion);
            auto* const following = std::exchange(first->following, nullptr);
            std::exchange(first, following)->run();
        }
    }

    void reject(lanes& waiting, job_list& finished) noexcept {
        auto const error = caught([] {
            throw closed("lithe: write(): the database was closed before this write could run");
        });
        rejected_any_ = rejected_any_ || !waiting.empty();
        job_list rejected;
        waiting.take_all(rejected);
        rejected.for_each([&error](write_job& job) {
            if (job.claim())
                job.fail(error);
        });
        finished.append(rejected);
    }

    // A moving average of how many jobs were under way when a batch ended, in sixteenths. Up to two
    // callers spin; with more, spinning threads take the cores from those that have work (104 k
    // against 42 k writes/s with 8 callers on 2 cores).
    void observe_callers() noexcept {
        auto const now = static_cast<int>(queue_.in_use() < 64 ? queue_.in_use() : 64) * 16;
        callers_ += (now - callers_) / 4;
        may_spin_.store(several_cores_ && callers_ <= 2 * 16 + 4, std::memory_order_relaxed);
    }

    writer_settings settings_;
    write_counts counts_;
    std::optional<writing_connection> connection_;
    write_queue queue_;
    void const* database_;
    int callers_ = 16;
    bool const several_cores_ = std::thread::hardware_concurrency() > 1;
    std::atomic<bool> may_spin_{several_cores_};
    spin_budget callers_spin_;
    spin_budget own_spin_;
    std::atomic<commit_listener*> listener_{nullptr};
    std::atomic<bool> rejecting_{false};
    bool rejected_any_ = false;  // by the writer thread, read after it ended
    bool ended_ = false;         // guarded by mutex_
    std::mutex mutex_;
    std::condition_variable ended_changed_;
    std::thread thread_;
};

}  // namespace detail
}  // namespace lithe::inline v0
