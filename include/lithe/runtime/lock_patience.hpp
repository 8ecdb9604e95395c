#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How the writer waits for the lock of another process: in slices, so that between two of them the
// jobs whose deadline has passed, or which were cancelled, can be given back. sqlite3_interrupt
// does not wake a connection that waits in sqlite3_busy_timeout.

#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// The busy handler of the writer's connection. Used by one thread.
///
/// Lifetime: the connection's busy handler points here.
/// Source: https://www.sqlite.org/c3ref/busy_handler.html
class lock_patience {
public:
    using clock = std::chrono::steady_clock;

    lock_patience(sqlite3* db, timeout patience, write_counts& counts)
        : db_(db),
          counts_(counts),
          patience_(patience.count() < longest ? patience.count() : longest) {
        check(db, install());
    }
    lock_patience(lock_patience const&) = delete;
    lock_patience& operator=(lock_patience const&) = delete;
    ~lock_patience() { sqlite3_busy_handler(db_, nullptr, nullptr); }

    /// Also after a callback that may have put another handler in the place of this one.
    int install() noexcept { return sqlite3_busy_handler(db_, &wait, this); }

    /// From now on a statement waits at most `limit`; SQLite then answers SQLITE_BUSY.
    void limit_to(std::chrono::milliseconds limit) noexcept { limit_ = limit; }
    /// A statement waits as long as busy_timeout says.
    void unlimit() noexcept { limit_ = patience_; }

    /// From now on a wait ends when the job of these terms is late, or `abort` is set; nulls: no
    /// more.
    void heed(job_terms const* terms, std::atomic<bool> const* abort) noexcept {
        terms_ = terms;
        abort_ = abort;
    }

    std::chrono::milliseconds patience() const noexcept { return patience_; }

private:
    static constexpr std::int64_t longest = std::int64_t{366} * 24 * 3600 * 1000;  // a year

    static int wait(void* context, int times) noexcept {
        return static_cast<lock_patience*>(context)->nap(times) ? 1 : 0;
    }

    // Sleeps of 1 to 5 ms: SQLite's own grow to 100 ms, while the lock is often free.
    bool nap(int times) noexcept {
        auto const now = clock::now();
        if (times == 0) {
            began_ = now;
            counts_.lock_waits.add();
        }
        auto const left =
            std::chrono::ceil<std::chrono::milliseconds>(limit_ - (now - began_)).count();
        if (left <= 0 || gives_up(now))
            return false;
        std::int64_t const step = times < 100 ? 1 : 5;
        sqlite3_sleep(static_cast<int>(step < left ? step : left));
        counts_.lock_wait_ns.add(
            static_cast<std::uint64_t>(std::chrono::nanoseconds(clock::now() - now).count()));
        return true;
    }

    bool gives_up(clock::time_point now) const noexcept {
        return (abort_ != nullptr && abort_->load()) ||
               (terms_ != nullptr && (now >= terms_->deadline || terms_->stop.stop_requested()));
    }

    sqlite3* db_;
    job_terms const* terms_ = nullptr;
    std::atomic<bool> const* abort_ = nullptr;
    write_counts& counts_;
    std::chrono::milliseconds patience_;
    std::chrono::milliseconds limit_{patience_};
    clock::time_point began_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
