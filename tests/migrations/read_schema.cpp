// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/read_schema.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <string>

namespace detail = lithe::migrations::detail;

TEST_CASE("a live schema is read, without SQLite's own and the history's tables") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE); "
        "CREATE INDEX i ON t (lower(a)); CREATE VIEW v AS SELECT a FROM t; "
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; "
        "CREATE TABLE schema_migrations (version); CREATE VIRTUAL TABLE f USING fts5(x)");
    detail::schema_model const schema = detail::read_schema(db.native_handle());
    REQUIRE(schema.tables.size() == 2);
    REQUIRE(schema.table("f")->as_written.view().starts_with("CREATE VIRTUAL"));
    REQUIRE(schema.table("t")->key.automatic);
    REQUIRE(schema.indexes.size() == 1);
    REQUIRE(schema.views.size() == 1);
    REQUIRE(schema.triggers[0].table.view() == "t");
}

TEST_CASE("a digest changes with the schema and with nothing else") {
    lithe::connection db(":memory:");
    db.execute_script("CREATE TABLE t (a); CREATE TABLE u (b)");
    std::string const before = detail::schema_digest(db.native_handle());
    db.execute_script("INSERT INTO t VALUES (1); VACUUM; ANALYZE");
    REQUIRE(detail::schema_digest(db.native_handle()) == before);
    db.execute_script("ALTER TABLE t ADD COLUMN c");
    REQUIRE(detail::schema_digest(db.native_handle()) != before);
}

// SQLite takes these, and says so only when the object is used: migrations.md 2.2.
TEST_CASE("what SQLite breaks without a word is found") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (a, b); CREATE TABLE u (x); "
        "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t (a) VALUES (1); END; "
        "CREATE VIEW v (p, q) AS SELECT * FROM t; "
        "CREATE TRIGGER h INSTEAD OF DELETE ON v BEGIN DELETE FROM t; END");
    REQUIRE(detail::broken_objects(db.native_handle()).empty());
    db.execute_script("ALTER TABLE t DROP COLUMN a");
    auto const broken = detail::broken_objects(db.native_handle());
    REQUIRE(broken.size() >= 2);
    REQUIRE(detail::broken_objects(db.native_handle())[0].find("view v") == 0);
}
