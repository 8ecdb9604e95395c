// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

#include "support/catch.hpp"

TEST_CASE("the version is known to the preprocessor and to the program") {
    STATIC_REQUIRE(lithe::version == LITHE_VERSION);
    REQUIRE(lithe::version >= 100);
}
