// SPDX-License-Identifier: BSL-1.0
//
// The rest of traps.cpp: what SQLite refuses, loses or takes without a word around DROP COLUMN,
// RENAME and a rebuild. A newer SQLite that changes one of these is noticed here.

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>

namespace {

struct trap {
    lithe::connection db{":memory:"};
    explicit trap(std::string const& sql) { db.execute_script(sql); }
    // What SQLite says; "ok" where it takes it.
    std::string run(std::string const& sql) {
        try {
            db.execute_script(sql);
            return "ok";
        } catch (lithe::error const& thrown) {
            return thrown.what();
        }
    }
    bool refuses(std::string const& sql, std::string const& why) {
        return run(sql).find(why) != std::string::npos;
    }
    std::string rows(std::string const& sql) { return support::rows(db, sql); }
};

}  // namespace

TEST_CASE("ADD COLUMN: a STRICT table and a virtual column are looked at") {
    REQUIRE(trap("CREATE TABLE s (a INT) STRICT")
                .refuses("ALTER TABLE s ADD COLUMN b VARCHAR", "unknown datatype for s.b"));
    trap late("CREATE TABLE t (a); INSERT INTO t VALUES (NULL)");
    REQUIRE(late.refuses("ALTER TABLE t ADD COLUMN b NOT NULL AS (a)", "NOT NULL"));
}

TEST_CASE("DROP COLUMN: what is refused") {
    char const* const refused[][3] = {
        {"CREATE TABLE t (a PRIMARY KEY, b)", "ALTER TABLE t DROP COLUMN a", "PRIMARY KEY"},
        {"CREATE TABLE t (a UNIQUE, b)", "ALTER TABLE t DROP COLUMN a", "UNIQUE"},
        {"CREATE TABLE t (a, b, UNIQUE (a, b))", "ALTER TABLE t DROP COLUMN a", "error in table t"},
        {"CREATE TABLE t (a, b, CHECK (a > b))", "ALTER TABLE t DROP COLUMN a", "no such column"},
        {"CREATE TABLE t (a, b); CREATE INDEX i ON t (b) WHERE a > 0",
         "ALTER TABLE t DROP COLUMN a", "error in index i"},
        {"CREATE TABLE t (a, b AS (a), c)", "ALTER TABLE t DROP COLUMN a", "no such column"},
        {"CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t", "ALTER TABLE t DROP COLUMN a",
         "error in view v"},
        {"CREATE TABLE t (a, b); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT new.a; END",
         "ALTER TABLE t DROP COLUMN a", "error in trigger g"},
        {"CREATE TABLE t (a)", "ALTER TABLE t DROP COLUMN a", "no other columns"},
        {"CREATE TABLE t (a, b); CREATE VIEW other AS SELECT x FROM nowhere",
         "ALTER TABLE t DROP COLUMN a", "error in view other"}};
    for (auto const& one : refused) {
        CAPTURE(one[0], trap(one[0]).run(one[1]));
        REQUIRE(trap(one[0]).refuses(one[1], one[2]));
    }
}

TEST_CASE("DROP COLUMN: a trigger never fires again, a CHECK is gone") {
    trap update(
        "CREATE TABLE t (a, b); CREATE TABLE seen (x); CREATE TRIGGER g AFTER UPDATE OF a ON t "
        "BEGIN INSERT INTO seen VALUES (1); END; INSERT INTO t VALUES (1, 1); UPDATE t SET a = 2; "
        "ALTER TABLE t DROP COLUMN a; UPDATE t SET b = 2");
    REQUIRE(update.rows("SELECT count(*) FROM seen") == "1");
    trap check("CREATE TABLE t (a CHECK (a > b), b); ALTER TABLE t DROP COLUMN a");
    REQUIRE(check.rows("SELECT sql FROM sqlite_schema").find("CHECK") == std::string::npos);
}

TEST_CASE("RENAME: the text is quoted, an old table renamed away takes its children along") {
    REQUIRE(trap("CREATE TABLE s (a); ALTER TABLE s RENAME TO t")
                .rows("SELECT sql FROM sqlite_schema") == "CREATE TABLE \"t\" (a)");
    trap away(
        "CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (y REFERENCES p (x)); "
        "ALTER TABLE p RENAME TO old_p; CREATE TABLE p (x PRIMARY KEY)");
    REQUIRE(away.rows("SELECT \"table\" FROM pragma_foreign_key_list('c')") == "old_p");
    trap fts(
        "CREATE TABLE t (a); CREATE VIRTUAL TABLE f USING fts5(a, content='t'); ALTER TABLE t "
        "RENAME COLUMN a TO b");
    CAPTURE(fts.run("INSERT INTO f(f) VALUES ('rebuild')"));
    REQUIRE(fts.run("INSERT INTO f(f) VALUES ('rebuild')") != "ok");
}

TEST_CASE("a transaction: what ends it, what it takes along, what it ignores") {
    trap open(
        "PRAGMA foreign_keys=ON; CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (y REFERENCES p "
        "(x) DEFERRABLE INITIALLY DEFERRED); BEGIN; INSERT INTO c VALUES (1)");
    REQUIRE(open.refuses("COMMIT", "FOREIGN KEY"));
    REQUIRE(sqlite3_get_autocommit(open.db.native_handle()) == 0);  // still open
    trap early("PRAGMA foreign_keys=OFF; BEGIN; PRAGMA foreign_keys=ON; COMMIT");
    REQUIRE(early.rows("PRAGMA foreign_keys") == "0");
    REQUIRE(trap("BEGIN").refuses("VACUUM", "cannot VACUUM from within a transaction"));
    trap version("BEGIN; PRAGMA user_version=7; PRAGMA application_id=9; ROLLBACK");
    REQUIRE(version.rows("PRAGMA user_version") == "0");
    REQUIRE(version.rows("PRAGMA application_id") == "0");
    trap attached("BEGIN; ATTACH ':memory:' AS other; ROLLBACK");
    REQUIRE(attached.rows("SELECT count(*) FROM pragma_database_list WHERE name = 'other'") == "1");
}

TEST_CASE("a rebuild by hand: qualified checks, generated columns, NULL keys, statistics") {
    trap check("CREATE TABLE x (a); CREATE TABLE new_x (a, CHECK (new_x.a > 0)); DROP TABLE x");
    check.run("PRAGMA legacy_alter_table=ON; ALTER TABLE new_x RENAME TO x");
    REQUIRE_FALSE(check.run("INSERT INTO x VALUES (1)") == "ok");
    REQUIRE(trap("CREATE TABLE t (a, b AS (a))")
                .refuses("INSERT INTO t (a, b) VALUES (1, 1)", "generated column"));
    trap null_key(
        "CREATE TABLE t (a TEXT PRIMARY KEY); INSERT INTO t VALUES (NULL); CREATE TABLE n (a TEXT "
        "PRIMARY KEY) WITHOUT ROWID");
    REQUIRE(null_key.refuses("INSERT INTO n SELECT a FROM t", "NOT NULL constraint failed"));
    trap alias(
        "CREATE TABLE t (a INTEGER PRIMARY KEY DESC); INSERT INTO t VALUES (NULL); CREATE TABLE u "
        "(a INTEGER PRIMARY KEY); INSERT INTO u VALUES (NULL)");
    REQUIRE(alias.rows("SELECT typeof(a) FROM t UNION ALL SELECT typeof(a) FROM u") ==
            "null\ninteger");
    trap statistics(
        "CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1); ANALYZE; DROP "
        "TABLE t");
    REQUIRE(statistics.rows("SELECT count(*) FROM sqlite_stat1") == "0");
}

TEST_CASE("foreign_key_check: a lost parent key is an error, WITHOUT ROWID has no number") {
    trap lost(
        "PRAGMA foreign_keys=OFF; CREATE TABLE p (x); CREATE TABLE c (y REFERENCES p (x)); INSERT "
        "INTO c VALUES (1)");
    REQUIRE(lost.refuses("PRAGMA foreign_key_check", "foreign key mismatch"));
    trap numbers(
        "PRAGMA foreign_keys=OFF; CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (y PRIMARY KEY "
        "REFERENCES p (x)) WITHOUT ROWID; INSERT INTO c VALUES (1)");
    REQUIRE(numbers.rows("SELECT rowid FROM pragma_foreign_key_check") == "NULL");
}
