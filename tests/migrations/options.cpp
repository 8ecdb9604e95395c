// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/options.hpp>

#include "support/catch.hpp"

#include <sstream>

namespace m = lithe::migrations;

TEST_CASE("a status for people") {
    m::status status;
    REQUIRE(status.text() == "no migrations\n");
    REQUIRE(status.up_to_date());
    status.applied = {"1", "2"};
    status.edited = {"3"};
    status.pending = {"4"};
    std::ostringstream out;
    out << status;
    REQUIRE(out.str() == "1 applied\n2 applied\n3 EDITED since it was applied\n4 pending\n");
    REQUIRE_FALSE(status.up_to_date());
}

TEST_CASE("options take any duration and any callable") {
    int calls = 0;
    m::options const options{
        .busy_timeout = std::chrono::seconds(1),
        .on_progress = [&](m::progress const& now) { return ++calls < now.total; }};
    REQUIRE(options.busy_timeout.count() == 1000);
    REQUIRE(options.on_progress({.total = 2}));
    REQUIRE_FALSE(options.on_progress({.total = 2}));
}
