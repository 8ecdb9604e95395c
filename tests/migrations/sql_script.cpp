// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/sql_script.hpp>

#include "support/catch.hpp"

#include <string>

namespace detail = lithe::migrations::detail;

TEST_CASE("a script in its statements: semicolons of texts, comments and triggers end none") {
    auto const list = detail::statements_of(
        "SELECT ';'; -- ;\nCREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END; "
        "SELECT 3");
    REQUIRE(list.size() == 3);
    REQUIRE(list[0] == "SELECT ';';");
    REQUIRE(list[1].ends_with("SELECT 2; END;"));
    REQUIRE(list[2] == " SELECT 3");
    REQUIRE(detail::statements_of("").empty());
}

TEST_CASE("a script without the transaction that it brings along") {
    REQUIRE(detail::without_own_transaction(
                "PRAGMA foreign_keys=OFF;\nbegin immediate transaction;\nDROP TABLE t;\n"
                "END;\npragma foreign_keys(1);\n") == "\nDROP TABLE t;\n");
    // What is not a transaction's frame stays, so that the runner refuses it.
    for (char const* const kept : {"ROLLBACK;", "PRAGMA user_version=1;", "BEGIN NONSENSE;",
                                   "PRAGMA legacy_alter_table=ON;", "VACUUM;"})
        REQUIRE(detail::without_own_transaction(kept) == kept);
}
