#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Counts of durations from 1 µs to 16 s in steps of two, and one exact boundary at 0.1 s: shares of
// what waited longer are counted there, not interpolated.

#include <array>
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
    static constexpr std::array<std::int64_t, bucket_count - 1> limits = [] {
        std::array<std::int64_t, bucket_count - 1> all{};
        for (std::size_t at = 0; at < all.size(); ++at)
            all[at] = at < 17 ? std::int64_t{1} << at : std::int64_t{1} << (at - 1);
        all[17] = 100'000;
        return all;
    }();

    std::array<std::uint64_t, bucket_count> counts{};
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
        for (std::size_t at = 0; at < limits.size(); ++at) {
            seen += counts[at];
            if (seen != 0 && static_cast<double>(seen) >= wanted)
                return std::chrono::microseconds(limits[at]);
        }
        return std::chrono::microseconds(count() == 0 ? 0 : 2 * limits.back());
    }

    static constexpr std::size_t bucket_of(std::chrono::nanoseconds length) noexcept {
        auto const micros = (length.count() + 999) / 1000;
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
    void add(std::uint64_t amount) noexcept {
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
    void add(std::chrono::nanoseconds length) noexcept {
        counts_[histogram::bucket_of(length)].add(1);
        total_.add(static_cast<std::uint64_t>(length.count() > 0 ? length.count() : 0));
    }
    [[nodiscard]] histogram copy() const noexcept {
        histogram now;
        for (std::size_t at = 0; at < now.counts.size(); ++at)
            now.counts[at] = counts_[at].value();
        now.total = std::chrono::nanoseconds(static_cast<std::int64_t>(total_.value()));
        return now;
    }

private:
    std::array<counter, histogram::bucket_count> counts_{};
    counter total_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
