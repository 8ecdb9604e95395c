// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/noted_changes.hpp>

#include "support/catch.hpp"

using lithe::detail::noted_changes;

TEST_CASE("noted_changes: sums of changes; rows up to a limit") {
    noted_changes first;
    CHECK(first.empty());
    noted_changes second;
    second.tables = {0, 1};
    second.anything = true;
    second.note({1, 18, 5});
    first.take(second);
    CHECK(second.empty());
    CHECK(second.rows.empty());
    CHECK_FALSE(first.empty());
    CHECK(first.tables == std::vector<char>{0, 1});
    CHECK(first.rows.size() == 1);
    for (std::size_t at = 0; at < noted_changes::most_rows; ++at)
        first.note({0, 18, 1});
    CHECK(first.rows.size() == noted_changes::most_rows);
    CHECK(first.rows_lost);
    first.clear();
    CHECK(first.empty());
}
