// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/advice_history.hpp>

#include "support/catch.hpp"

#include <chrono>

using lithe::detail::advice_history;
using lithe::detail::rule_history;
using namespace std::chrono_literals;

TEST_CASE("rule_history: raised after 3 of 5, cleared after 5 clean ones") {
    rule_history rule;
    for (bool const held : {true, true, false, false, false, true, true})
        rule.add(held);
    CHECK_FALSE(rule.raised());  // never three in five
    rule.add(true);
    CHECK(rule.raised());
    for (int clean = 0; clean < 4; ++clean)
        rule.add(false);
    CHECK(rule.raised());
    rule.add(false);
    CHECK_FALSE(rule.raised());
    rule_history other;
    for (int at = 0; at < 3; ++at) {
        rule.add(true);
        other.add(at != 1);
    }
    CHECK(rule.together(other) == 2);
}

TEST_CASE("advice_history: windows of a minute, counted as differences") {
    advice_history past;
    lithe::metrics now;
    now.since_open = 59s;
    past.add(now);
    CHECK(past.windows == 0);
    now.since_open = 60s;
    now.writer.transactions = 100;
    now.writer.wait.counts[0] = 90;
    now.writer.wait.counts[18] = 10;
    now.writer.busy_time = 30s;
    past.add(now);
    CHECK(past.windows == 1);
    CHECK(past.latest.transactions == 100);
    CHECK(past.latest.writes == 100);
    CHECK(past.latest.slow_writes == 10);
    CHECK(past.latest.busy == Approx(0.5));
    now.since_open = 90s;
    past.add(now);
    CHECK(past.windows == 1);
    now.since_open = 200s;
    now.writer.transactions = 150;
    past.add(now);
    CHECK(past.windows == 2);
    CHECK(past.latest.transactions == 50);
    CHECK(past.latest.writes == 0);
    CHECK(past.latest.seconds == Approx(140));
}
