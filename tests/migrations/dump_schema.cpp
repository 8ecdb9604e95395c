// SPDX-License-Identifier: BSL-1.0
//
// The text is dbmate 2.36.0's; tests/interop compares with the program itself.
#include <lithe/migrations/dump_schema.hpp>

#include <lithe/migrations/read_schema.hpp>

#include "support/catch.hpp"

#include <string>

namespace m = lithe::migrations;

TEST_CASE("the schema as dbmate dumps it, which makes the same schema") {
    lithe::connection db(":memory:");
    std::string const dump =
        R"sql(CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE IF NOT EXISTS "order" ("group" TEXT);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT a,
   id, 1 AS "2nd" FROM t
/* v(a,id,"2nd") */;
CREATE VIEW "select" AS SELECT "group" FROM "order"
/* "select"("group") */;
CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 'x'; END;
CREATE VIRTUAL TABLE f USING fts5(x)
/* f(x) */;
)sql";
    std::string made = dump;
    for (std::size_t at = 0; (at = made.find("\n/*", at)) != std::string::npos;)
        made.erase(at, made.find("*/", at) + 2 - at);
    db.execute_script(made);
    db.execute_script("INSERT INTO schema_migrations VALUES ('3'), ('20260101000000')");
    std::string const text = m::dump_schema(db);
    REQUIRE(text.starts_with(dump));
    REQUIRE(text.find("CREATE TABLE IF NOT EXISTS 'f_data'") != std::string::npos);
    REQUIRE(
        text.ends_with("-- Dbmate schema migrations\nINSERT INTO \"schema_migrations\" "
                       "(version) VALUES\n  ('20260101000000'),\n  ('3');\n"));
    lithe::connection again(":memory:");
    again.execute_script(text);
    REQUIRE(m::detail::schema_digest(again.native_handle()) ==
            m::detail::schema_digest(db.native_handle()));
}

TEST_CASE("a file without anything, and without a history") {
    lithe::connection db(":memory:");
    REQUIRE(m::dump_schema(db) == "-- Dbmate schema migrations\n");
}
