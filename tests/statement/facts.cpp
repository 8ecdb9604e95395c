// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/facts.hpp>

#include "support/catch.hpp"

namespace {

constexpr std::string_view keys[] = {"id"};
constexpr lithe::detail::statement_facts facts{
    .text = "DELETE FROM t",
    .size = 13,
    .writes = true,
    .table = "t",
    .key_columns = keys,
    .key_count = 1,
};
static_assert(facts.foreign_key_columns == nullptr && facts.foreign_key_count == 0);

}  // namespace

TEST_CASE("facts: an object in static storage, all of it optional") {
    CHECK(std::string_view(facts.text).size() == facts.size);
    CHECK(facts.key_columns[0] == "id");
    constexpr lithe::detail::statement_facts empty{};
    CHECK(std::string_view(empty.text).empty());
    CHECK_FALSE(empty.writes);
}
