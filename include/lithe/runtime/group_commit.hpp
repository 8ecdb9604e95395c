#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Many writes in one transaction, as if each had its own. The first member needs no savepoint (if
// it fails, the transaction holds nothing else), each further one has one. Whatever cannot be
// undone for one member alone undoes the batch, and every member is then run again, alone, in the
// order of arrival: nothing was acknowledged, so a write alone decides what its caller hears. No
// result, value or error, leaves before COMMIT: a member's error may stem from another's
// uncommitted row.

#include <lithe/runtime/commit_listener.hpp>
#include <lithe/runtime/exclusive_run.hpp>
#include <lithe/runtime/job_outcomes.hpp>
#include <lithe/runtime/lanes.hpp>
#include <lithe/runtime/write_control.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/session.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>

namespace lithe::inline v0 {
namespace detail {

/// Runs queued jobs on the writer's connection. Used by one thread at a time.
class group_commit {
public:
    using clock = std::chrono::steady_clock;
    group_commit(session& writer, open_options const& options, write_counts& counts)
        : control(writer, options, counts),
          breaker(counts),
          session_(writer),
          counts_(counts),
          outcomes_(counts) {}

    /// Runs one transaction's worth of `waiting`, and appends what is done to `finished`, with its
    /// result in place. Precondition: `waiting` is not empty. Returns: when it was done.
    clock::time_point run(lanes& waiting, job_list& finished,
                          clock::time_point started = clock::now()) noexcept {
        if (auto const refusal = breaker.refusal()) {
            job_list refused;
            waiting.take_all(refused);
            outcomes_.fail_all(refused, refusal, finished);
            return started;
        }
        auto const chosen = waiting.choose();
        run_line(waiting.line(chosen), finished, started);
        auto const ended = clock::now();
        waiting.note(chosen, ended - started);
        return ended;
    }

    /// While a lock of another process is waited for, `abort` is asked; then run() returns, and
    /// what waits goes on waiting.
    void set_abort(std::atomic<bool> const& abort) noexcept { abort_ = &abort; }
    /// How long a batch goes on taking members, so that the first does not wait for 255 slow ones.
    void set_most_time(std::chrono::milliseconds most_time) noexcept { most_time_ = most_time; }

    write_control control;
    write_breaker breaker;
    /// Who is told of members and commits from now on, if anybody. Between batches.
    void listen(commit_listener* listener) noexcept {
        listener_ = listener;
        control.listener = listener;
    }

private:
    static constexpr std::size_t most_members = 256;
    static constexpr std::size_t most_bytes = std::size_t{16} << 20U;

    enum class outcome { kept, undone, lost };

    void run_line(job_list& line, job_list& finished, clock::time_point now) noexcept {
        while (!line.empty() && outcomes_.is_late(line.front(), now))
            finished.push_back(line.pop_front());
        if (line.empty())
            return;
        switch (line.front().terms.kind) {
            case job_kind::batched:
                run_batch(line, finished, now);
                break;
            case job_kind::solo:
                run_alone(line, finished);
                break;
            case job_kind::exclusive:
                run_exclusively(line.pop_front(), finished);
                break;
            case job_kind::barrier:
                run_barrier(line.pop_front(), finished);
                break;
        }
    }

    void run_batch(job_list& line, job_list& finished, clock::time_point now) noexcept {
        auto const level = level_of(line);
        if (!begin(line, level, finished, now))
            return;
        auto const deadline = now + most_time_;
        auto const spills = control.spill_count();
        job_list members;
        std::size_t bytes = 0;
        do {
            auto& job = line.pop_front();
            if (!outcomes_.may_run(job, now)) {
                finished.push_back(job);
                continue;
            }
            bool const is_first = members.empty();
            members.push_back(job);
            bytes += job.terms.bytes;
            switch (run_member(job, is_first, spills)) {
                case outcome::kept:
                    break;
                case outcome::undone:
                    control.roll_back();
                    outcomes_.finish_failed(members, finished);
                    return;
                case outcome::lost:
                    control.roll_back();
                    counts_.reruns.add();
                    run_each_alone(members, finished);
                    return;
            }
            if (line.empty())
                break;
            now = clock::now();
        } while (!line.empty() && line.front().terms.kind == job_kind::batched &&
                 members.size() < most_members && bytes < most_bytes && now < deadline &&
                 control.level_of(line.front().terms.durability) <= level);
        if (members.empty()) {
            control.roll_back();
        } else {
            commit_batch(members, finished);
        }
    }

    // One level for the batch: those who need less pay nothing, they wait for the flush anyway. Who
    // stands further behind than a batch is long may cost one flush for nothing.
    synchronous level_of(job_list const& line) const noexcept {
        auto const level = control.level_of(line.front().terms.durability);
        if (!line.has_durable())
            return level;
        auto const most = control.level_of(durability::durable);
        return most > level ? most : level;
    }

    outcome run_member(write_job& job, bool is_first, int spills) noexcept {
        if (!is_first && control.savepoint() != SQLITE_OK)
            return outcome::lost;
        if (listener_ != nullptr)
            listener_->member_begins();
        run_guarded(job);
        if (control.lost())
            return outcome::lost;
        // COMMIT would fail, too late to know the culprit.
        if (!job.failed() && control.has_deferred_violation())
            job.fail(foreign_key_error());
        if (!job.failed()) {
            control.end_deferral();
            return is_first || control.release() == SQLITE_OK ? outcome::kept : outcome::lost;
        }
        if (is_first)
            return outcome::undone;
        if (listener_ != nullptr)
            listener_->member_undone();
        // Before 3.50.2 a savepoint rolled back after a spill loses later commits in a crash. The
        // connection has cache_spill=0; should it have spilled all the same, the batch goes.
        if (control.spill_count() != spills || is_corruption(code_of(job.failure())))
            return outcome::lost;
        if (control.undo_member() != SQLITE_OK)
            return outcome::lost;
        control.end_deferral();
        return outcome::kept;
    }

    void commit_batch(job_list& members, job_list& finished) noexcept {
        int const rc = control.commit();
        if (rc == SQLITE_OK) {
            note_committed(members);
            finished.append(members);
            return;
        }
        auto const error = breaker.commit_error(control.native(), rc, control.commit_sql());
        control.roll_back();
        if (primary_code(rc) == SQLITE_CONSTRAINT && members.size() > 1) {
            run_each_alone(members, finished);
        } else {
            outcomes_.fail_all(members, error, finished);
        }
    }

    void run_each_alone(job_list& members, job_list& finished) noexcept {
        while (!members.empty())
            run_alone(members, finished);
    }

    // The first of `line`.
    void run_alone(job_list& line, job_list& finished) noexcept {
        if (auto const refusal = breaker.refusal()) {
            outcomes_.fail_all(line, refusal, finished);
        } else if (begin(line, control.level_of(line.front().terms.durability), finished,
                         clock::now())) {
            auto& job = line.pop_front();
            if (outcomes_.may_run(job, clock::now())) {
                run_guarded(job);
                finish_alone(job);
            } else {
                control.roll_back();
            }
            finished.push_back(job);
        }
    }

    void finish_alone(write_job& job) noexcept {
        if (job.failed()) {
            control.roll_back();
            counts_.failed.add();
            if (int const code = code_of(job.failure()); is_corruption(code))
                breaker.note_corruption(code);
        } else if (control.lost()) {
            control.roll_back();
            outcomes_.fail(job, rolled_back_error());
        } else if (int const rc = control.commit(); rc == SQLITE_OK) {
            job_list alone;
            alone.push_back(job);
            note_committed(alone);
        } else {
            outcomes_.fail(job, breaker.commit_error(control.native(), rc, control.commit_sql()));
            control.roll_back();
        }
    }

    void run_exclusively(write_job& job, job_list& finished) noexcept {
        finished.push_back(job);
        if (!job.claim())
            return;
        exclusive_run(session_, control, breaker, outcomes_).run(job, abort_);
        if (listener_ != nullptr)
            listener_->committed();
    }

    void run_barrier(write_job& job, job_list& finished) noexcept {
        finished.push_back(job);
        if (int const rc = control.sync_wal(); rc != SQLITE_OK)
            outcomes_.fail(job, breaker.flush_error(rc));
    }

    void run_guarded(write_job& job) noexcept {
        job.commit_seq = 0;
        control.guard.enter();
        job.run(session_);
        control.guard.leave();
        if (session_.unsettled().any() && !job.failed())
            job.fail(caught([this] { session_.unsettled().tell({}); }));
        // Also when the callback took no notice: its ROLLBACK, say, has undone nothing.
        if (auto const* const what = control.guard.refused();
            what != nullptr &&
            (!job.failed() || primary_code(code_of(job.failure())) == SQLITE_AUTH))
            job.fail(refused_error(what));
    }

    // BEGIN for the first of `line`. While another process has the lock, the jobs that cannot wait
    // longer are given back. Returns: false if there is nothing to do now.
    bool begin(job_list& line, synchronous level, job_list& finished,
               clock::time_point now) noexcept {
        auto const given_up = now + control.patience.patience();
        for (;;) {
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(given_up - now);
            control.patience.limit_to(left < slice ? left : slice);
            int const rc = control.begin(level);
            control.patience.unlimit();
            if (rc == SQLITE_OK)
                return true;
            if (primary_code(rc) == SQLITE_BUSY && abort_ != nullptr && abort_->load())
                return false;
            now = clock::now();
            if (primary_code(rc) != SQLITE_BUSY || now >= given_up) {
                // All of them have waited as long as the patience for the lock is.
                auto const failure = error_of(control.native(), rc, control.begin_sql());
                if (primary_code(rc) == SQLITE_BUSY)
                    counts_.busy.add();
                if (is_corruption(rc))
                    breaker.note_corruption(rc);
                outcomes_.fail_all(line, failure, finished);
                return false;
            }
            line.move_if([&](write_job& job) { return outcomes_.is_late(job, now); }, finished);
            if (line.empty())
                return false;
        }
    }
    static constexpr std::chrono::milliseconds slice{10};

    void note_committed(job_list& members) noexcept {
        if (listener_ != nullptr)
            listener_->committed();
        breaker.note_success();
        outcomes_.commit(members);
    }

    session& session_;
    write_counts& counts_;
    job_outcomes outcomes_;
    std::atomic<bool> const* abort_ = nullptr;
    std::chrono::milliseconds most_time_{5};
    commit_listener* listener_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
