// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/job_outcomes.hpp>

#include <lithe/runtime/write_failure.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

using namespace lithe::detail;
using namespace std::chrono_literals;

namespace {

struct idle_job final : write_job {
    explicit idle_job(job_terms asked = {}) : write_job(std::move(asked)) {}
    void run(session&) noexcept override {}
    void fail(std::exception_ptr failure) noexcept override { error = std::move(failure); }
    bool failed() const noexcept override { return error != nullptr; }
    std::exception_ptr failure() const noexcept override { return error; }
    std::exception_ptr error{};
};

job_terms with_deadline() {
    return {job_kind::batched, {.deadline = lithe::timeout::milliseconds(1000)}};
}

}  // namespace

TEST_CASE("job_outcomes: what is too late fails, unless its caller has gone") {
    write_counts counts;
    job_outcomes outcomes(counts);
    idle_job unlimited;
    idle_job in_time(with_deadline());
    idle_job late(with_deadline());
    idle_job left(with_deadline());
    auto const now = std::chrono::steady_clock::now();
    CHECK(outcomes.may_run(unlimited, now + 1h));
    CHECK(outcomes.may_run(in_time, now));
    CHECK_FALSE(in_time.abandon());  // it runs
    CHECK_FALSE(outcomes.may_run(late, now + 1h));
    CHECK_THROWS_AS(std::rethrow_exception(late.error), lithe::deadline_exceeded);
    REQUIRE(left.abandon());
    CHECK_FALSE(outcomes.may_run(left, now));
    CHECK(outcomes.is_late(left, now + 1h));
    CHECK_FALSE(left.failed());
    CHECK(counts.expired.value() == 1);
    CHECK(counts.failed.value() == 1);
}

TEST_CASE("job_outcomes: places in the order of commits are those of the writes that succeeded") {
    write_counts counts;
    job_outcomes outcomes(counts);
    idle_job jobs[4];
    auto const error = caught([] { throw std::runtime_error("mine"); });
    jobs[1].fail(error);
    job_list members;
    for (auto& job : jobs)
        members.push_back(job);
    outcomes.commit(members);
    CHECK(jobs[0].commit_seq == 1);
    CHECK(jobs[1].commit_seq == 0);
    CHECK(jobs[3].commit_seq == 3);
    CHECK(counts.transactions.value() == 1);
    CHECK(counts.writes.value() == 3);
    CHECK(counts.failed.value() == 1);
    CHECK(counts.last_commit.value() == 3);

    idle_job refused[2];
    REQUIRE(refused[1].abandon());
    job_list lost;
    lost.push_back(refused[0]);
    lost.push_back(refused[1]);
    job_list finished;
    outcomes.fail_all(lost, error, finished);
    CHECK(lost.empty());
    CHECK(finished.size() == 2);
    CHECK(refused[0].failed());
    CHECK_FALSE(refused[1].failed());
    outcomes.finish_failed(finished, members);
    CHECK(members.size() == 6);
    CHECK(counts.failed.value() == 4);
}
