// SPDX-License-Identifier: BSL-1.0
//
// What m::freeze(out, db) prints of tables: adoption*.cpp, where it is compiled, too.
#include <lithe/migrations/freeze_live.hpp>

#include "support/catch.hpp"

#include <sstream>

TEST_CASE("views and triggers are printed; what no step says is a comment") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b TEXT NOT NULL ON CONFLICT IGNORE, "
        "UNIQUE (b) ON CONFLICT REPLACE); CREATE VIEW v AS SELECT a, 'x' FROM t; "
        "CREATE VIEW w (p) AS SELECT a FROM t; CREATE VIRTUAL TABLE f USING fts5(x); "
        "CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT \"a\" FROM t; END; "
        "CREATE INDEX i ON t (b COLLATE nocase ASC, lower(b)) WHERE a > 0");
    std::ostringstream out;
    lithe::migrations::freeze(out, db);
    REQUIRE(out.str() ==
            R"text(// table f is virtual or not understood: create virtual table f using fts5 ( x )
m::create_table("t",
    m::column<std::int64_t>("a").primary_key().descending(),
    m::column<std::string>("b").on_conflict(m::conflict::ignore),
    m::unique("b").on_conflict(m::conflict::replace),
    m::non_strict),
m::create_index("i", "t", m::asc("b", lithe::nocase), m::on(m::sql<std::string>("lower(b)")), m::where(m::sql<bool>("a > 0"))),
m::create_view("v", "SELECT a, 'x' FROM t"),
m::create_view("w", "SELECT a FROM t", m::columns("p")),
m::create_trigger("g", "AFTER DELETE ON t BEGIN SELECT \"a\" FROM t; END")
)text");
}

TEST_CASE("a type called ANY is SQLite's numeric one where the table is not STRICT") {
    lithe::connection db(":memory:");
    db.execute_script("CREATE TABLE a (x ANY NOT NULL); CREATE TABLE b (x ANY NOT NULL) STRICT");
    std::ostringstream out;
    lithe::migrations::freeze(out, db);
    REQUIRE(out.str() == R"text(m::create_table("a",
    m::column<double>("x").declared("ANY"),
    m::non_strict),
m::create_table("b",
    m::column<lithe::sql_value>("x"))
)text");
}
