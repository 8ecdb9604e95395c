// SPDX-License-Identifier: BSL-1.0
#include <lithe/sql.hpp>

#include "support/catch.hpp"

namespace {
struct Row {
    int id = 0;
};
}  // namespace

TEST_CASE("sql.hpp gives the text of a query without SQLite") {
    CHECK(lithe::from<Row>().sql() == R"(SELECT "id" FROM "row")");
#if defined(SQLITE_VERSION)
    FAIL("sql.hpp includes <sqlite3.h>");
#endif
}
