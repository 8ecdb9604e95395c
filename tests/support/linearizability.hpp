#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether a history of concurrent calls can be put in one order that a sequential model explains
// and that keeps the order of calls of which one had ended before the other began. The search of
// Wing and Gong with Lowe's memory of states: small histories only. Source:
// https://doi.org/10.1002/cpe.3928

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace lithe_test {

/// One call: what was asked and answered, and when, on one clock for all threads.
template <class Call>
struct timed {
    Call call;
    std::int64_t asked = 0;
    std::int64_t answered = 0;
};

/// `Model`: ordered, and `bool apply(Call const&)`, which says whether the answer is the one that
/// the call has in this state, and takes its effect. At most 64 calls.
template <class Model, class Call>
class linearizability {
public:
    explicit linearizability(std::vector<timed<Call>> const& history) : history_(history) {}

    /// Whether there is such an order.
    bool holds(Model const& start = {}) {
        seen_.clear();
        return search(0, start);
    }

private:
    using mask = std::uint64_t;

    bool search(mask done, Model const& state) {
        if (done == full())
            return true;
        if (!seen_.emplace(done, state).second)
            return false;
        // Nothing may come after a call that had been answered before it was asked.
        std::int64_t first_answer = INT64_MAX;
        for (std::size_t at = 0; at < history_.size(); ++at) {
            if ((done >> at & 1U) == 0 && history_[at].answered < first_answer)
                first_answer = history_[at].answered;
        }
        for (std::size_t at = 0; at < history_.size(); ++at) {
            if ((done >> at & 1U) != 0 || history_[at].asked > first_answer)
                continue;
            Model next = state;
            if (next.apply(history_[at].call) && search(done | mask{1} << at, next))
                return true;
        }
        return false;
    }

    mask full() const {
        return history_.size() == 64 ? ~mask{0} : (mask{1} << history_.size()) - 1;
    }

    std::vector<timed<Call>> const& history_;
    std::set<std::pair<mask, Model>> seen_;
};

}  // namespace lithe_test
