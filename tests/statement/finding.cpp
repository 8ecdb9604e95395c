// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/finding.hpp>

#include "support/catch.hpp"

#include <concepts>

using namespace lithe::detail;

namespace {

using outside = finding<rule::column_outside, int>;
using grouped = finding<rule::ungrouped>;

static_assert(std::same_as<first_finding<>, no_finding>);
static_assert(std::same_as<first_finding<no_finding, no_finding>, no_finding>);
static_assert(std::same_as<first_finding<no_finding, outside, grouped>, outside>);
static_assert(std::same_as<first_finding<grouped, outside>, grouped>);
static_assert(std::same_as<found_if<true, rule::ungrouped>, grouped>);
static_assert(std::same_as<found_if<false, rule::ungrouped>, no_finding>);

}  // namespace

TEST_CASE("finding: nothing found is nothing said") {
    CHECK(explain<first_finding<no_finding, found_if<false, rule::ungrouped>>>());
}
