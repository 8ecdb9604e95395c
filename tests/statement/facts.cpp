// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/facts.hpp>

#include "support/catch.hpp"

namespace {

constexpr std::string_view keys[] = {"author"};
constexpr lithe::detail::statement_facts facts{
    .text = "DELETE FROM t",
    .size = 13,
    .writes = true,
    .table = "t",
    .foreign_key_columns = keys,
    .foreign_key_count = 1,
};
static_assert(facts.checks == nullptr && facts.check_count == 0);

}  // namespace

TEST_CASE("facts: an object in static storage, all of it optional") {
    CHECK(std::string_view(facts.text).size() == facts.size);
    CHECK(facts.foreign_key_columns[0] == "author");
    constexpr lithe::detail::statement_facts empty{};
    CHECK(std::string_view(empty.text).empty());
    CHECK_FALSE(empty.writes);
}
