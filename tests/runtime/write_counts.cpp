// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_counts.hpp>

#include "support/catch.hpp"

#include <thread>

TEST_CASE("write_counts: one thread adds, others read a number that never falls") {
    lithe::detail::write_counts counts;
    CHECK(counts.state == lithe::detail::writer_state::running);
    std::thread adding([&] {
        for (int turn = 0; turn < 100'000; ++turn)
            counts.writes.add();
    });
    std::uint64_t last = 0;
    bool falls = false;
    while (last < 100'000) {
        auto const now = counts.writes.value();
        falls = falls || now < last;
        last = now;
    }
    adding.join();
    CHECK_FALSE(falls);
    counts.writes.set(3);
    CHECK(counts.writes.value() == 3);
}
