// SPDX-License-Identifier: BSL-1.0
//
// The glue between RapidCheck and Catch2 itself: a property that holds passes, one that does not is
// reported.
#include "support/property.hpp"

#include <string>

TEST_CASE("a property that holds passes") {
    lithe_test::check_property("a string is as long as it says", [](std::string const& text) {
        RC_ASSERT(text.size() == text.length());
    });
}

TEST_CASE("a property that does not hold fails", "[!shouldfail]") {
    lithe_test::check_property("every number is less than ten",
                               [](int number) { return number < 10; });
}
