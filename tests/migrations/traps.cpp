// SPDX-License-Identifier: BSL-1.0
//
// What SQLite itself does, on which the migrator's rules stand: a newer SQLite that changes one of
// these is noticed here.

#include <lithe/migrations/statement.hpp>
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>

namespace {

struct file {
    lithe::connection db{":memory:"};
    explicit file(std::string const& sql) { db.execute_script(sql); }
    // Whether SQLite takes it; the message where not.
    std::string run(std::string const& sql) {
        try {
            db.execute_script(sql);
            return "ok";
        } catch (lithe::error const& thrown) {
            return thrown.what();
        }
    }
    std::string rows(std::string const& sql) { return support::rows(db, sql); }
};

std::string added(std::string const& column, bool with_row, char const* foreign_keys = "ON") {
    file one("PRAGMA foreign_keys=" + std::string(foreign_keys) +
             "; CREATE TABLE p (x PRIMARY KEY); CREATE TABLE t (a);" +
             (with_row ? "INSERT INTO t VALUES (1)" : ""));
    std::string const answer = one.run("ALTER TABLE t ADD COLUMN " + column);
    return answer.substr(0, answer.find(" (SQLITE"));
}

}  // namespace

TEST_CASE("ADD COLUMN: half of the refusals come only with rows") {
    for (bool const rows : {false, true}) {
        REQUIRE(added("b PRIMARY KEY", rows) == "Cannot add a PRIMARY KEY column");
        REQUIRE(added("b UNIQUE", rows) == "Cannot add a UNIQUE column");
        REQUIRE(added("b DEFAULT (1)", rows) == "ok");
        REQUIRE(added("b DEFAULT -1", rows) == "ok");
        REQUIRE(added("b AS (a) VIRTUAL", rows) == "ok");
        REQUIRE(added("b REFERENCES p (x)", rows) == "ok");
        REQUIRE(added("b REFERENCES p (x) DEFAULT 5", rows, "OFF") == "ok");
        REQUIRE(added("b NOT NULL DEFAULT 1 COLLATE NOCASE", rows) == "ok");
    }
    char const* const only_with_rows[][2] = {
        {"b NOT NULL", "Cannot add a NOT NULL column with default value NULL"},
        {"b DEFAULT CURRENT_DATE", "Cannot add a column with non-constant default"},
        {"b DEFAULT (1 + 1)", "Cannot add a column with non-constant default"},
        {"b AS (a) STORED", "cannot add a STORED column"},
        {"b REFERENCES p (x) DEFAULT 5",
         "Cannot add a REFERENCES column with non-NULL default value"}};
    for (auto const& one : only_with_rows) {
        REQUIRE(added(one[0], false) == "ok");
        REQUIRE(added(one[0], true) == one[1]);
    }
    REQUIRE(added("b CHECK (b > 0)", true) == "ok");
    REQUIRE(added("b DEFAULT 0 CHECK (b > 0)", true).find("CHECK constraint failed") == 0);
}

TEST_CASE("DROP COLUMN succeeds and leaves something broken") {
    {
        file one(
            "CREATE TABLE t (a, b); CREATE TABLE u (x); CREATE TRIGGER g AFTER INSERT ON u BEGIN "
            "INSERT INTO t (a) VALUES (1); END");
        REQUIRE(one.run("ALTER TABLE t DROP COLUMN a") == "ok");
        REQUIRE(one.run("INSERT INTO u VALUES (1)").find("has no column named a") !=
                std::string::npos);
    }
    {
        file one(
            "CREATE TABLE t (a, b); CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN SELECT 1; END");
        REQUIRE(one.run("ALTER TABLE t DROP COLUMN a") == "ok");
    }
    {
        file one(
            "CREATE TABLE t (a, b); CREATE TABLE c (x REFERENCES t (a)); PRAGMA foreign_keys=ON");
        REQUIRE(one.run("ALTER TABLE t DROP COLUMN a") == "ok");
        REQUIRE(one.run("INSERT INTO c VALUES (1)").find("foreign key mismatch") !=
                std::string::npos);
    }
    {
        file one("CREATE TABLE t (a, b); CREATE VIEW v (p, q) AS SELECT * FROM t");
        REQUIRE(one.run("ALTER TABLE t DROP COLUMN a") == "ok");
        REQUIRE(one.run("SELECT * FROM v").find("expected 2 columns") != std::string::npos);
    }
    {
        file one("CREATE TABLE t (a CHECK (a > b), b)");
        REQUIRE(one.run("ALTER TABLE t DROP COLUMN a") == "ok");
    }
}

TEST_CASE("RENAME: what follows and what does not") {
    {
        file one(
            "CREATE TABLE p (x); CREATE TABLE c (y REFERENCES p (x)); PRAGMA "
            "legacy_alter_table=ON; "
            "PRAGMA foreign_keys=OFF; ALTER TABLE p RENAME TO q");
        REQUIRE(one.rows("SELECT \"table\" FROM pragma_foreign_key_list('c')") == "p");
    }
    {
        file one(
            "CREATE TABLE p (x); CREATE TABLE c (y REFERENCES p (x)); ALTER TABLE p RENAME TO q; "
            "ALTER TABLE q RENAME COLUMN x TO z");
        REQUIRE(one.rows("SELECT \"table\" || \"to\" FROM pragma_foreign_key_list('c')") == "qz");
    }
    REQUIRE(
        file("CREATE TABLE t (a)").run("ALTER TABLE t RENAME TO T").find("already another table") !=
        std::string::npos);
    REQUIRE(file("CREATE TABLE t (a)").run("ALTER TABLE t RENAME COLUMN a TO A") == "ok");
    file view(
        "CREATE TABLE t (a); CREATE TABLE new_t (a); CREATE VIEW v AS SELECT a FROM t; DROP TABLE "
        "t");
    REQUIRE(view.run("ALTER TABLE new_t RENAME TO t").find("error in view v") != std::string::npos);
    REQUIRE(view.run("PRAGMA legacy_alter_table=ON; ALTER TABLE new_t RENAME TO t") == "ok");
    file fts(
        "CREATE TABLE t (a); CREATE VIRTUAL TABLE f USING fts5(a, content='t'); "
        "ALTER TABLE t RENAME TO u");
    REQUIRE(fts.run("INSERT INTO f(f) VALUES('rebuild')") != "ok");
}

TEST_CASE("foreign keys cannot be switched inside a transaction, by the pragma") {
    file one(
        "PRAGMA foreign_keys=ON; CREATE TABLE p (x PRIMARY KEY); CREATE TABLE c (y REFERENCES p "
        "(x) "
        "ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1); BEGIN; "
        "PRAGMA foreign_keys=OFF; PRAGMA defer_foreign_keys=ON; DROP TABLE p; COMMIT");
    REQUIRE(one.rows("SELECT count(*) FROM c") == "0");
    file two("PRAGMA foreign_keys=ON; BEGIN");
    int now = 1;
    sqlite3_db_config(two.db.native_handle(), SQLITE_DBCONFIG_ENABLE_FKEY, 0, &now);
    REQUIRE(now == 0);
}

TEST_CASE("a plain copy loses rows, numbers and marks") {
    file rows(
        "CREATE TABLE t (a); INSERT INTO t VALUES (1), (1); CREATE TABLE n (a UNIQUE ON CONFLICT "
        "IGNORE); INSERT INTO n SELECT a FROM t");
    REQUIRE(rows.rows("SELECT count(*) FROM n") == "1");
    file numbers(
        "CREATE TABLE t (a); INSERT INTO t (rowid, a) VALUES (7, 'x'); CREATE TABLE n (a); "
        "INSERT INTO n SELECT a FROM t");
    REQUIRE(numbers.rows("SELECT rowid FROM n") == "1");
    file marks(
        "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (9); DELETE "
        "FROM "
        "t; CREATE TABLE n (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO n SELECT a FROM t; "
        "DROP TABLE t; ALTER TABLE n RENAME TO t; INSERT INTO t VALUES (NULL)");
    REQUIRE(marks.rows("SELECT a FROM t") == "1");
    file casts("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('007'), ('1e3'), (' 12 ')");
    REQUIRE(casts.rows("SELECT CAST(a AS INTEGER) FROM t") == "7\n1\n12");
    file late(
        "CREATE TABLE t (a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 5; "
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a, b DEFAULT "
        "6)'");
    REQUIRE(late.run("PRAGMA writable_schema=RESET") == "ok");
    REQUIRE(late.rows("SELECT b FROM t") == "6");  // an old row has changed
}
