// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/row_sql.hpp>

#include <lithe/migrations/rows.hpp>

#include "support/catch.hpp"

#include <string>

namespace m = lithe::migrations;
namespace detail = m::detail;

TEST_CASE("SQL of the steps on rows") {
    auto const changed =
        m::update_where("a \"b", m::set("x", m::ref<int>("x") * 2), m::set("y", m::null<double>()),
                        m::where(m::sql<bool>("z IS NULL")));
    REQUIRE(detail::update_text(changed.nodes.list[0]).str() ==
            R"(UPDATE OR ABORT "a ""b" SET "x" = "x" * 2, "y" = NULL WHERE (z IS NULL))");
    REQUIRE(detail::count_text(changed.nodes.list[0]).str() ==
            R"(SELECT count(*) FROM "a ""b" WHERE (z IS NULL))");
    auto const added = m::insert_rows("t", m::row(m::set("x", "it's"), m::set("y", 1.5)), m::row());
    auto rows = detail::parts_of(added.nodes.list[0]).begin();
    REQUIRE(detail::insert_text(added.nodes.list[0], *rows).str() ==
            R"(INSERT OR ABORT INTO "t" ("x", "y") VALUES ('it''s', 1.5))");
    ++rows;
    REQUIRE(detail::insert_text(added.nodes.list[0], *rows).str() ==
            R"(INSERT OR ABORT INTO "t" DEFAULT VALUES)");
    auto const gone = m::delete_where("t", m::ref<int>("x") < 0, m::lossy("x"));
    REQUIRE(detail::delete_text(gone.nodes.list[0]).str() == R"(DELETE FROM "t" WHERE "x" < 0)");
}
