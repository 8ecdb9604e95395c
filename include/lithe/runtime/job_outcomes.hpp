#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What becomes of the jobs of a batch: which come too late to be run, their errors, their places in
// the order of commits, and the counts of it all. It runs nothing and knows no connection.

#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_job.hpp>

#include <cstdint>
#include <exception>

namespace lithe::inline v0 {
namespace detail {

/// Used by one thread at a time.
class job_outcomes {
public:
    using time_point = job_terms::time_point;

    explicit job_outcomes(write_counts& counts) noexcept : counts_(counts) {}

    /// Whether the job is not to be run: then its error is in place, or nobody waits for it.
    bool is_late(write_job& job, time_point now) noexcept {
        auto const& terms = job.terms;
        if (!terms.has_limits() || (now < terms.deadline && !terms.stop.stop_requested()))
            return false;
        if (job.claim()) {
            fail(job, limit_error(terms));
            counts_.expired.add();
        }
        return true;
    }

    /// As !is_late(); then its caller waits until it has run.
    bool may_run(write_job& job, time_point now) noexcept {
        return !job.terms.has_limits() || (!is_late(job, now) && job.claim());
    }

    void fail(write_job& job, std::exception_ptr const& error) noexcept {
        job.fail(error);
        counts_.failed.add();
    }

    /// Those that nobody waits for any more are finished without.
    void fail_all(job_list& jobs, std::exception_ptr const& error, job_list& finished) noexcept {
        jobs.for_each([&](write_job& job) {
            if (job.claim())
                fail(job, error);
        });
        finished.append(jobs);
    }

    /// COMMIT has succeeded: those that have not failed get the next places.
    void commit(job_list& members) noexcept {
        counts_.transactions.add();
        std::uint64_t failed = 0;
        members.for_each(
            [&](write_job& job) { job.failed() ? ++failed : job.commit_seq = ++commit_seq_; });
        counts_.writes.add(members.size() - failed);
        counts_.failed.add(failed);
        counts_.last_commit.set(commit_seq_);
    }

    /// A job ran that committed by itself, if it `committed` anything. One place is for all of it.
    void finish_exclusive(write_job& job, bool committed) noexcept {
        job.failed() ? counts_.failed.add() : counts_.writes.add();
        if (job.failed() && !committed)
            return;
        job.commit_seq = ++commit_seq_;
        counts_.last_commit.set(commit_seq_);
    }

    /// Their errors are in place, each its own.
    void finish_failed(job_list& members, job_list& finished) noexcept {
        counts_.failed.add(members.size());
        finished.append(members);
    }

private:
    write_counts& counts_;
    std::uint64_t commit_seq_ = 0;
};

}  // namespace detail
}  // namespace lithe::inline v0
