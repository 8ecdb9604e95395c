#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Counts of durations from 1 µs to 16 s in steps of two, and one exact boundary at 0.1 s: shares of
// what waited longer are counted there, not interpolated.

#include <atomic>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lithe::inline v0 {

/// Durations by their length; a copy, which does not change.
struct histogram {
    static constexpr std::size_t bucket_count = 27;
    /// The upper limits of the buckets but the last, which has none. Units: microseconds.
    static constexpr std::int64_t limits[bucket_count - 1] = {
        1 << 0,  1 << 1,  1 << 2,  1 << 3,  1 << 4,  1 << 5,  1 << 6,  1 << 7,  1 << 8,
        1 << 9,  1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16, 100'000,
        1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 24};

    std::uint64_t counts[bucket_count] = {};
    std::chrono::nanoseconds total{};

    [[nodiscard]] std::uint64_t count() const noexcept {
        std::uint64_t sum = 0;
        for (auto const each : counts)
            sum += each;
        return sum;
    }
    /// How many were longer than 0.1 s: exact.
    [[nodiscard]] std::uint64_t slow() const noexcept {
        std::uint64_t sum = 0;
        for (std::size_t at = 18; at < bucket_count; ++at)
            sum += counts[at];
        return sum;
    }
    /// The limit of the bucket in which that share of all has been reached; 0 when it is empty.
    [[nodiscard]] std::chrono::microseconds quantile(double share) const noexcept {
        auto const wanted = share * static_cast<double>(count());
        std::uint64_t seen = 0;
        for (std::size_t at = 0; at < bucket_count - 1; ++at) {
            seen += counts[at];
            if (seen != 0 && static_cast<double>(seen) >= wanted)
                return std::chrono::microseconds(limits[at]);
        }
        return std::chrono::microseconds(count() == 0 ? 0 : 2 * limits[bucket_count - 2]);
    }

    /// Units: nanoseconds.
    static constexpr std::size_t bucket_of(std::int64_t length) noexcept {
        auto const micros = (length + 999) / 1000;
        if (micros <= 1)
            return 0;
        auto const width =
            static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(micros) - 1));
        if (width <= 16)
            return width;
        if (width == 17)
            return micros <= 100'000 ? 17 : 18;
        return width < bucket_count - 2 ? width + 1 : bucket_count - 1;
    }
};

namespace detail {

/// A number that one thread counts, or several under a lock, and any thread reads.
class counter {
public:
    void add(std::uint64_t amount = 1) noexcept {
        value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }
    void set(std::uint64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const noexcept {
        return value_.load(std::memory_order_relaxed);
    }

private:
    std::atomic<std::uint64_t> value_{0};
};

/// A histogram being counted, by one thread at a time.
class histogram_counter {
public:
    /// Units: nanoseconds.
    void add(std::int64_t length) noexcept {
        counts_[histogram::bucket_of(length)].add(1);
        total_.add(static_cast<std::uint64_t>(length > 0 ? length : 0));
    }
    [[nodiscard]] histogram copy() const noexcept {
        histogram now;
        for (std::size_t at = 0; at < histogram::bucket_count; ++at)
            now.counts[at] = counts_[at].value();
        now.total = std::chrono::nanoseconds(static_cast<std::int64_t>(total_.value()));
        return now;
    }

private:
    counter counts_[histogram::bucket_count];
    counter total_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
