// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/history_rules.hpp>

#include "support/catch.hpp"

namespace {

using lithe::migrations::detail::absent;
using lithe::migrations::detail::fault;

// What the sentences are asked; tests/reject/migrations has each of them said.
static_assert(absent(fault::none, fault::no_table) && !absent(fault::no_table, fault::no_table));

}  // namespace

TEST_CASE("a history without a mistake is not explained") {
    lithe::migrations::detail::explain_history<fault::none, "20260101000000", 0, "people.name">();
    SUCCEED();
}
