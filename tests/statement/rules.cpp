// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/rules.hpp>

#include "support/catch.hpp"

using namespace lithe::detail;

static_assert(explain<no_finding>());

TEST_CASE("rules: nothing found is nothing said") {
    CHECK(explain<no_finding>());
}
