// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/rules.hpp>

#include "support/catch.hpp"

#include <concepts>

using namespace lithe::detail;

namespace {

using outside = finding<rule::column_outside, int>;

static_assert(outside::value == rule::column_outside && std::same_as<outside::culprit, int>);
static_assert(explain<no_finding>());

}  // namespace

TEST_CASE("rules: nothing found is nothing said") {
    CHECK(explain<no_finding>());
}
