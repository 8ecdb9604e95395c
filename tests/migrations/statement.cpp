// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/statement.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

namespace detail = lithe::migrations::detail;

TEST_CASE("statements that are known only now") {
    lithe::connection db(":memory:");
    sqlite3* const raw = db.native_handle();
    detail::run_script(
        raw, "CREATE TABLE t (a, b); -- comment\nINSERT INTO t VALUES (1, 'x'), (2, NULL);");
    REQUIRE(detail::ask(raw, "SELECT sum(a) FROM t") == 3);
    REQUIRE(detail::ask(raw, "SELECT a FROM t WHERE a > 5") == 0);
    detail::statement query(raw, "SELECT b FROM t WHERE a >= ?1 AND b IS NOT ?2 ORDER BY a");
    query.bind(1, std::int64_t{1}).bind(2, std::string_view("y"));
    REQUIRE(query.step());
    REQUIRE(query.words(0) == "x");
    REQUIRE(query.step());
    REQUIRE(query.is_null(0));
    REQUIRE_FALSE(query.step());
    REQUIRE(detail::sql_quoted("a\"b") == "\"a\"\"b\"");
    REQUIRE(detail::sql_quoted("it's", '\'') == "'it''s'");
}

TEST_CASE("a script says which of its statements failed") {
    lithe::connection db(":memory:");
    try {
        detail::run_script(db.native_handle(),
                           "CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1), (1);");
        FAIL("did not throw");
    } catch (lithe::constraint_error const& thrown) {
        REQUIRE(thrown.sql().find("INSERT") != std::string_view::npos);
    }
    REQUIRE_THROWS_AS(detail::run_script(db.native_handle(), "NONSENSE"), lithe::error);
}

TEST_CASE("nothing is run after a transaction that was ended by somebody else") {
    lithe::connection db(":memory:");
    sqlite3* const raw = db.native_handle();
    db.execute_script("BEGIN");
    detail::run_inside(raw, "CREATE TABLE t (a)");
    db.execute_script("ROLLBACK");
    REQUIRE_THROWS_AS(detail::run_inside(raw, "CREATE TABLE u (a)"), lithe::migration_error);
    REQUIRE(detail::ask(raw, "SELECT count(*) FROM sqlite_schema") == 0);
}
