// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

namespace {
struct Row {
    int id = 0;
};
}  // namespace

TEST_CASE("sqlite.hpp gives a connection") {
    lithe::connection db{":memory:"};
    db.create_tables<Row>();
    CHECK(db.insert(Row{}) == 1);
    CHECK(db.fetch_all(lithe::from<Row>()).size() == 1);
}
