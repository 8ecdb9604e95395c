#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// lithe::check_health(db), for the probes of a service: atomics, short locks and stat(), no SQL and
// nothing of the writer's.

#include <lithe/operations/backup.hpp>
#include <lithe/operations/metrics.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lithe::inline v0 {

struct health {
    bool live = true;   ///< the database is open
    bool ready = true;  ///< it can do what it was opened for
    /// What is not as it should be, as codes: "writer.stopped", "disk.full", "disk.low",
    /// "file.missing", "file.replaced" by another of its name, "wal.missing" (these are not ready
    /// either), "queue.full", "reader.old", "wal.large".
    std::vector<std::string> degraded{};
};

struct health_limits {
    std::int64_t disk_reserve = std::int64_t{64} << 20;  ///< bytes
    std::int64_t wal_size = std::int64_t{100} << 20;     ///< bytes
    timeout read_age = timeout::milliseconds(30'000);
};

namespace detail {

inline health judge_health(metrics const& now, health_limits const& limits) {
    health found;
    auto const note = [&found](bool bad, char const* code, bool stops) {
        if (!bad)
            return;
        found.degraded.emplace_back(code);
        found.ready = found.ready && !stops;
    };
    auto const writes = now.writer.condition != writer_condition::none;
    note(now.writer.condition == writer_condition::stopped, "writer.stopped", true);
    note(now.writer.condition == writer_condition::disk_full, "disk.full", true);
    note(now.storage.database < 0, "file.missing", true);
    note(now.storage.fault == file_fault::replaced, "file.replaced", true);
    note(now.storage.fault == file_fault::wal_missing, "wal.missing", true);
    note(writes && now.storage.disk_free >= 0 && now.storage.disk_free < limits.disk_reserve,
         "disk.low", true);
    note(writes && now.queue.depth >= now.queue.capacity, "queue.full", false);
    note(limits.read_age.count() > 0 && now.readers.oldest_age.count() > limits.read_age.count(),
         "reader.old", false);
    note(now.storage.wal > limits.wal_size, "wal.large", false);
    return found;
}

}  // namespace detail

/// Errors: std::invalid_argument for limits below 0.
/// Threads: any. Cost: a few microseconds, most of it stat().
inline health check_health(database const& db, health_limits const& limits = {}) {
    detail::require_option(limits.disk_reserve >= 0, "disk_reserve", "must be 0 or more bytes");
    detail::require_option(limits.wal_size >= 0, "wal_size", "must be 0 or more bytes");
    detail::require_option(limits.read_age.count() >= 0, "read_age", "must be 0 or more");
    auto& core = detail::operation_access::core(db);
    if (core.readers().closing())
        return {.live = false, .ready = false, .degraded = {"closed"}};
    metrics now;
    detail::measure(core, now);
    return detail::judge_health(now, limits);
}

}  // namespace lithe::inline v0
