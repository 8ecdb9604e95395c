// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/lanes.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <deque>

using lithe::lane;
using lithe::detail::job_list;
using lithe::detail::job_terms;
using lithe::detail::lanes;
using namespace std::chrono_literals;

namespace {

job_terms in(lane asked) {
    job_terms terms;
    terms.lane = asked;
    return terms;
}

struct idle_job final : lithe::detail::write_job {
    explicit idle_job(lane asked) : write_job(in(asked)) {}
    void run(lithe::detail::session&) noexcept override {}
    void fail(std::exception_ptr) noexcept override {}
    bool failed() const noexcept override { return false; }
    std::exception_ptr failure() const noexcept override { return nullptr; }
};

void add(lanes& waiting, std::deque<idle_job>& jobs, lane asked) {
    job_list one;
    one.push_back(jobs.emplace_back(asked));
    waiting.add(one);
}

}  // namespace

TEST_CASE("lanes: interactive goes first, whoever came first; a lane alone has all") {
    lanes waiting;
    std::deque<idle_job> jobs;
    CHECK(waiting.empty());
    add(waiting, jobs, lane::bulk);
    CHECK(waiting.choose() == lane::bulk);
    add(waiting, jobs, lane::interactive);
    CHECK(waiting.size() == 2);
    CHECK(waiting.choose() == lane::interactive);
    CHECK(&waiting.line(lane::interactive).pop_front() == &jobs[1]);
    CHECK(waiting.choose() == lane::bulk);
    job_list all;
    waiting.take_all(all);
    CHECK(all.size() == 1);
    CHECK(waiting.empty());
}

TEST_CASE("lanes: bulk gets a fifth of the time beside interactive writes without end") {
    lanes waiting;
    std::deque<idle_job> jobs;
    add(waiting, jobs, lane::bulk);
    add(waiting, jobs, lane::interactive);
    auto const bulk_takes = GENERATE(2ms, 5ms, 20ms);
    std::chrono::nanoseconds bulk_time{};
    std::chrono::nanoseconds interactive_time{};
    CHECK(waiting.choose() == lane::interactive);
    for (int turn = 0; turn < 5000; ++turn) {
        auto const chosen = waiting.choose();
        std::chrono::nanoseconds const took = chosen == lane::bulk ? bulk_takes : 1ms;
        (chosen == lane::bulk ? bulk_time : interactive_time) += took;
        waiting.note(chosen, took);
    }
    auto const share = static_cast<double>(bulk_time.count()) /
                       static_cast<double>((bulk_time + interactive_time).count());
    CHECK(share > 0.17);
    CHECK(share < 0.23);
}
