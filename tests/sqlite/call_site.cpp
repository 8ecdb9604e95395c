// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/call_site.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

lithe::call_site called(lithe::call_site site = lithe::call_site::here()) {
    return site;
}

}  // namespace

TEST_CASE("call_site: as a default argument it is the caller's line") {
    auto const site = called();
    CHECK(site.line == __LINE__ - 1);
    CHECK(std::string(site.file).find("call_site.cpp") != std::string::npos);
    CHECK_FALSE(std::string(site.function).empty());
    CHECK(lithe::call_site{}.line == 0);
}
