// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/write_options.hpp>

#include "support/catch.hpp"

using lithe::detail::job_kind;
using lithe::detail::job_terms;
using namespace std::chrono_literals;

TEST_CASE("write_options: what is said reaches the writer") {
    lithe::stop_source stop;
    auto const before = std::chrono::steady_clock::now();
    job_terms const terms(job_kind::solo, {.deadline = 50ms,
                                           .durability = lithe::durable,
                                           .lane = lithe::bulk,
                                           .stop = stop.get_token(),
                                           .when_full = lithe::when_full::reject,
                                           .bytes = 7});
    CHECK(terms.kind == job_kind::solo);
    CHECK(terms.durability == lithe::durability::durable);
    CHECK(terms.lane == lithe::lane::bulk);
    CHECK(terms.full == lithe::when_full::reject);
    CHECK(terms.bytes == 7);
    CHECK(terms.has_deadline());
    CHECK(terms.has_limits());
    CHECK(terms.deadline >= before + 50ms);
    CHECK(terms.deadline < before + 10s);
    stop.request_stop();
    CHECK(terms.stop.stop_requested());
}

TEST_CASE("write_options: nothing said means no limits") {
    job_terms const terms(job_kind::batched, {});
    CHECK_FALSE(terms.has_limits());
    CHECK(terms.lane == lithe::interactive);
    CHECK(terms.durability == lithe::durability::standard);
    job_terms const with_token(job_kind::batched, {.stop = lithe::stop_source().get_token()});
    CHECK(with_token.has_limits());
    CHECK_FALSE(with_token.has_deadline());
    job_terms const none(job_kind::batched, {.deadline = lithe::no_deadline});
    CHECK_FALSE(none.has_limits());
    CHECK_THROWS_AS(job_terms(job_kind::batched, {.deadline = -1ms}), std::invalid_argument);
    job_terms const far(job_kind::batched, {.deadline = std::chrono::hours(24 * 365 * 10'000)});
    CHECK(far.has_deadline());
    CHECK(far.deadline > std::chrono::steady_clock::now() + std::chrono::hours(24 * 300));
}
