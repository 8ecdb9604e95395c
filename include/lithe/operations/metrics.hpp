#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// lithe::metrics metrics = db.metrics(): every number of a database at one moment, for export,
// health and advice. Counters grow from the opening of the file; rates are differences of two.

#include <lithe/runtime/database_core.hpp>
#include <lithe/runtime/histogram.hpp>
#include <lithe/runtime/statistics.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/sqlite/finished_file.hpp>

#if !defined(_WIN32)
#include <sys/statvfs.h>
#endif

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lithe::inline v0 {

/// What the writer does.
enum class writer_condition {
    none,  ///< the database was opened to be read only
    running,
    disk_full,  ///< writes fail at once; one is tried every second
    stopped     ///< until the database is opened again; reads go on
};

struct queue_metrics {
    std::size_t depth = 0;  ///< writes queued or under way
    std::size_t bytes = 0;
    std::size_t capacity = 0;
};

struct writer_metrics {
    writer_condition condition = writer_condition::none;
    std::uint64_t transactions = 0;  ///< committed; several writes may share one
    std::uint64_t acknowledged = 0;  ///< writes that succeeded
    std::uint64_t failed = 0;
    std::uint64_t expired = 0;  ///< of those: past their deadline or stopped before they ran
    std::uint64_t reruns = 0;   ///< batches lost through one member and run again one by one
    std::uint64_t busy = 0;     ///< transactions given up for another process's lock
    std::uint64_t lock_waits = 0;
    std::chrono::nanoseconds lock_wait{};
    std::uint64_t external_commits = 0;  ///< times that other connections were seen to have written
    std::uint64_t wal_syncs = 0;
    std::uint64_t last_commit = 0;
    std::chrono::nanoseconds unsynced_age{};  ///< of the oldest commit that a power cut can lose
    std::chrono::nanoseconds busy_time{};     ///< running batches, of all time
    histogram wait{};                         ///< from the call to the start of its batch
    histogram batch{};                        ///< from BEGIN to COMMIT
};

struct reader_metrics {
    std::size_t size = 0;  ///< reads at a time at most
    std::size_t open = 0;
    std::size_t lent = 0;
    std::size_t held = 0;  ///< by snapshots and backups
    std::uint64_t reads = 0;
    std::uint64_t waited = 0;    ///< for a reader
    std::uint64_t timeouts = 0;  ///< that waited in vain
    histogram wait{};            ///< of those that waited
    std::chrono::milliseconds oldest_age{};
    call_site oldest_site{};  ///< where the oldest read under way was called
};

struct checkpoint_metrics {
    std::uint64_t runs = 0;
    std::uint64_t failures = 0;
    std::uint64_t frames_left = 0;  ///< that the last one could not move
    std::uint64_t starved = 0;      ///< in a row that could not move all, through old readers
    histogram time{};
    bool by_others = false;  ///< .checkpoints = lithe::checkpoints::others
};

/// Units: bytes; -1 where unknown.
struct storage_metrics {
    std::int64_t database = -1;
    std::int64_t wal = -1;
    std::int64_t disk_free = -1;
    bool has_litestream_folder = false;                   ///< Litestream's own, beside the file
    detail::file_fault fault = detail::file_fault::none;  ///< of a database that writes
};

struct metrics {
    std::chrono::nanoseconds since_open{};
    queue_metrics queue{};
    writer_metrics writer{};
    reader_metrics readers{};
    checkpoint_metrics checkpoints{};
    storage_metrics storage{};
    std::vector<statement_statistics> statements{};
};

namespace detail {

inline std::int64_t free_space(std::string const& path) noexcept {
#if defined(_WIN32)
    static_cast<void>(path);
    return -1;
#else
    struct statvfs found{};
    if (statvfs(path.c_str(), &found) != 0)
        return -1;
    return static_cast<std::int64_t>(found.f_bavail) * static_cast<std::int64_t>(found.f_frsize);
#endif
}

inline storage_metrics measure_storage(std::string const& path) {
    auto const name = path.find_last_of('/') + 1;  // 0 where there is none
    auto const folder = path.substr(0, name) + "." + path.substr(name) + "-litestream";
    return {size_of_file(path), size_of_file(path + "-wal"), free_space(path),
            size_of_file(folder) >= 0};
}

inline std::chrono::nanoseconds nanoseconds_of(counter const& given) noexcept {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(given.value()));
}

inline void measure_writer(writer const& from, metrics& now) {
    auto const& counts = from.counts();
    auto& to = now.writer;
    to.condition = counts.state == writer_state::running     ? writer_condition::running
                   : counts.state == writer_state::disk_full ? writer_condition::disk_full
                                                             : writer_condition::stopped;
    to.transactions = counts.transactions.value();
    to.acknowledged = counts.writes.value();
    to.failed = counts.failed.value();
    to.expired = counts.expired.value();
    to.reruns = counts.reruns.value();
    to.busy = counts.busy.value();
    to.lock_waits = counts.lock_waits.value();
    to.lock_wait = nanoseconds_of(counts.lock_wait_ns);
    to.external_commits = counts.external_commits.value();
    to.wal_syncs = counts.wal_syncs.value();
    to.last_commit = counts.last_commit.value();
    if (auto const since = counts.unsynced_since_ns.value(); since != 0)
        to.unsynced_age = std::chrono::nanoseconds(moment_now() - static_cast<std::int64_t>(since));
    to.wait = counts.wait.copy();
    to.batch = counts.batch.copy();
    to.busy_time = to.batch.total;
    now.queue = {from.queue_depth(), from.queue_bytes(), from.queue_capacity()};
    auto const& made = counts.checkpoints;
    now.checkpoints = {made.runs.value(),    made.failures.value(), made.frames_left.value(),
                       made.starved.value(), made.time.copy(),      from.leaves_checkpoints()};
}

/// All but the statements: no allocation but for paths.
inline void measure(database_core& core, metrics& now) {
    now.since_open = std::chrono::nanoseconds(moment_now() - core.opened_at());
    if (auto const* const from = core.writer_if_any())
        measure_writer(*from, now);
    auto const state = core.readers().state();
    now.readers = {state.size,       state.open,  state.lent,
                   state.held,       state.reads, state.waited,
                   state.timeouts,   state.wait,  std::chrono::milliseconds(state.oldest_age),
                   state.oldest_site};
    now.storage = measure_storage(core.readers().path());
    if (auto const* const from = core.writer_if_any())
        now.storage.fault = from->files().fault();
}

/// What database::metrics calls.
inline void collect_metrics(database_core& core, metrics& now) {
    measure(core, now);
    now.statements = collect_statistics<statistics>(core.ledgers()).statements;
}

}  // namespace detail
}  // namespace lithe::inline v0
