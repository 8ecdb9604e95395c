// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/spin.hpp>

#include "support/catch.hpp"

#include <chrono>

using namespace std::chrono_literals;

TEST_CASE("spin: ends when the predicate is true, or at its limit") {
    CHECK(lithe::detail::spin_until([] { return true; }, 0ns));
    CHECK_FALSE(lithe::detail::spin_until([] { return false; }, 0ns));
    int asked = 0;
    CHECK(lithe::detail::spin_until([&] { return ++asked == 100; }, 1min));
    auto const started = std::chrono::steady_clock::now();
    CHECK_FALSE(lithe::detail::spin_until([] { return false; }, 2ms));
    CHECK(std::chrono::steady_clock::now() - started >= 2ms);
}

TEST_CASE("spin: a budget is spent by failures, and full again after a success") {
    lithe::detail::spin_budget budget;
    bool succeeds = false;
    int asked = 0;
    auto const spin = [&] {
        asked = 0;
        budget.spin([&] {
            ++asked;
            return succeeds;
        });
        return asked > 1 || succeeds;  // a wait that does without spinning asks once
    };
    for (int const without : {8, 16, 32, 64, 128, 128}) {
        CHECK(spin());
        int skipped = 0;
        while (skipped < 1000 && asked >= 1) {
            auto const before = skipped;
            asked = 0;
            if (skipped < without)
                spin();
            if (asked == 1)
                ++skipped;
            if (skipped == before)
                break;
        }
        CHECK(skipped == without);
    }
    succeeds = true;
    CHECK(spin());
    succeeds = false;
    CHECK(spin());
    CHECK(asked > 1);
    for (int skipped = 0; skipped < 8; ++skipped)
        CHECK_FALSE(spin());
    CHECK(spin());
}

TEST_CASE("spin: the average of callers comes back to one, and more than two do not spin") {
    lithe::detail::caller_average callers;
    CHECK(callers.is_one());
    bool const several_cores = callers.may_spin();
    callers.note(2);
    CHECK_FALSE(callers.is_one());
    callers.note(1);
    CHECK_FALSE(callers.is_one());
    for (int batch = 0; batch < 300; ++batch)
        callers.note(1);
    CHECK(callers.is_one());
    callers.note_another();
    CHECK_FALSE(callers.is_one());
    for (int batch = 0; batch < 20; ++batch)
        callers.note(2);
    CHECK_FALSE(callers.is_one());
    CHECK(callers.may_spin() == several_cores);
    for (int batch = 0; batch < 40; ++batch)
        callers.note(1'000'000);
    CHECK_FALSE(callers.may_spin());
    for (int batch = 0; batch < 300; ++batch)
        callers.note(1);
    CHECK(callers.is_one());
}
