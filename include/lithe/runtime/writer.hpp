#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The one thread that writes. It takes what is queued, has it committed in groups, hands out the
// results, then runs continuations and checkpoints. One or two callers and the writer wait for each
// other by spinning for a moment, since a hand-over through the scheduler costs more than the write
// (92 µs of CPU against 15); when several callers are about, or none, nobody spins. A lone caller's
// single statement is not handed over at all: it is written in the writer's place (writer_seat).

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/group_commit.hpp>
#include <lithe/runtime/lanes.hpp>
#include <lithe/runtime/spin.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/runtime/write_queue.hpp>
#include <lithe/runtime/writer_seat.hpp>
#include <lithe/runtime/writing_connection.hpp>
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
          connection_(std::in_place, path, options, settings, counts_),
          files_(connection_->opened.native()),
          queue_(settings.queue_capacity, settings.queue_bytes),
          database_(database) {
        connection_->watch(files_);
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

    /// Runs `job` on the calling thread, in the writer's place, if nothing else is to be written
    /// and of late nothing else was. Precondition: the job has no limits.
    ///
    /// Returns: whether it is completed; false if it is to be pushed.
    bool run_here(write_job& job) noexcept {
        // Inside a callback of another database it would depend on the moment what this one's own
        // callbacks may call.
        if (!callers_.is_one() || innermost_access != nullptr || !take_seat())
            return false;
        // What this thread queued before comes first; and after close() nothing comes.
        if (!queue_.is_vacant()) {
            seat_.give_back();
            return false;
        }
        lanes alone;
        alone.line(job.terms.lane).push_back(job);
        job_list finished;
        while (!alone.empty())
            run_one(alone, finished);
        connection_->care.note_work();
        auto const due = connection_->next_moment(clock::now());
        bool const is_earlier = due < wakes_at_;
        wakes_at_ = is_earlier ? due : wakes_at_;
        seat_.give_back();
        if (is_earlier)
            queue_.nudge();
        finished.for_each([](write_job& done) { static_cast<void>(done.finish()); });
        return true;
    }

    /// Before a push that is waited for: what could fail for want of memory fails now.
    static void prepare_to_wait() { static_cast<void>(parking_place::of_this_thread()); }

    /// Waits until `job`, which was pushed, is completed.
    void await(completion& job) noexcept {
        if (!callers_.may_spin() || !callers_spin_.spin([&job] { return job.ready(); })) {
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

    bool is_own_thread() const noexcept { return thread_.get_id() == std::this_thread::get_id(); }

    watched_files const& files() const noexcept { return files_; }

    write_counts const& counts() const noexcept { return counts_; }
    std::size_t queue_depth() const noexcept { return queue_.in_use(); }
    std::size_t queue_bytes() const noexcept { return queue_.bytes_in_use(); }
    std::size_t queue_capacity() const noexcept { return settings_.queue_capacity; }
    bool leaves_checkpoints() const noexcept {
        return settings_.checkpoints == checkpoints::others;
    }
    write_queue const& queue() const noexcept { return queue_; }

private:
    using clock = std::chrono::steady_clock;

    // When a write that was handed over is done, its caller may be back before the writer thread
    // has left the seat; without this moment one hand-over would lead to the next.
    bool take_seat() noexcept {
        if (seat_.try_take())
            return true;
        if (seat_.is_of_a_caller()) {
            callers_.note_another();
            return false;
        }
        constexpr auto moment = std::chrono::microseconds(3);
        return callers_.may_spin() && spin_until([this] { return seat_.is_vacant(); }, moment) &&
               seat_.try_take();
    }

    void loop() noexcept {
        lanes waiting;
        job_list arrived;
        seat_.take_for_writer();
        while (!waiting.empty() || wait_for_jobs()) {
            queue_.take(arrived);
            waiting.add(arrived);
            job_list finished;
            run_one(waiting, finished);
            callers_.note(queue_.in_use());
            release(finished);
            hand_out(finished);
            connection_->care.note_work();
            connection_->checkpoint_if_due();
            connection_->sync_if_due();
        }
        // The seat is kept: nobody writes after the end.
        if (!rejecting_.load())
            connection_->finish();
        std::lock_guard const lock(mutex_);
        ended_ = true;
        ended_changed_.notify_all();
    }

    void run_one(lanes& waiting, job_list& finished) noexcept {
        if (rejecting_.load(std::memory_order_relaxed)) {
            reject(waiting, finished);
        } else {
            run_batch(waiting, finished);
        }
    }

    void run_batch(lanes& waiting, job_list& finished) noexcept {
        auto* const listener = listener_.load(std::memory_order_acquire);
        connection_->commits.listen(listener);
        if (listener != nullptr)
            listener->before_batch(connection_->opened.native());
        auto const began = clock::now();
        auto const ended = connection_->commits.run(waiting, finished, began);
        counts_.batch.add(std::chrono::nanoseconds(ended - began).count());
        auto const start = std::chrono::nanoseconds(began.time_since_epoch()).count();
        finished.for_each([&](write_job const& job) { counts_.wait.add(start - job.asked_at); });
        // One that came meanwhile: what it missed it must not miss for ever. Sequentially
        // consistent with its coming: either this sees it, or its first query sees this commit.
        if (auto* const now = listener_.load())
            now->after_batch(now == listener);
    }

    // With the seat, which is free meanwhile. Returns: false when closed and everything was done.
    bool wait_for_jobs() noexcept {
        if (callers_.may_spin()) {
            wakes_at_ = {};  // it will look again
            seat_.leave_by_writer();
            bool const found = own_spin_.spin([this] { return queue_.has_jobs(); });
            seat_.take_for_writer();
            if (found)
                return true;
        }
        for (;;) {
            connection_->checkpoint_if_due();  // of writes in this thread's place
            auto const due = wakes_at_ = connection_->next_moment(clock::now());
            seat_.leave_by_writer();
            auto const found = queue_.wait(due);
            seat_.take_for_writer();
            switch (found) {
                case write_queue::waited::jobs:
                    return true;
                case write_queue::waited::ended:
                    return false;
                case write_queue::waited::nothing:
                    connection_->sync_if_due();
                    connection_->idle_if_due();
            }
        }
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

    writer_settings settings_;
    write_counts counts_;
    std::optional<writing_connection> connection_;
    watched_files files_;
    write_queue queue_;
    void const* database_;
    caller_average callers_;
    writer_seat seat_;              // whoever has it uses connection_, commits and counts
    clock::time_point wakes_at_{};  // guarded by seat_: when the thread wakes by itself
    spin_budget callers_spin_;
    spin_budget own_spin_;
    std::atomic<commit_listener*> listener_{nullptr};
    std::atomic<bool> rejecting_{false};
    bool rejected_any_ = false;  // guarded by seat_, read after the thread ended
    bool ended_ = false;         // guarded by mutex_
    std::mutex mutex_;
    std::condition_variable ended_changed_;
    std::thread thread_;
};

}  // namespace detail
}  // namespace lithe::inline v0
