// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/rebuild.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

// The table as `ddl` says, out of the one that is there; `sources` fill new columns.
std::int64_t rebuild(lithe::connection& db, std::string const& name, std::string const& ddl,
                     std::vector<detail::column_source> sources = {},
                     m::options const& options = {}) {
    detail::schema_model const live = detail::read_schema(db.native_handle());
    detail::rebuild_work const work{*live.table(name), detail::parse_table(ddl),
                                    std::move(sources)};
    detail::reporter const tell(options, "1");
    detail::settings_guard settings(db.native_handle());
    detail::write_lock lock(db.native_handle(), {});
    std::int64_t const rows = detail::table_rebuild(db.native_handle(), work, tell).run();
    lock.commit();
    settings.restore();
    return rows;
}

}  // namespace

TEST_CASE("a rebuild keeps rowids, the AUTOINCREMENT mark, statistics, indexes and triggers") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); CREATE INDEX i ON t (a); "
        "CREATE TABLE log (x); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES "
        "(new.id); "
        "END; INSERT INTO t VALUES (5, 'five'), (900, 'gone'); DELETE FROM t WHERE id = 900; "
        "ANALYZE; "
        "CREATE TABLE plain (a); INSERT INTO plain (rowid, a) VALUES (-7, 'x'), (42, 'y')");
    std::string const stat = support::rows(db, "SELECT tbl, idx, stat FROM sqlite_stat1");
    REQUIRE(rebuild(db, "t",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b INTEGER, a TEXT)",
                    {{detail::text("b"), detail::text("7")}}) == 1);
    REQUIRE(support::rows(db, "SELECT * FROM t") == "5|7|five");
    REQUIRE(support::rows(db, "SELECT name, seq FROM sqlite_sequence") == "t|900");
    REQUIRE(support::rows(db, "SELECT tbl, idx, stat FROM sqlite_stat1") == stat);
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('i', 'g')") ==
            "2");
    REQUIRE(support::rows(db, "SELECT count(*) FROM log") == "2");  // the copy fires no trigger
    rebuild(db, "plain", "CREATE TABLE plain (a, c DEFAULT 1)", {{detail::text("c"), {}}});
    REQUIRE(support::rows(db, "SELECT rowid, a, c FROM plain") == "-7|x|1\n42|y|1");
}

// migrations.md 0.1: what the popular tools lose.
TEST_CASE("a rebuilt parent keeps its children") {
    for (char const* const action :
         {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"}) {
        for (char const* const deferred : {"", " DEFERRABLE INITIALLY DEFERRED"}) {
            for (char const* const rowid : {"", " WITHOUT ROWID"}) {
                for (int const on : {0, 1}) {
                    lithe::connection db(":memory:");
                    db.execute_script(
                        "CREATE TABLE p (id INTEGER PRIMARY KEY, me REFERENCES p (id) ON DELETE "
                        "CASCADE); "
                        "CREATE TABLE c (k PRIMARY KEY, p DEFAULT 1 REFERENCES p (id) ON DELETE " +
                        std::string(action) + deferred + ")" + rowid +
                        "; INSERT INTO p VALUES (1, NULL), (2, 1), (3, 3); "
                        "INSERT INTO c VALUES ('a', 1), ('b', 3), ('c', NULL); PRAGMA "
                        "foreign_keys=" +
                        std::to_string(on));
                    std::string const before = support::rows(db, "SELECT * FROM c");
                    rebuild(
                        db, "p",
                        "CREATE TABLE p (id INTEGER PRIMARY KEY, x, me REFERENCES p (id) ON DELETE "
                        "CASCADE)",
                        {{detail::text("x"), {}}});
                    REQUIRE(support::rows(db, "SELECT * FROM c") == before);
                    REQUIRE(support::rows(db, "SELECT id, me FROM p") == "1|NULL\n2|1\n3|3");
                    REQUIRE(detail::pragma_number(db.native_handle(), "foreign_keys") == on);
                    REQUIRE(detail::foreign_key_violations(db.native_handle()).empty());
                }
            }
        }
    }
}

// Each is the other's parent.
TEST_CASE("two tables that reference each other are rebuilt without losing a row") {
    for (char const* const action :
         {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"}) {
        for (char const* const deferred : {"", " DEFERRABLE INITIALLY DEFERRED"}) {
            for (int const on : {0, 1}) {
                CAPTURE(action, deferred, on);
                lithe::connection db(":memory:");
                std::string const rest = " ON DELETE " + std::string(action) + deferred;
                std::string const first = "CREATE TABLE p (id INTEGER PRIMARY KEY, c DEFAULT 1 ";
                std::string const second = "CREATE TABLE c (k INTEGER PRIMARY KEY, p DEFAULT 1 ";
                db.execute_script(
                    "PRAGMA foreign_keys=OFF; " + first + "REFERENCES c (k)" + rest + ");" +
                    second + "REFERENCES p (id)" + rest +
                    "); INSERT INTO p VALUES (1, 1), (2, 3), (4, NULL); INSERT INTO c VALUES (1, "
                    "2), (3, 4); PRAGMA foreign_keys=" +
                    std::to_string(on));
                rebuild(db, "p", first + "REFERENCES c (k)" + rest + ", x)",
                        {{detail::text("x"), {}}});
                rebuild(db, "c", second + "REFERENCES p (id)" + rest + ", x)",
                        {{detail::text("x"), {}}});
                REQUIRE(support::rows(db, "SELECT id, c FROM p") == "1|1\n2|3\n4|NULL");
                REQUIRE(support::rows(db, "SELECT k, p FROM c") == "1|2\n3|4");
                REQUIRE(detail::pragma_number(db.native_handle(), "foreign_keys") == on);
                REQUIRE(detail::foreign_key_violations(db.native_handle()).empty());
            }
        }
    }
}

TEST_CASE("views and triggers of others are left alone") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (a); CREATE TABLE u (b); CREATE VIEW v AS SELECT a FROM t; "
        "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t (a) VALUES (new.b); END; "
        "CREATE VIEW broken AS SELECT x FROM nowhere");
    std::string const before =
        support::rows(db, "SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger')");
    rebuild(db, "t", "CREATE TABLE t (a, b)", {{detail::text("b"), {}}});
    REQUIRE(support::rows(db, "SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger')") ==
            before);
    db.execute_script("INSERT INTO u VALUES (3)");
    REQUIRE(support::rows(db, "SELECT a FROM v") == "3");
}

TEST_CASE("no row is dropped by a constraint's ON CONFLICT, and none is invented") {
    lithe::connection db(":memory:");
    db.execute_script("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (1, 2)");
    std::string const before = support::everything(db);
    REQUIRE_THROWS_AS(rebuild(db, "t", "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE, b)"),
                      lithe::constraint_error);
    REQUIRE_THROWS_AS(rebuild(db, "t", "CREATE TABLE t (a, b, c)",
                              {{detail::text("c"), detail::text("\"missing\"")}}),
                      lithe::error);
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("what is not the history's table is not rebuilt") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (a, somebodys); CREATE TABLE __lithe_new_u (x); CREATE TABLE u (a)");
    detail::rebuild_work const work{detail::parse_table("CREATE TABLE t (a)"),
                                    detail::parse_table("CREATE TABLE t (a, b)"),
                                    {}};
    m::options const options;
    detail::reporter const tell(options, "1");
    REQUIRE_THROWS_AS(detail::table_rebuild(db.native_handle(), work, tell).run(),
                      lithe::migration_error);
    REQUIRE_THROWS_WITH(rebuild(db, "u", "CREATE TABLE u (a, b)"),
                        Catch::Matchers::Contains("__lithe_new_u is left"));
}

TEST_CASE("a copy in chunks tells how far it is and can be cancelled") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (a); WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 3 FROM n "
        "LIMIT 1000) INSERT INTO t (rowid, a) SELECT x, x FROM n");
    std::vector<std::int64_t> told;
    m::options options;
    options.chunk_rows = 300;
    options.on_progress = [&told](m::progress const& now) {
        if (now.total > 0)
            told.push_back(now.done);
        return true;
    };
    REQUIRE(rebuild(db, "t", "CREATE TABLE t (a, b)", {{detail::text("b"), {}}}, options) == 1000);
    REQUIRE(told == std::vector<std::int64_t>{300, 600, 900, 1000});
    REQUIRE(support::rows(db, "SELECT count(*), sum(rowid = a), min(a), max(a) FROM t") ==
            "1000|1000|1|2998");
    std::string const before = support::everything(db);
    options.on_progress = [](m::progress const& now) { return now.done < 500; };
    REQUIRE_THROWS_AS(
        rebuild(db, "t", "CREATE TABLE t (a, b, c)", {{detail::text("c"), {}}}, options),
        lithe::cancelled);
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("a table WITHOUT ROWID, and columns called rowid") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE w (a TEXT, b, PRIMARY KEY (a)) WITHOUT ROWID; INSERT INTO w VALUES "
        "('x', 1), ('y', NULL); CREATE TABLE r (rowid, oid); "
        "INSERT INTO r (_rowid_, rowid, oid) VALUES (9, 'a', 'b'); "
        "CREATE TABLE all3 (rowid, _rowid_, oid)");
    rebuild(db, "w", "CREATE TABLE w (a TEXT, b, c, PRIMARY KEY (a)) WITHOUT ROWID",
            {{detail::text("c"), detail::text("\"w\".\"b\"")}});
    REQUIRE(support::rows(db, "SELECT * FROM w") == "x|1|1\ny|NULL|NULL");
    rebuild(db, "r", "CREATE TABLE r (rowid, oid, n)", {{detail::text("n"), {}}});
    REQUIRE(support::rows(db, "SELECT _rowid_, rowid, oid, n FROM r") == "9|a|b|NULL");
    REQUIRE_THROWS_AS(rebuild(db, "all3", "CREATE TABLE all3 (rowid, _rowid_, oid, n)",
                              {{detail::text("n"), {}}}),
                      lithe::migration_error);
}
