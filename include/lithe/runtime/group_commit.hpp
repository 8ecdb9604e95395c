#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Many writes in one transaction, as if each had its own. The first member needs no savepoint (if
// it fails, the transaction holds nothing else), each further one has one. Whatever cannot be
// undone for one member alone undoes the batch, and every member is then run again, alone, in the
// order of arrival: nothing was acknowledged, so a write alone decides what its caller hears. No
// result, value or error, leaves before COMMIT: a member's error may stem from another's
// uncommitted row.

#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/session.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// Runs queued jobs on the writer's connection. Used by one thread at a time.
///
/// Lifetime: the connection's commit hook points here.
class group_commit {
public:
    explicit group_commit(session& writer)
        : session_(writer),
          begin_(writer.native(), "BEGIN IMMEDIATE"),
          commit_(writer.native(), "COMMIT"),
          rollback_(writer.native(), "ROLLBACK"),
          savepoint_(writer.native(), "SAVEPOINT lithe_member"),
          release_(writer.native(), "RELEASE lithe_member"),
          rollback_to_(writer.native(), "ROLLBACK TO lithe_member") {
        sqlite3_commit_hook(writer.native(), &allow_commit, this);
    }
    group_commit(group_commit const&) = delete;
    group_commit& operator=(group_commit const&) = delete;
    ~group_commit() { sqlite3_commit_hook(session_.native(), nullptr, nullptr); }

    /// Runs one transaction's worth of `waiting`, at least one job, and appends it to `finished`
    /// with its results in place. Precondition: `waiting` is not empty.
    void run(job_list& waiting, job_list& finished) noexcept {
        if (stopped_) {
            fail_all(waiting, stopped_, finished);
        } else if (waiting.front().runs_once) {
            run_alone(waiting.pop_front(), finished);
        } else {
            run_batch(waiting, finished);
        }
    }

    /// Whether a COMMIT failed in a way after which only opening the file again tells its state.
    bool stopped() const noexcept { return stopped_ != nullptr; }

private:
    using clock = std::chrono::steady_clock;

    static constexpr std::size_t most_members = 256;
    // A batch is bounded by time too, so that the first member does not wait for 255 slow ones.
    static constexpr std::chrono::milliseconds most_time{5};

    enum class outcome { kept, undone, lost };

    void run_batch(job_list& waiting, job_list& finished) noexcept {
        if (int const rc = begin_.run(); rc != SQLITE_OK) {
            // All of them have waited as long as the patience for the lock is.
            fail_all(waiting, error_of(rc, begin_.sql()), finished);
            return;
        }
        auto const deadline = clock::now() + most_time;
        auto const spills = spill_count();
        job_list members;
        do {
            auto& job = waiting.pop_front();
            bool const is_first = members.empty();
            members.push_back(job);
            switch (run_member(job, is_first, spills)) {
                case outcome::kept:
                    break;
                case outcome::undone:
                    roll_back();
                    finished.append(members);
                    return;
                case outcome::lost:
                    roll_back();
                    run_each_alone(members, finished);
                    return;
            }
        } while (!waiting.empty() && !waiting.front().runs_once && members.size() < most_members &&
                 clock::now() < deadline);
        commit_batch(members, finished);
    }

    outcome run_member(write_job& job, bool is_first, int spills) noexcept {
        if (!is_first && run_control(savepoint_) != SQLITE_OK)
            return outcome::lost;
        job.run(session_);
        if (outside_transaction(session_.native()))
            return outcome::lost;
        // RELEASE does not check deferred foreign keys; COMMIT would, too late to know the culprit.
        if (!job.failed() && has_deferred_violation())
            job.fail(foreign_key_error());
        if (!job.failed()) {
            return is_first || run_control(release_) == SQLITE_OK ? outcome::kept : outcome::lost;
        }
        if (is_first)
            return outcome::undone;
        // Before 3.50.2 a savepoint rolled back after a spill loses later commits in a crash. The
        // connection has cache_spill=0; should it have spilled all the same, the batch goes.
        if (spill_count() != spills)
            return outcome::lost;
        return run_control(rollback_to_) == SQLITE_OK && run_control(release_) == SQLITE_OK
                   ? outcome::kept
                   : outcome::lost;
    }

    void commit_batch(job_list& members, job_list& finished) noexcept {
        int const rc = commit();
        if (rc == SQLITE_OK) {
            finished.append(members);
            return;
        }
        auto const error = commit_error(rc);
        roll_back();
        if (primary_code(rc) == SQLITE_CONSTRAINT && members.size() > 1) {
            run_each_alone(members, finished);
        } else {
            fail_all(members, error, finished);
        }
    }

    void run_each_alone(job_list& members, job_list& finished) noexcept {
        while (!members.empty())
            run_alone(members.pop_front(), finished);
    }

    void run_alone(write_job& job, job_list& finished) noexcept {
        finished.push_back(job);
        if (stopped_) {
            job.fail(stopped_);
        } else if (int const rc = begin_.run(); rc != SQLITE_OK) {
            job.fail(error_of(rc, begin_.sql()));
        } else {
            job.run(session_);
            finish_alone(job);
        }
    }

    void finish_alone(write_job& job) noexcept {
        if (outside_transaction(session_.native())) {
            if (!job.failed())
                job.fail(rolled_back_error());
        } else if (job.failed()) {
            roll_back();
        } else if (int const rc = commit(); rc != SQLITE_OK) {
            job.fail(commit_error(rc));
            roll_back();
        }
    }

    int commit() noexcept {
        committing_ = true;
        int const rc = run_control(commit_);
        committing_ = false;
        if (rc == SQLITE_OK && holds_snapshot(session_.native()))
            reset_unfinished(session_.native());
        return rc;
    }

    void roll_back() noexcept {
        if (!outside_transaction(session_.native()))
            rollback_.run();
        if (holds_snapshot(session_.native()))
            reset_unfinished(session_.native());
    }

    // A callback may have left a RETURNING unfinished, and then SQLite answers "cannot commit
    // (open, release a savepoint) - SQL statements in progress". To look for it each time costs
    // more.
    int run_control(transaction_statement& statement) noexcept {
        int const rc = statement.run();
        if (primary_code(rc) != SQLITE_BUSY || outside_transaction(session_.native()))
            return rc;
        reset_unfinished(session_.native());
        return statement.run();
    }

    bool has_deferred_violation() const noexcept {
        int violated = 0;
        int unused = 0;
        sqlite3_db_status(session_.native(), SQLITE_DBSTATUS_DEFERRED_FKS, &violated, &unused, 0);
        return violated != 0;
    }

    int spill_count() const noexcept {
        if (sqlite3_libversion_number() >= 3'050'002)
            return 0;
        int count = 0;
        int unused = 0;
        sqlite3_db_status(session_.native(), SQLITE_DBSTATUS_CACHE_SPILL, &count, &unused, 0);
        return count;
    }

    static void fail_all(job_list& jobs, std::exception_ptr const& error,
                         job_list& finished) noexcept {
        jobs.for_each([&error](write_job& job) { job.fail(error); });
        finished.append(jobs);
    }

    std::exception_ptr error_of(int rc, char const* sql) const noexcept {
        try {
            throw_error(session_.native(), rc, sql);
        } catch (...) {
            return std::current_exception();
        }
    }

    static std::exception_ptr foreign_key_error() noexcept {
        try {
            throw constraint_error("FOREIGN KEY constraint failed (at the end of the transaction)",
                                   SQLITE_CONSTRAINT_FOREIGNKEY, {}, constraint_kind::foreign_key,
                                   {}, {});
        } catch (...) {
            return std::current_exception();
        }
    }

    static std::exception_ptr rolled_back_error() noexcept {
        try {
            throw not_committed(
                "lithe: write(): a statement of the callback ended the transaction, "
                "which was rolled back");
        } catch (...) {
            return std::current_exception();
        }
    }

    /// What a COMMIT that answered `rc` means for the caller; called before anything else is run.
    std::exception_ptr commit_error(int rc) noexcept {
        int const primary = primary_code(rc);
        if (primary == SQLITE_CONSTRAINT || primary == SQLITE_BUSY)
            return error_of(rc, commit_.sql());
        try {
            auto const reason =
                std::string(sqlite3_errmsg(session_.native())) + " (" + result_name(rc) + ")";
            if (primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
                stop("lithe: write(): the writer has stopped: COMMIT failed: " + reason +
                     "; open the database again");
            }
            // The frames may have reached the medium although the flush failed, and then a crash
            // brings the transaction back: recovery cannot tell it from a committed one.
            if (rc == SQLITE_IOERR_FSYNC) {
                throw commit_outcome_unknown(
                    "lithe: write(): the flush of COMMIT failed: " + reason, rc, commit_.sql());
            }
            throw not_committed("lithe: write(): COMMIT failed: " + reason, rc, commit_.sql());
        } catch (...) {
            return std::current_exception();
        }
    }

    void stop(std::string const& message) {
        try {
            throw not_committed(message);
        } catch (...) {
            stopped_ = std::current_exception();
        }
    }

    // Refuses every COMMIT but this class's own: that of a callback, and the automatic one of a
    // statement that runs on after INSERT OR ROLLBACK or RAISE(ROLLBACK) ended the transaction.
    static int allow_commit(void* self) noexcept {
        return static_cast<group_commit*>(self)->committing_ ? 0 : 1;
    }

    session& session_;
    transaction_statement begin_;
    transaction_statement commit_;
    transaction_statement rollback_;
    transaction_statement savepoint_;
    transaction_statement release_;
    transaction_statement rollback_to_;
    std::exception_ptr stopped_{};
    bool committing_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
