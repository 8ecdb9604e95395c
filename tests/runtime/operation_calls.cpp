// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/operation_calls.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"

// What the calls do is tested in tests/operations; here, that without those headers the rest of
// lithe::database compiles, and that a call without them is lithe's own sentence (tests/reject).
TEST_CASE("operation_calls: cost a database nothing") {
    STATIC_REQUIRE(sizeof(lithe::database) == sizeof(void*));
    CHECK_NOTHROW(lithe::database::in_memory());
}
