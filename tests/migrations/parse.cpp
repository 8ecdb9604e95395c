// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/parse.hpp>

#include <lithe/migrations/ddl.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace detail = lithe::migrations::detail;

std::string written(std::string_view sql) {
    detail::table_model const table = detail::parse_table(sql);
    return detail::create_table_text(table, table.name).str();
}

}  // namespace

TEST_CASE("every clause of CREATE TABLE is read") {
    REQUIRE(
        written("CREATE TEMP TABLE IF NOT EXISTS main.t (\n"
                "  id INTEGER CONSTRAINT k PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT,\n"
                "  a VARCHAR(10) NOT NULL ON CONFLICT IGNORE DEFAULT -1 COLLATE nocase,\n"
                "  b DEFAULT (1 + (2)) UNIQUE ON CONFLICT FAIL, -- comment\n"
                "  c GENERATED ALWAYS AS (a || ',') STORED,\n"
                "  CHECK (a <> 'x, y)'),\n"
                "  CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL ON UPDATE NO "
                "ACTION NOT DEFERRABLE INITIALLY IMMEDIATE\n) STRICT, WITHOUT ROWID") ==
        "CREATE TABLE \"t\" (\"id\" INTEGER, \"a\" VARCHAR(10) NOT NULL ON CONFLICT IGNORE DEFAULT "
        "-1 COLLATE \"nocase\", \"b\" DEFAULT (1 + (2)), \"c\" GENERATED ALWAYS AS (a || ',') "
        "STORED, CONSTRAINT \"k\" PRIMARY KEY (\"id\") ON CONFLICT REPLACE, UNIQUE (\"b\") ON "
        "CONFLICT FAIL, CONSTRAINT \"f\" FOREIGN KEY (\"a\", \"b\") REFERENCES \"p\" ON DELETE SET "
        "NULL, CHECK (a <> 'x, y)')) STRICT, WITHOUT ROWID");
    REQUIRE(written("CREATE TABLE t (a DEFAULT \"it's\", b DEFAULT none)") ==
            "CREATE TABLE \"t\" (\"a\" DEFAULT 'it''s', \"b\" DEFAULT none)");
    REQUIRE(written("CREATE TABLE t(a INTEGER DEFAULT 7 PRIMARY KEY, b DEFAULT 7)") ==
            "CREATE TABLE \"t\" (\"a\" INTEGER PRIMARY KEY, \"b\" DEFAULT 7)");
    REQUIRE(written("CREATE TABLE t(a INTEGER PRIMARY KEY DESC)") ==
            "CREATE TABLE \"t\" (\"a\" INTEGER PRIMARY KEY DESC)");
}

TEST_CASE("what is not understood is kept as it is") {
    for (char const* const sql :
         {"CREATE VIRTUAL TABLE f USING fts5(a, content='')", "CREATE TABLE t (a) NEW OPTION",
          "CREATE TABLE t (a INTEGER SOMETHING ELSE (x) NOT NULL SURPRISE)"})
        REQUIRE(detail::parse_table(sql).as_written.view() == sql);
}

TEST_CASE("indexes, with expressions, orders and conditions") {
    detail::index_model index;
    REQUIRE(
        detail::parse_index("CREATE UNIQUE INDEX i ON t(a COLLATE nocase DESC, lower(b, 1)) WHERE "
                            "a > 0",
                            index));
    REQUIRE(detail::create_index_text(index).str() ==
            "CREATE UNIQUE INDEX \"i\" ON \"t\" (a COLLATE nocase DESC, lower(b, 1)) WHERE a > 0");
    detail::index_model other;
    REQUIRE_FALSE(detail::parse_index("CREATE TABLE t (a)", other));
}
