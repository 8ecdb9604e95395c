// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/histogram.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <random>

using lithe::histogram;
using namespace std::chrono_literals;

TEST_CASE("histogram: each bucket holds what is above the limit before and up to its own") {
    STATIC_REQUIRE(histogram::limits[0] == 1);
    STATIC_REQUIRE(histogram::limits[17] == 100'000);
    STATIC_REQUIRE(histogram::limits[25] == 1 << 24);
    for (std::size_t at = 0; at < histogram::bucket_count - 1; ++at) {
        if (at != 0)
            REQUIRE(histogram::limits[at - 1] < histogram::limits[at]);
        auto const limit = 1000 * histogram::limits[at];
        CHECK(histogram::bucket_of(limit) == at);
        CHECK(histogram::bucket_of(limit - 1) == at);
        CHECK(histogram::bucket_of(limit + 1) == at + 1);
    }
    CHECK(histogram::bucket_of(0) == 0);
    CHECK(histogram::bucket_of(-1) == 0);
    CHECK(histogram::bucket_of(std::int64_t{1} << 50) == histogram::bucket_count - 1);
}

TEST_CASE("histogram: counts, totals, what was slow, quantiles") {
    lithe::detail::histogram_counter counter;
    CHECK(counter.copy().quantile(0.5) == 0us);
    std::mt19937 random(7);
    std::uint64_t slow = 0;
    std::chrono::nanoseconds total{};
    for (int at = 0; at < 10'000; ++at) {
        std::chrono::microseconds const length(static_cast<int>(random() % 200'000));
        slow += length > 100ms ? 1U : 0U;
        total += length;
        counter.add(std::chrono::nanoseconds(length).count());
    }
    auto const now = counter.copy();
    CHECK(now.count() == 10'000);
    CHECK(now.total == total);
    CHECK(now.slow() == slow);
    CHECK(now.quantile(0.25) == 65'536us);
    CHECK(now.quantile(0.45) == 100'000us);
    CHECK(now.quantile(1.0) == 262'144us);
}
