// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/rule.hpp>

#include "support/catch.hpp"

#include <concepts>

using namespace lithe::detail;

namespace {

using outside = finding<rule::column_outside, int>;

static_assert(outside::value == rule::column_outside && std::same_as<outside::culprit, int>);

struct of_no_field {
    using entity = nothing<>;
};
struct of_field {
    using entity = int;
};
static_assert(outside_rule<of_no_field> == rule::said_before);
static_assert(outside_rule<of_field> == rule::column_outside);

}  // namespace

TEST_CASE("rule: none is the rule of what is no finding") {
    CHECK(no_finding::value == rule::none);
}
