#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What the measurements of this folder share: the rows, the file, and the line that says a result.
#include <lithe/lithe.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace bench {

using clock = std::chrono::steady_clock;

struct Row {
    std::int64_t id = 0;
    std::int64_t number = 0;
    std::string text{};

    static constexpr auto schema() {
        return lithe::table("rows", lithe::primary_key<&Row::id>, lithe::unique<&Row::number>);
    }
};

inline Row row(std::int64_t number) {
    return {.number = number * 7'919 % 1'000'000'007,
            .text =
                "one row of about a hundred bytes, as the findings of the design have it, and "
                "no secondary index"};
}

inline std::atomic<std::int64_t> next_number{0};

struct measured {
    double seconds = 0;
    std::uint64_t writes = 0;
    std::uint64_t busy = 0;
    double commits_per_second = 0;  // of the writer beside reads
    std::vector<std::uint64_t> per_caller;
    std::vector<float> milliseconds;
};

inline std::string new_file(std::filesystem::path const& folder) {
    auto path = (folder / "contention.db").string();
    for (char const* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(path + suffix);
    lithe::connection c(path);
    c.create_tables<Row>();
    return path;
}

// What each caller measured, in milliseconds.
inline measured collect(std::vector<std::vector<float>> const& lengths) {
    measured result;
    for (auto const& mine : lengths) {
        result.per_caller.push_back(mine.size());
        result.writes += mine.size();
        result.milliseconds.insert(result.milliseconds.end(), mine.begin(), mine.end());
    }
    std::sort(result.milliseconds.begin(), result.milliseconds.end());
    return result;
}

inline void print(char const* contestant, char const* level, std::size_t callers,
                  measured const& result) {
    auto const at = [&](double share) {
        auto const& all = result.milliseconds;
        return all.empty() ? 0.0
                           : static_cast<double>(all[static_cast<std::size_t>(
                                 share * static_cast<double>(all.size() - 1))]);
    };
    auto const least = *std::min_element(result.per_caller.begin(), result.per_caller.end());
    auto const most = *std::max_element(result.per_caller.begin(), result.per_caller.end());
    std::printf(
        "{\"contestant\": \"%s\", \"synchronous\": \"%s\", \"callers\": %zu, "
        "\"per_second\": %.0f, \"p50_ms\": %.4f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, "
        "\"max_ms\": %.2f, \"fairness\": %.3f, \"busy\": %llu, "
        "\"commits\": %.0f}\n",
        contestant, level, callers, static_cast<double>(result.writes) / result.seconds, at(0.5),
        at(0.99), at(0.999), at(1.0),
        most == 0 ? 0.0 : static_cast<double>(least) / static_cast<double>(most),
        static_cast<unsigned long long>(result.busy), result.commits_per_second);
    std::fflush(stdout);
}

/// Point reads, alone and beside a writer that never rests: lithe's and by hand.
void measure_reads(std::filesystem::path const& folder, std::size_t callers, double seconds);

}  // namespace bench
