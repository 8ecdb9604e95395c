// SPDX-License-Identifier: BSL-1.0
//
// The rest of traps.cpp: what SQLite refuses, loses or takes without a word around DROP COLUMN,
// RENAME and a rebuild. A newer SQLite that changes one of these is noticed here.

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/scratch_folder.hpp"

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

TEST_CASE("a name in double quotes that is no column is a text, unless it is qualified") {
    trap quoted("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE TABLE n (a)");
    // As plain SQLite opens a file; lithe switches it off.
    sqlite3_db_config(quoted.db.native_handle(), SQLITE_DBCONFIG_DQS_DML, 1, nullptr);
    REQUIRE(quoted.run("INSERT INTO n SELECT \"missing\" FROM t") == "ok");
    REQUIRE(quoted.rows("SELECT a FROM n") == "missing");
    REQUIRE(quoted.refuses("INSERT INTO n SELECT \"t\".\"missing\" FROM t", "no such column"));
}

TEST_CASE("NOT NULL ON CONFLICT drops or changes rows of a copy, OR ABORT does not") {
    trap copies(
        "CREATE TABLE t (a); INSERT INTO t VALUES (NULL), (1); CREATE TABLE gone (a NOT NULL ON "
        "CONFLICT IGNORE); CREATE TABLE made (a NOT NULL ON CONFLICT REPLACE DEFAULT 5)");
    for (char const* const table : {"gone", "made"})
        REQUIRE(copies.refuses("INSERT OR ABORT INTO " + std::string(table) + " SELECT a FROM t",
                               "NOT NULL constraint failed"));
    REQUIRE(copies.run("INSERT INTO gone SELECT a FROM t; INSERT INTO made SELECT a FROM t") ==
            "ok");
    REQUIRE(copies.rows("SELECT a FROM gone") == "1");
    REQUIRE(copies.rows("SELECT a FROM made") == "5\n1");
}

TEST_CASE("defer_foreign_keys: children go all the same, or COMMIT fails with the parents back") {
    auto const rebuild = [](std::string const& action) {
        trap one(
            "PRAGMA foreign_keys=ON; CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (y "
            "REFERENCES p (x) ON DELETE " +
            action + "); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)");
        std::string answer = one.run(
            "BEGIN; PRAGMA defer_foreign_keys=ON; CREATE TABLE n (x PRIMARY KEY); INSERT INTO n "
            "SELECT x FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p; COMMIT");
        return answer.substr(0, answer.find(" (SQLITE")) + " " + one.rows("SELECT count(y) FROM c");
    };
    CHECK(rebuild("CASCADE") == "ok 0");
    CHECK(rebuild("SET NULL") == "ok 0");
    CHECK(rebuild("NO ACTION") == "FOREIGN KEY constraint failed 1");
    CHECK(rebuild("RESTRICT") == "FOREIGN KEY constraint failed 1");
}

TEST_CASE("affinities: what a column of another type makes of a value") {
    trap real("CREATE TABLE t (a REAL); INSERT INTO t VALUES (9007199254740993)");
    CHECK(real.rows("SELECT CAST(a AS INTEGER) FROM t") == "9007199254740992");
    trap whole(
        "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES ('9223372036854775808'), ('-0'), "
        "('007'), ('1e3'), (' 12 '), ('x')");
    CHECK(whole.rows("SELECT typeof(a) || ' ' || a FROM t") ==
          "real 9.22337203685478e+18\ninteger 0\ninteger 7\ninteger 1000\ninteger 12\ntext x");
    CHECK(trap("CREATE TABLE s (a INTEGER) STRICT")
              .refuses("INSERT INTO s VALUES ('x')", "cannot store TEXT value in INTEGER column"));
}

TEST_CASE("RENAME and DROP COLUMN: more of what is refused") {
    trap names("CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t");
    CHECK(names.refuses("ALTER TABLE t RENAME TO v", "already another table or index"));
    CHECK(names.refuses("ALTER TABLE t RENAME COLUMN a TO b", "duplicate column name"));
    CHECK(names.refuses("ALTER TABLE v RENAME TO w", "view v may not be altered"));
    CHECK(names.refuses("ALTER TABLE v RENAME COLUMN a TO c", "view"));
    trap fts("CREATE VIRTUAL TABLE f USING fts5(a, b)");
    CHECK(fts.refuses("ALTER TABLE f RENAME COLUMN a TO c", "virtual table"));
    CHECK(fts.refuses("ALTER TABLE f DROP COLUMN a", "virtual table"));
    trap last("CREATE TABLE t (a, b AS (1))");
    CHECK(
        last.refuses("ALTER TABLE t DROP COLUMN a", "must have at least one non-generated column"));
    trap broken("CREATE TABLE t (a); CREATE VIEW v AS SELECT x FROM nowhere");
    CHECK(broken.refuses("ALTER TABLE t RENAME COLUMN a TO b", "error in view v"));
}

TEST_CASE("journal_mode inside a transaction is not taken") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"), {.journal = lithe::journal::keep});
    db.execute_script("CREATE TABLE t (a); BEGIN");
    std::string answer;
    try {
        answer = support::rows(db, "PRAGMA journal_mode=WAL");
    } catch (lithe::error const& thrown) {
        answer = thrown.what();
    }
    CAPTURE(answer);
    db.execute_script("COMMIT");
    CHECK(support::rows(db, "PRAGMA journal_mode") == "delete");
}
