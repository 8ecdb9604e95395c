// SPDX-License-Identifier: BSL-1.0
#include <lithe/lithe.hpp>

#include "support/catch.hpp"

namespace {
struct Row {
    int id = 0;
    std::chrono::sys_time<std::chrono::seconds> at{};
};
}  // namespace

TEST_CASE("lithe.hpp gives a database, and times") {
    auto db = lithe::database::in_memory();
    db.create_tables<Row>();
    std::chrono::sys_time<std::chrono::seconds> const seven(std::chrono::seconds(7));
    CHECK(db.insert(Row{.at = seven}) == 1);
    CHECK(db.get<Row>(1).at == seven);
}
