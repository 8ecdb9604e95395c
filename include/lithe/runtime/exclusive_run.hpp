#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One write(exclusive, fn): what its statements' commits mean for its caller and for the writer. It
// hears of them as of those of a batch, though it is the callback that runs them: its wait for a
// lock ends in time, a failed flush stops the writer, and durable means durable.

#include <lithe/runtime/job_outcomes.hpp>
#include <lithe/runtime/write_control.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/session.hpp>

#include <atomic>
#include <exception>

namespace lithe::inline v0 {
namespace detail {

/// Used by the writer, outside transactions.
class exclusive_run {
public:
    exclusive_run(session& writer, write_control& control, write_breaker& breaker,
                  job_outcomes& outcomes) noexcept
        : session_(writer), control_(control), breaker_(breaker), outcomes_(outcomes) {}

    /// `aborts` ends its waits for the lock of another process, if it is there.
    void run(write_job& job, std::atomic<bool> const* aborts) noexcept {
        auto const level = control_.level_of(job.terms.durability);
        control_.patience.heed(&job.terms, aborts);
        auto const end = control_.run_exclusively(level, [&] { job.run(session_); });
        control_.patience.heed(nullptr, nullptr);
        if (!end.ran) {
            job.fail(end.not_restored);
        } else {
            judge_wait(job, aborts);
            judge_commits(job, end);
            if (end.not_restored != nullptr)
                stop(end.not_restored);
        }
        if (level >= synchronous::full && !breaker_.stopped()) {
            if (int const rc = control_.sync_wal(); rc != SQLITE_OK)
                job.fail(breaker_.flush_error(rc));
        }
        outcomes_.finish_exclusive(job, end.committed);
    }

private:
    static void judge_wait(write_job& job, std::atomic<bool> const* aborts) noexcept {
        if (primary_code(code_of(job.failure())) != SQLITE_BUSY)
            return;
        if (aborts != nullptr && aborts->load()) {
            job.fail(caught([] {
                throw closed(
                    "lithe: write(): the database was closed while this write waited for a lock");
            }));
        } else if (auto const late = caught([&job] { job.require_open(); })) {
            job.fail(late);
        }
    }

    // The callback may have taken no notice of an error, or told it in its own words.
    void judge_commits(write_job& job, write_control::exclusive_end const& end) noexcept {
        int const heard = code_of(job.failure());
        int const code = heard != SQLITE_OK && heard != SQLITE_ERROR ? heard : end.last_code;
        if (is_corruption(heard))
            breaker_.note_corruption(heard);
        if (code == SQLITE_IOERR_FSYNC) {
            job.fail(breaker_.flush_error(code));
        } else if (end.commit_failed) {
            switch (primary_code(code)) {
                case SQLITE_BUSY:
                case SQLITE_CONSTRAINT:
                case SQLITE_INTERRUPT:
                case SQLITE_NOMEM:
                    return;
                case SQLITE_IOERR:
                case SQLITE_FULL:
                    return breaker_.note_commit_failure(code, result_name(code));
                default:
                    job.fail(breaker_.flush_error(SQLITE_IOERR_FSYNC));
            }
        }
    }

    void stop(std::exception_ptr const& why) noexcept {
        try {
            std::rethrow_exception(why);
        } catch (std::exception const& thrown) {
            breaker_.stop(thrown.what(), SQLITE_ERROR);
        }
    }

    session& session_;
    write_control& control_;
    write_breaker& breaker_;
    job_outcomes& outcomes_;
};

}  // namespace detail
}  // namespace lithe::inline v0
