#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What one read may be told: how long it may wait and run, and who may stop it; and what watches
// over that while its statements run. No thread is needed for it: SQLite asks from time to time.

#include <lithe/runtime/stop_token.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace lithe::inline v0 {

/// Example: db.read(fn, {.deadline = 50ms, .stop = source.get_token()})
struct read_options {
    /// From the call on, for the wait for a reader and the read together: deadline_exceeded. A
    /// negative one is std::invalid_argument.
    timeout deadline = no_deadline;
    /// A std::stop_token or lithe::stop_token: cancelled, also while it waits for a reader.
    stop_token stop{};
};

namespace detail {

using steady_time = std::chrono::steady_clock::time_point;

/// A moment of the steady clock in nanoseconds, or none: std::optional of a time_point is the same
/// with 300 instantiations in every translation unit.
using clock_point = std::int64_t;
inline constexpr clock_point no_moment = INT64_MAX;

inline clock_point moment_now() noexcept {
    static_assert(std::chrono::steady_clock::period::den == 1'000'000'000);
    return std::chrono::steady_clock::now().time_since_epoch().count();
}
inline steady_time time_of(clock_point when) noexcept {
    return steady_time(steady_time::duration(when));
}
/// The moment `limit` from now, which is 0 or more.
inline clock_point moment_after(timeout limit) noexcept {
    constexpr std::int64_t longest = std::int64_t{1000} * 60 * 60 * 24 * 365;  // a clock's range
    return moment_now() + 1'000'000 * (limit.count() < longest ? limit.count() : longest);
}

/// The moment that a call's deadline is; none where it has none.
inline clock_point moment_of(timeout deadline) {
    return has_limit(deadline) ? moment_after(deadline) : no_moment;
}

/// Ends one read when it may not go on: it is asked before each statement, and every 1000 steps of
/// SQLite's machine (20 to 50 µs), where it interrupts the statement. An interrupted query harms
/// nothing but itself.
///
/// Threads: that of the read. Source: https://www.sqlite.org/c3ref/progress_handler.html
class read_watch final : public statement_gate {
public:
    enum class reason { none, deadline, stopped, too_old };

    read_watch() = default;
    read_watch(read_watch const&) = delete;
    read_watch& operator=(read_watch const&) = delete;

    /// Lifetime: `stop`, and this object, are used until disarm().
    void arm(sqlite3* db, clock_point deadline, stop_token const* stop,
             clock_point too_old) noexcept {
        deadline_ = deadline;
        stop_ = stop != nullptr && stop->stop_possible() ? stop : nullptr;
        too_old_ = too_old;
        fired_ = reason::none;
        armed_ = deadline_ != no_moment || stop_ != nullptr || too_old_ != no_moment;
        if (armed_)
            sqlite3_progress_handler(db, 1000, &ask, this);
    }

    void disarm(sqlite3* db) noexcept {
        if (armed_)
            sqlite3_progress_handler(db, 0, nullptr, nullptr);
        armed_ = false;
        fired_ = reason::none;
    }

    /// Whether it has come to that, now or before.
    [[nodiscard]] reason check() const noexcept {
        if (!armed_ || fired_ != reason::none)
            return fired_;
        if (stop_ != nullptr && stop_->stop_requested())
            return fired_ = reason::stopped;
        auto const now = moment_now();
        if (now >= deadline_)
            return fired_ = reason::deadline;
        if (now >= too_old_)
            return fired_ = reason::too_old;
        return reason::none;
    }

    /// To be asked before each statement: null where there is no limit.
    [[nodiscard]] statement_gate const* gate() const noexcept { return armed_ ? this : nullptr; }
    void require_open() const override {
        if (auto const why = check(); why != reason::none)
            throw_reason(why);
    }

    /// What ended the read, if this did.
    [[nodiscard]] reason fired() const noexcept { return fired_; }

    [[noreturn]] static void throw_reason(reason why) {
        if (why == reason::deadline)
            throw deadline_exceeded("lithe: read(): the deadline has passed", SQLITE_INTERRUPT);
        if (why == reason::too_old)
            throw deadline_exceeded("lithe: read(): its snapshot is older than max_read_age allows",
                                    SQLITE_INTERRUPT);
        throw cancelled("lithe: read(): the caller's stop token asked for it", SQLITE_INTERRUPT);
    }

private:
    static int ask(void* self) noexcept {
        return static_cast<read_watch*>(self)->check() == reason::none ? 0 : 1;
    }

    clock_point deadline_ = no_moment;
    clock_point too_old_ = no_moment;
    stop_token const* stop_ = nullptr;
    mutable reason fired_ = reason::none;  // what was found once stays
    bool armed_ = false;
};

/// Waits until `done()`, which is asked again after each wake-up.
/// Returns: why it has not waited any longer; also with `done()`, if both came together.
template <class Done>
read_watch::reason wait_within(std::unique_lock<std::mutex>& lock, std::condition_variable& changed,
                               clock_point deadline, stop_token const* stop, Done done) {
    constexpr clock_point between_looks = 2'000'000;  // at the token: it cannot wake us
    bool const may_stop = stop != nullptr && stop->stop_possible();
    auto why = read_watch::reason::none;
    while (!done() && why == read_watch::reason::none) {
        auto const next = may_stop ? moment_now() + between_looks : no_moment;
        auto const until = deadline < next ? deadline : next;
        if (until == no_moment) {
            changed.wait(lock);
        } else {
            changed.wait_until(lock, time_of(until));
        }
        if (moment_now() >= deadline)
            why = read_watch::reason::deadline;
        if (may_stop && stop->stop_requested())
            why = read_watch::reason::stopped;
    }
    return why;
}

}  // namespace detail
}  // namespace lithe::inline v0
