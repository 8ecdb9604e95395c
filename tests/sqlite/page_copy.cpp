// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/page_copy.hpp>

#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/sql_text.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

TEST_CASE("page_copy: in steps, also while another connection holds the write lock") {
    scratch_folder const folder;
    lithe::connection writer(folder.file("a.db"));
    writer.execute_script("CREATE TABLE t(v); INSERT INTO t(rowid, v) VALUES (7, zeroblob(99999))");
    writer.execute_script("BEGIN IMMEDIATE");
    lithe::connection from(folder.file("a.db"));
    lithe::connection into(folder.file("b.db"), {.journal = lithe::journal::keep});
    {
        lithe::detail::page_copy pages(from.native_handle(), into.native_handle());
        REQUIRE(pages.step(3));
        REQUIRE(pages.done() == 3);
        while (pages.step(9)) {
        }
        REQUIRE(pages.done() == pages.total());
    }
    writer.execute_script("ROLLBACK");
    REQUIRE(into.fetch_one(lithe::sql_text("SELECT rowid FROM t").as<int>()) == 7);
}

TEST_CASE("page_copy: a target that cannot be written is an error") {
    scratch_folder const folder;
    lithe::connection from(folder.file("a.db"));
    from.execute_script("CREATE TABLE t(v); INSERT INTO t VALUES (zeroblob(99999))");
    lithe::connection into(folder.file("b.db"), {.journal = lithe::journal::keep});
    into.execute_script("PRAGMA max_page_count=2");
    lithe::detail::page_copy pages(from.native_handle(), into.native_handle());
    REQUIRE_THROWS_WITH(pages.step(-1), Catch::Matchers::Contains("SQLITE_FULL"));
}
