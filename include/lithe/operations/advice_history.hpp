#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Metrics over time, in windows of a minute, so that advice rests on what lasts: a rule is raised
// when it held in 3 of the last 5 windows and cleared when it held in none of them.

#include <lithe/operations/metrics.hpp>

#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// What happened between two metrics, and what the second said of its moment.
struct metrics_window {
    double seconds = 0;
    std::uint64_t writes = 0;
    std::uint64_t slow_writes = 0;  // that waited longer than 0.1 s
    std::uint64_t transactions = 0;
    std::uint64_t external_commits = 0;
    std::uint64_t batches = 0;
    std::uint64_t slow_batches = 0;  // that ran longer than 0.1 s
    std::uint64_t lock_waits = 0;    // for other processes
    double busy = 0;                 // share of the time that the writer worked
    std::int64_t wal = 0;
    std::uint64_t starved = 0;
    std::chrono::milliseconds oldest_read{};
    std::chrono::nanoseconds unsynced{};
    std::chrono::microseconds wait_p95{};
};

inline metrics_window window_between(metrics const& before, metrics const& now) {
    metrics_window found;
    auto const elapsed = now.since_open - before.since_open;
    found.seconds = std::chrono::duration<double>(elapsed).count();
    found.writes = now.writer.wait.count() - before.writer.wait.count();
    found.slow_writes = now.writer.wait.slow() - before.writer.wait.slow();
    found.transactions = now.writer.transactions - before.writer.transactions;
    found.external_commits = now.writer.external_commits - before.writer.external_commits;
    found.lock_waits = now.writer.lock_waits - before.writer.lock_waits;
    found.batches = now.writer.batch.count() - before.writer.batch.count();
    found.slow_batches = now.writer.batch.slow() - before.writer.batch.slow();
    auto const worked = now.writer.busy_time - before.writer.busy_time;
    if (found.seconds > 0)
        found.busy = std::chrono::duration<double>(worked).count() / found.seconds;
    found.wal = now.storage.wal;
    found.starved = now.checkpoints.starved;
    found.oldest_read = now.readers.oldest_age;
    found.unsynced = now.writer.unsynced_age;
    histogram waits;
    for (std::size_t at = 0; at < histogram::bucket_count; ++at)
        waits.counts[at] = now.writer.wait.counts[at] - before.writer.wait.counts[at];
    found.wait_p95 = waits.quantile(0.95);
    return found;
}

/// Whether a rule held in each of the last 32 windows, and whether it is raised.
class rule_history {
public:
    void add(bool held) noexcept {
        held_ = (held_ << 1U) | (held ? 1U : 0U);
        auto const lately = std::popcount(held_ & last_five);
        raised_ = lately >= 3 || (raised_ && lately > 0);
    }
    [[nodiscard]] bool raised() const noexcept { return raised_; }
    /// Whether it held in the last window.
    [[nodiscard]] bool latest() const noexcept { return (held_ & 1U) != 0; }
    /// In how many of the last five it held together with `other`.
    [[nodiscard]] int together(rule_history const& other) const noexcept {
        return std::popcount(held_ & other.held_ & last_five);
    }

private:
    static constexpr std::uint32_t last_five = 31;

    std::uint32_t held_ = 0;
    bool raised_ = false;
};

/// How fast a file has grown in the last sixty windows, an hour or more.
class file_growth {
public:
    void add(double seconds, std::int64_t bytes) noexcept {
        at_ += seconds;
        samples_[count_++ % most] = {at_, bytes};
    }
    /// Returns: the days until `free` bytes are used up at this rate; negative if that never comes,
    /// or is not known yet, as in the first half of the first hour.
    [[nodiscard]] double days_until_full(std::int64_t free) const noexcept {
        if (count_ <= most / 2 || free < 0)
            return -1;
        auto const& oldest = samples_[count_ >= most ? count_ % most : 0];
        auto const& latest = samples_[(count_ - 1) % most];
        if (oldest.bytes < 0 || latest.bytes <= oldest.bytes)
            return -1;
        return static_cast<double>(free) / static_cast<double>(latest.bytes - oldest.bytes) *
               (latest.at - oldest.at) / 86'400;
    }

private:
    static constexpr std::size_t most = 60;
    struct sample {
        double at = 0;  // seconds
        std::int64_t bytes = -1;
    };

    sample samples_[most] = {};
    std::size_t count_ = 0;
    double at_ = 0;
};

/// The rules that rest on windows.
class advice_history {
public:
    static constexpr double shortest_window = 60;  // seconds

    /// Adds a window if it is time for one.
    void add(metrics const& now) {
        auto const next = window_between(last_, now);
        if (next.seconds < shortest_window)
            return;
        last_ = now;
        last_.statements.clear();
        latest = next;
        ++windows;
        wal_large.add(next.wal > (std::int64_t{100} << 20));
        wal_starved.add(next.starved >= 10);
        reader_old.add(next.oldest_read.count() > 30'000);
        bool const enough = next.writes >= 500;
        wait_p95.add(enough && next.wait_p95.count() > 100'000);
        saturated.add(next.busy > 0.7);
        unsynced.add(next.unsynced > std::chrono::seconds(5));
        // Explained by a long job or by old readers, waits are no reason to move.
        bool const explained = next.starved >= 10 || 20 * next.slow_batches > next.batches;
        slow_writes.add(enough && !explained && 20 * next.slow_writes > next.writes);
        many_commits.add(static_cast<double>(next.transactions) > 10'000 * next.seconds);
        // Litestream writes a number into a table of its own whenever it moves frames.
        bool const beside_litestream = now.checkpoints.by_others;
        other_writers.add(next.external_commits > 0 && !beside_litestream);
        growth.add(next.seconds, now.storage.database);
        days_left = growth.days_until_full(now.storage.disk_free);
        disk_fills.add(days_left >= 0 && days_left < 7);
        litestream_stopped.add(beside_litestream && wal_large.latest() &&
                               next.external_commits == 0);
        constexpr auto restarts_at = std::int64_t{10'000} * 4096;
        litestream_stalls.add(beside_litestream && next.wal > restarts_at && next.lock_waits > 0 &&
                              next.oldest_read.count() > 1000);
    }

    rule_history wal_large{};
    rule_history wal_starved{};
    rule_history reader_old{};
    rule_history wait_p95{};
    rule_history saturated{};
    rule_history unsynced{};
    rule_history slow_writes{};
    rule_history many_commits{};
    rule_history other_writers{};
    rule_history disk_fills{};
    rule_history litestream_stopped{};
    rule_history litestream_stalls{};
    file_growth growth{};
    double days_left = -1;
    metrics_window latest{};
    std::uint64_t windows = 0;

private:
    metrics last_{};  // at first, of a database just opened
};

}  // namespace detail
}  // namespace lithe::inline v0
