#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// lithe::prometheus(metrics): the text that a Prometheus server reads. Names and units are its
// conventions: seconds, bytes, _total for what only grows.
// Source: https://prometheus.io/docs/instrumenting/exposition_formats/

#include <lithe/operations/metrics.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

class exposition {
public:
    /// A family of one sample without labels.
    void counter(std::string_view name, std::string_view help, std::uint64_t value) {
        family(name, help, "counter");
        sample(name, {}, std::to_string(value));
    }
    void seconds(std::string_view name, std::string_view help, std::string_view type,
                 std::chrono::nanoseconds value) {
        family(name, help, type);
        sample(name, {}, in_seconds(value.count()));
    }
    void gauge(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, help, "gauge");
        sample(name, {}, std::to_string(value));
    }

    void family(std::string_view name, std::string_view help, std::string_view type) {
        text_.append("# HELP lithe_").append(name).append(" ").append(help).append("\n");
        text_.append("# TYPE lithe_").append(name).append(" ").append(type).append("\n");
    }
    /// `labels` as name="value", separated by commas.
    void sample(std::string_view name, std::string_view labels, std::string_view value) {
        text_.append("lithe_").append(name);
        if (!labels.empty())
            text_.append("{").append(labels).append("}");
        text_.append(" ").append(value).append("\n");
    }

    void durations(std::string_view name, std::string_view help, histogram const& given) {
        family(name, help, "histogram");
        std::string const bucket = std::string(name) + "_bucket";
        std::uint64_t sum = 0;
        for (std::size_t at = 0; at + 1 < histogram::bucket_count; ++at) {
            sum += given.counts[at];
            sample(bucket, "le=\"" + in_seconds(1000 * histogram::limits[at]) + "\"",
                   std::to_string(sum));
        }
        sum += given.counts[histogram::bucket_count - 1];
        sample(bucket, "le=\"+Inf\"", std::to_string(sum));
        sample(std::string(name) + "_sum", {}, in_seconds(given.total.count()));
        sample(std::string(name) + "_count", {}, std::to_string(sum));
    }

    static std::string escaped(std::string_view value) {
        std::string text;
        for (char const letter : value) {
            if (letter == '\n') {
                text += "\\n";
                continue;
            }
            if (letter == '"' || letter == '\\')
                text += '\\';
            text += letter;
        }
        return text;
    }

    /// Exact: all nine digits behind the point, less the zeros at the end.
    static std::string in_seconds(std::int64_t nanoseconds) {
        auto const size = nanoseconds < 0 ? 0 : nanoseconds;
        auto fraction = std::to_string(size % 1'000'000'000);
        fraction.insert(0, 9 - fraction.size(), '0');
        while (!fraction.empty() && fraction.back() == '0')
            fraction.pop_back();
        auto text = std::to_string(size / 1'000'000'000);
        return fraction.empty() ? text : text + "." + fraction;
    }

    std::string take() { return std::move(text_); }

private:
    std::string text_{};
};

inline std::string_view name_of(writer_condition condition) noexcept {
    switch (condition) {
        case writer_condition::none:
            return "none";
        case writer_condition::running:
            return "running";
        case writer_condition::disk_full:
            return "disk_full";
        case writer_condition::stopped:
            return "stopped";
    }
    return "";
}

inline void write_writer(exposition& out, metrics const& now) {
    auto const& writer = now.writer;
    out.gauge("write_queue_depth", "Writes queued or under way.",
              static_cast<std::int64_t>(now.queue.depth));
    out.gauge("write_queue_bytes", "Bytes of the writes queued or under way.",
              static_cast<std::int64_t>(now.queue.bytes));
    out.gauge("write_queue_capacity", "Writes that the queue takes.",
              static_cast<std::int64_t>(now.queue.capacity));
    out.durations("write_wait_seconds", "From the call to the start of its batch.", writer.wait);
    out.durations("write_batch_seconds", "From the start of a batch to its end.", writer.batch);
    out.family("write_total", "Writes by result.", "counter");
    out.sample("write_total", "result=\"ok\"", std::to_string(writer.acknowledged));
    out.sample("write_total", "result=\"expired\"", std::to_string(writer.expired));
    out.sample("write_total", "result=\"failed\"", std::to_string(writer.failed - writer.expired));
    out.counter("transactions_total", "Transactions committed.", writer.transactions);
    out.counter("batch_reruns_total", "Batches lost through one member.", writer.reruns);
    out.counter("busy_total", "Transactions given up for another process's lock.", writer.busy);
    out.counter("lock_waits_total", "Waits for locks of other processes.", writer.lock_waits);
    out.seconds("lock_wait_seconds_total", "Time waited for them.", "counter", writer.lock_wait);
    out.counter("external_commits_total", "Commits of other connections that were noticed.",
                writer.external_commits);
    out.counter("wal_syncs_total", "Flushes of the WAL beside those of commits.", writer.wal_syncs);
    out.seconds("unsynced_age_seconds", "Age of the oldest commit that a power cut can lose.",
                "gauge", writer.unsynced_age);
    out.family("writer_condition", "1 for the condition that the writer is in.", "gauge");
    for (auto const each : {writer_condition::none, writer_condition::running,
                            writer_condition::disk_full, writer_condition::stopped}) {
        out.sample("writer_condition", "condition=\"" + std::string(name_of(each)) + "\"",
                   writer.condition == each ? "1" : "0");
    }
}

inline void write_readers(exposition& out, reader_metrics const& readers) {
    out.family("readers", "Reader connections by state.", "gauge");
    out.sample("readers", "state=\"lent\"", std::to_string(readers.lent));
    out.sample("readers", "state=\"held\"", std::to_string(readers.held));
    auto const used = readers.lent + readers.held;
    out.sample("readers", "state=\"idle\"",
               std::to_string(readers.open > used ? readers.open - used : 0));
    out.gauge("readers_limit", "Reads that may run at a time.",
              static_cast<std::int64_t>(readers.size));
    out.counter("reads_total", "Reads, single ones and blocks.", readers.reads);
    out.counter("read_timeouts_total", "Reads that waited for a reader in vain.", readers.timeouts);
    out.durations("read_wait_seconds", "Waits for a reader, of those that waited.", readers.wait);
    out.seconds("read_oldest_age_seconds", "Age of the oldest read under way.", "gauge",
                readers.oldest_age);
}

inline void write_storage(exposition& out, metrics const& now) {
    out.gauge("database_bytes", "Size of the database file.", now.storage.database);
    out.gauge("wal_bytes", "Size of the WAL.", now.storage.wal);
    out.gauge("disk_free_bytes", "Free space on its disk.", now.storage.disk_free);
    out.counter("checkpoints_total", "Checkpoints run.", now.checkpoints.runs);
    out.counter("checkpoint_failures_total", "Checkpoints that failed.", now.checkpoints.failures);
    out.gauge("checkpoint_frames_left", "Frames that the last checkpoint could not move.",
              static_cast<std::int64_t>(now.checkpoints.frames_left));
    out.durations("checkpoint_seconds", "Time of checkpoints.", now.checkpoints.time);
}

inline void write_statements(exposition& out, metrics const& now, std::size_t most) {
    auto const count = now.statements.size() < most ? now.statements.size() : most;
    auto const each = [&](std::string_view name, std::string_view help, auto value) {
        out.family(name, help, "counter");
        for (std::size_t at = 0; at < count; ++at) {
            auto const& statement = now.statements[at];
            out.sample(name,
                       "table=\"" + exposition::escaped(statement.table) + "\",sql=\"" +
                           exposition::escaped(statement.sql) + "\"",
                       value(statement));
        }
    };
    using statement = statement_statistics const&;
    each("statement_calls_total", "Runs of a statement.",
         [](statement given) { return std::to_string(given.calls); });
    each("statement_seconds_total", "Time of its runs.",
         [](statement given) { return exposition::in_seconds(given.total.count()); });
    each("statement_full_scan_steps_total", "Rows passed in scans of whole tables.",
         [](statement given) { return std::to_string(given.full_scan_steps); });
}

}  // namespace detail

/// Shape: the text format 0.0.4; of the statements those `most_statements` that took most time.
inline std::string prometheus(metrics const& now, std::size_t most_statements = 50) {
    detail::exposition out;
    out.seconds("open_seconds", "Since the database was opened.", "gauge", now.since_open);
    detail::write_writer(out, now);
    detail::write_readers(out, now.readers);
    detail::write_storage(out, now);
    detail::write_statements(out, now, most_statements);
    return out.take();
}

}  // namespace lithe::inline v0
