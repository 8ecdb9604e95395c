// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/lock_patience.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

using lithe_test::run_sql;
using clock_type = std::chrono::steady_clock;
using namespace std::chrono_literals;

TEST_CASE("lock_patience: waits as long as it may, counts, and can be cut short") {
    scratch_folder const folder;
    lithe::connection holder(folder / "a.db");
    lithe::connection waiting(folder / "a.db");
    lithe::detail::write_counts counts;
    lithe::detail::lock_patience patience(waiting.native_handle(), 40ms, counts);
    CHECK(patience.patience() == 40ms);
    run_sql(holder.native_handle(), "BEGIN IMMEDIATE");
    auto const taken = [&] {
        auto const started = clock_type::now();
        CHECK_THROWS_AS(run_sql(waiting.native_handle(), "BEGIN IMMEDIATE"), lithe::busy_error);
        return clock_type::now() - started;
    };
    CHECK(taken() >= 40ms);
    CHECK(counts.lock_waits.value() == 1);
    CHECK(counts.lock_wait_ns.value() >= 30'000'000U);
    patience.limit_to(0ms);
    CHECK(taken() < 40ms);
    patience.unlimit();
    CHECK(taken() >= 40ms);
    CHECK(counts.lock_waits.value() == 3);
    run_sql(holder.native_handle(), "COMMIT");
    run_sql(waiting.native_handle(), "BEGIN IMMEDIATE; COMMIT");
}

TEST_CASE("lock_patience: a patience for ever does not overflow") {
    lithe::connection opened(":memory:");
    lithe::detail::write_counts counts;
    lithe::detail::lock_patience const patience(opened.native_handle(),
                                                std::chrono::hours(1'000'000'000), counts);
    CHECK(patience.patience() > std::chrono::hours(24 * 300));
}
