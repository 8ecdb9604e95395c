// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations.hpp>

#include "support/catch.hpp"

TEST_CASE("operations.hpp: is all that a program needs") {
    auto db = lithe::database::in_memory();
    CHECK(db.statistics().statements.empty());
}
