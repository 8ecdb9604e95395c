#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which of the waiting writes comes next. A transaction has members of one lane: an interactive
// write does not wait for a bulk write behind it.

#include <lithe/runtime/write_job.hpp>
#include <lithe/runtime/write_options.hpp>

#include <chrono>
#include <cstddef>

namespace lithe::inline v0 {
namespace detail {

/// The jobs that the writer has taken from the queue, a FIFO for each lane. Used by one thread.
///
/// Interactive goes first. What it runs while bulk waits earns bulk a quarter of that time; when
/// this has come to what a bulk transaction takes, one is run.
class lanes {
public:
    bool empty() const noexcept { return interactive_.empty() && bulk_.empty(); }
    std::size_t size() const noexcept { return interactive_.size() + bulk_.size(); }

    void add(job_list& arrived) noexcept {
        while (!arrived.empty()) {
            auto& job = arrived.pop_front();
            line(job.terms.lane).push_back(job);
        }
    }

    job_list& line(lane asked) noexcept { return asked == lane::bulk ? bulk_ : interactive_; }

    /// The lane of the next transaction. Precondition: not empty.
    lane choose() noexcept {
        if (bulk_.empty() || interactive_.empty()) {
            earned_ = {};
            return bulk_.empty() ? lane::interactive : lane::bulk;
        }
        if (earned_ < bulk_time_)
            return lane::interactive;
        earned_ = {};
        return lane::bulk;
    }

    /// What the transaction that was chosen took.
    void note(lane chosen, std::chrono::nanoseconds took) noexcept {
        if (chosen == lane::bulk) {
            bulk_time_ += (took - bulk_time_) / 4;
        } else if (!bulk_.empty()) {
            earned_ += took / 4;
        }
    }

    /// Moves everything to `all`.
    void take_all(job_list& all) noexcept {
        all.append(interactive_);
        all.append(bulk_);
    }

private:
    job_list interactive_;
    job_list bulk_;
    std::chrono::nanoseconds earned_{};
    std::chrono::nanoseconds bulk_time_{std::chrono::milliseconds(1)};
};

}  // namespace detail
}  // namespace lithe::inline v0
