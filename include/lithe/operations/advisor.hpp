#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// lithe::advise(db): what to do about the state of a database, and when it is time to move to a
// server. Called about once a minute; what rests on windows is raised and cleared with hysteresis.

#include <lithe/operations/advice_history.hpp>
#include <lithe/operations/backup.hpp>
#include <lithe/operations/metrics.hpp>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0 {

enum class severity { note, warning, critical };

/// One piece of advice. `code` is stable; the texts are for people.
struct advice {
    std::string code{};
    lithe::severity severity = lithe::severity::warning;
    std::string observed{};
    std::string threshold{};
    std::string remedy{};

    [[nodiscard]] std::string text() const {
        constexpr std::string_view names[] = {"note", "warning", "critical"};
        auto line = code + " (" + std::string(names[static_cast<std::size_t>(severity)]) + "): ";
        line += observed + "; threshold: " + threshold + "; " + remedy + "\n";
        return line;
    }

    template <class Stream>
        requires requires(Stream& out, std::string const& line) { out.write(line.data(), 1); }
    friend Stream& operator<<(Stream& out, advice const& given) {
        auto const line = given.text();
        out.write(line.data(), static_cast<std::ptrdiff_t>(line.size()));
        return out;
    }
};

namespace detail {

inline std::string in_mebibytes(std::int64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}
inline std::string in_percent(double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}
inline std::string in_percent(std::uint64_t part, std::uint64_t whole) {
    return in_percent(whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole));
}

/// Whether this SQLite may lose a WAL that two connections checkpoint and write at one moment.
/// Source: https://www.sqlite.org/wal.html#walresetbug
constexpr bool has_wal_reset_bug(int version) noexcept {
    bool const mended = version >= 3'051'003 || (version >= 3'044'006 && version < 3'045'000) ||
                        (version >= 3'050'007 && version < 3'051'000);
    return !mended;
}

inline void advise_now(metrics const& now, int version, std::vector<advice>& list) {
    if (now.writer.condition == writer_condition::stopped)
        list.push_back({"writer.stopped", severity::critical, "the writer has stopped", "never",
                        "look at the errors of the writes; close the database and open it again"});
    if (now.writer.condition == writer_condition::disk_full)
        list.push_back({"disk.full", severity::critical, "writes fail for want of room", "never",
                        "free some; the writer tries again every second"});
    if (now.checkpoints.failures > 0)
        list.push_back({"checkpoint.failed", severity::warning,
                        std::to_string(now.checkpoints.failures) + " checkpoints failed", "none",
                        "look for errors of the disk; the WAL grows until one succeeds"});
    if (version < 3'050'002)
        list.push_back({"sqlite.spill_savepoint", severity::note,
                        "SQLite before 3.50.2 loses commits in a crash after a rolled-back spill",
                        "3.50.2", "lithe avoids it by keeping changed pages in memory; upgrade"});
    if (has_wal_reset_bug(version) && now.writer.external_commits > 0 && !now.checkpoints.by_others)
        list.push_back({"sqlite.wal_reset_bug", severity::warning,
                        "another connection writes, and may checkpoint at the same moment",
                        "3.51.3, 3.50.7 or 3.44.6", "upgrade SQLite, or write by one process"});
    if (now.storage.has_litestream_folder && !now.checkpoints.by_others)
        list.push_back(
            {"litestream.two_checkpointers", severity::warning,
             "Litestream's folder lies beside the file, and lithe checkpoints it",
             "one that checkpoints",
             "open it with .checkpoints = lithe::checkpoints::others; without Litestream "
             "delete the folder"});
    for (auto const& statement : now.statements) {
        if (statement.calls >= 100 && statement.full_scan_steps > 1000 * statement.calls)
            list.push_back({"query.fullscan", severity::warning,
                            std::to_string(statement.full_scan_steps / statement.calls) +
                                " rows passed in each of " + std::to_string(statement.calls) +
                                " runs of " + statement.sql,
                            "1000 rows in each of 100 runs", "an index for its conditions"});
    }
}

inline void advise_lasting(advice_history const& past, metrics const& now,
                           std::vector<advice>& list) {
    auto const& last = past.latest;
    auto const& site = now.readers.oldest_site;
    auto const called_at = std::string(site.file) + ":" + std::to_string(site.line);
    if (past.wal_large.raised())
        list.push_back(
            {"wal.large",
             last.wal > (std::int64_t{500} << 20) ? severity::critical : severity::warning,
             "the WAL has " + in_mebibytes(last.wal), "100 MiB",
             site.file[0] == '\0' ? "look for long reads and for failed checkpoints"
                                  : "end the read of " + called_at});
    if (past.wal_starved.raised())
        list.push_back({"wal.starved", severity::warning,
                        std::to_string(last.starved) + " checkpoints in a row could not move all",
                        "10", "shorter reads; .max_read_age ends long ones"});
    if (past.reader_old.raised())
        list.push_back({"reader.old", severity::warning,
                        "a read has lasted " + std::to_string(last.oldest_read.count() / 1000) +
                            " s, called at " + called_at,
                        "30 s", "read page by page, or from a backup"});
    if (past.wait_p95.raised())
        list.push_back({"writer.wait_p95", severity::warning,
                        "5 % of the writes wait longer than " +
                            std::to_string(last.wait_p95.count() / 1000) + " ms",
                        "100 ms with 500 writes in a minute",
                        "look at db.statistics(); fewer and shorter write callbacks"});
    if (past.saturated.raised())
        list.push_back({"writer.saturated", severity::warning,
                        "the writer works " + in_percent(last.busy) + " of the time", "70 %",
                        "put small writes together; move work out of write callbacks"});
    if (past.unsynced.raised())
        list.push_back({"durability.window", severity::warning,
                        "commits stay unflushed for " +
                            std::to_string(last.unsynced.count() / 1'000'000'000) + " s",
                        "5 s", "set .max_unsynced, or write durable what must not be lost"});
    if (past.disk_fills.raised())
        list.push_back({"file.growth", past.days_left < 1 ? severity::critical : severity::warning,
                        "the disk is full in " + std::to_string(static_cast<int>(past.days_left)) +
                            " days at the rate of the last hour",
                        "7 days", "delete what is old, or get a larger disk"});
}

/// Beside Litestream, by what it leaves behind; how far a replica lags only Litestream itself
/// tells.
inline void advise_litestream(advice_history const& past, metrics const& now,
                              std::vector<advice>& list) {
    auto const& site = now.readers.oldest_site;
    if (past.litestream_stopped.raised())
        list.push_back({"litestream.stopped", severity::critical,
                        "the WAL has " + in_mebibytes(past.latest.wal) +
                            ", which nobody has written to the file",
                        "100 MiB", "start Litestream; without it, .checkpoints = own"});
    if (past.litestream_stalls.raised())
        list.push_back({"litestream.restart_stall", severity::critical,
                        "writes wait for Litestream's lock, and that for the read of " +
                            std::string(site.file) + ":" + std::to_string(site.line),
                        "a WAL of 10000 pages and a read of 1 s",
                        "end the read; .max_read_age ends such; Litestream 0.5 does not wait"});
}

/// Moving is advised when two of the three criteria held in the same windows, 3 of the last 5.
inline void advise_moving(advice_history const& past, std::vector<advice>& list) {
    auto const& last = past.latest;
    std::string observed;
    auto const note = [&observed](rule_history const& rule, std::string const& words) {
        if (rule.raised())
            observed += (observed.empty() ? "" : ", ") + words;
    };
    note(past.slow_writes,
         in_percent(last.slow_writes, last.writes) + " of the writes wait longer than 100 ms");
    note(past.many_commits,
         std::to_string(static_cast<std::int64_t>(static_cast<double>(last.transactions) /
                                                  (last.seconds > 0 ? last.seconds : 1))) +
             " commits/s");
    note(past.other_writers, "several processes write");
    if (observed.empty())
        return;
    bool const move = past.slow_writes.together(past.many_commits) >= 3 ||
                      past.slow_writes.together(past.other_writers) >= 3 ||
                      past.many_commits.together(past.other_writers) >= 3;
    std::string const limits =
        "two of: 5 % of the writes wait 100 ms, 10000 commits/s, "
        "several processes write";
    if (move) {
        list.push_back({"move_to_server", severity::warning, observed, limits,
                        "plan the move to a database server; until then a file for each tenant"});
    } else {
        list.push_back({"move_to_server.watch", severity::note, observed, limits,
                        "first put writes together, shorten callbacks, write by one process"});
    }
}

}  // namespace detail

/// Keeps the windows of one database.
///
/// Threads: any.
class advisor {
public:
    /// What is to be said of `now`, the metrics of that database at this moment.
    std::vector<advice> judge(metrics const& now,
                              int sqlite_version = sqlite3_libversion_number()) {
        std::lock_guard const lock(mutex_);
        past_.add(now);
        std::vector<advice> list;
        detail::advise_now(now, sqlite_version, list);
        detail::advise_lasting(past_, now, list);
        detail::advise_litestream(past_, now, list);
        detail::advise_moving(past_, list);
        return list;
    }

private:
    std::mutex mutex_;
    detail::advice_history past_{};
};

/// What to do about `db`, by its metrics. Call it about once a minute: a window is a minute or, if
/// it is called less often, longer; what rests on windows needs three of them.
inline std::vector<advice> advise(database const& db) {
    auto& core = detail::operation_access::core(db);
    metrics now;
    detail::collect_metrics(core, now);
    return core.attached<advisor>().judge(now);
}

}  // namespace lithe::inline v0
