// SPDX-License-Identifier: BSL-1.0
#include <lithe/version.hpp>

#include "support/catch.hpp"
#include "support/plugin.hpp"

TEST_CASE("the version is known to the preprocessor and to the program") {
    STATIC_REQUIRE(lithe::version == LITHE_VERSION);
    REQUIRE(lithe::version >= 100);
}

TEST_CASE("a shared object that was compiled with the same headers has the same version") {
    lithe_test::plugin const other("version");
    REQUIRE(other.function<int()>("lithe_plugin_version")() == lithe::version);
}
