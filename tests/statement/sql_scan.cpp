// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/sql_scan.hpp>

#include "support/catch.hpp"
#include "support/property.hpp"
#include "support/raw_sql.hpp"

#include <string>
#include <vector>

using lithe::detail::scan_sql;
using lithe::detail::sql_fault;
using lithe::detail::sql_scan;

namespace {

constexpr sql_scan scan(std::string_view text) {
    std::string_view names[400]{};
    return scan_sql(text, names);
}
constexpr int parameters(std::string_view text) {
    return scan(text).parameters;
}
constexpr sql_fault fault(std::string_view text) {
    return scan(text).fault;
}

struct prepared {
    sqlite3* db = nullptr;
    sqlite3_stmt* statement = nullptr;
    int rc = SQLITE_ERROR;
    bool single = false;

    prepared(sqlite3* on, std::string const& text) : db(on) {
        char const* rest = nullptr;
        rc = sqlite3_prepare_v2(db, text.c_str(), -1, &statement, &rest);
        sqlite3_stmt* second = nullptr;
        // More tokens behind the first statement are a second one, or an error.
        single = rc == SQLITE_OK && statement != nullptr &&
                 sqlite3_prepare_v2(db, rest, -1, &second, nullptr) == SQLITE_OK &&
                 second == nullptr;
        sqlite3_finalize(second);
    }
    prepared(prepared const&) = delete;
    prepared& operator=(prepared const&) = delete;
    ~prepared() { sqlite3_finalize(statement); }
};

struct memory {
    sqlite3* db = nullptr;
    memory() {
        sqlite3_open(":memory:", &db);
        lithe_test::run_sql(db,
                            "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, age INT);"
                            "CREATE INDEX by_age ON users(age)");
    }
    memory(memory const&) = delete;
    memory& operator=(memory const&) = delete;
    ~memory() { sqlite3_close(db); }
};

std::vector<std::string> const texts{
    "SELECT 1",
    "select name from users where age > ?1 and name <> ?",
    "SELECT ?2, ?, ?1, :a, :a, @a, $a, :b, ?",
    "SELECT '?1', \"name?\", `age`, [id], ? -- ?9\n FROM users /* ?7 */ WHERE 1",
    "SELECT name AS \"a\"\"?\", 'it''s ?' FROM users WHERE age>=$min::x(y) AND age<$min::x(z)",
    "VALUES (?1, ?3)",
    "WITH a(x) AS (SELECT ?), b AS NOT MATERIALIZED (SELECT ')' FROM a) SELECT * FROM a, b",
    "WITH recursive n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT ?) SELECT i FROM n",
    "WITH a AS (SELECT 1) INSERT INTO users(name) SELECT ?1 FROM a",
    "WITH \"with AS (\" AS (SELECT 1) UPDATE users SET age = ?",
    "INSERT INTO users(name, age) VALUES (:name, :age) ON CONFLICT DO NOTHING",
    "REPLACE INTO users(id) VALUES (?5)",
    "UPDATE users SET age = age + ? WHERE id = ? RETURNING age",
    "DELETE FROM users WHERE name = 'a''?' ;",
    "CREATE TABLE t(a, b)",
    "CREATE TEMP TRIGGER r AFTER INSERT ON users BEGIN UPDATE users SET age = CASE WHEN 1 THEN 2 "
    "END; SELECT CASE WHEN 1 THEN 2 END; END;",
    "EXPLAIN QUERY PLAN SELECT * FROM users WHERE id = ?",
    "EXPLAIN UPDATE users SET age = ?",
    "DROP TABLE users",
    "ALTER TABLE users ADD COLUMN a$b",
    "ANALYZE",
    "REINDEX",
    "PRAGMA table_info(users)",
    "PRAGMA main.user_version",
    "/* first */ SELECT -- then\n 1 ; -- last",
};

}  // namespace

TEST_CASE("sql_scan: parameters and the class of a statement are what SQLite says") {
    memory const m;
    for (std::string const& text : texts) {
        INFO(text);
        sql_scan const found = scan(text);
        prepared const given(m.db, text);
        REQUIRE(given.rc == SQLITE_OK);
        CHECK(given.single);
        CHECK(found.fault == sql_fault::none);
        CHECK(found.parameters == sqlite3_bind_parameter_count(given.statement));
        CHECK(found.writes == (sqlite3_stmt_readonly(given.statement) == 0));
        bool const rows = sqlite3_column_count(given.statement) > 0;
        CHECK(found.returns_rows == rows);
    }
}

TEST_CASE("sql_scan: what is no statement of a program") {
    static_assert(fault("") == sql_fault::empty);
    static_assert(fault(" -- only a comment") == sql_fault::empty);
    static_assert(fault(";") == sql_fault::empty);
    static_assert(fault("SELECT 'a") == sql_fault::broken);
    static_assert(fault("SELECT \"a\"\" FROM t") == sql_fault::broken);
    static_assert(fault("SELECT : FROM t") == sql_fault::broken);
    static_assert(fault("SELECT $a(b c)") == sql_fault::broken);
    static_assert(fault("SELECT #1") == sql_fault::broken);
    static_assert(fault("SELECT 1; SELECT 2") == sql_fault::several);
    static_assert(fault("SELECT 1;;") == sql_fault::none);
    for (auto const* const text :
         {"BEGIN", "begin immediate", "COMMIT", "END", "ROLLBACK TO a", "SAVEPOINT a", "RELEASE a",
          "ATTACH 'a' AS b", "DETACH b", "VACUUM", "VACUUM INTO 'x'"})
        CHECK(fault(text) == sql_fault::control);
    for (auto const* const text :
         {"PRAGMA foreign_keys = ON", "PRAGMA journal_mode(wal)", "PRAGMA optimize",
          "PRAGMA wal_checkpoint", "PRAGMA main.user_version=3", "PRAGMA incremental_vacuum;"})
        CHECK(fault(text) == sql_fault::setting);
    static_assert(fault("SELCT 1") == sql_fault::unknown);
    static_assert(fault("1") == sql_fault::unknown);
    static_assert(!scan("DELETE FROM users").returns_rows);
    static_assert(scan("DELETE FROM users RETURNING id").returns_rows);
    static_assert(parameters("SELECT ?, ?7, :a") == 8);
    static_assert(parameters("SELECT a$b, 'x?', \"y:z\", [?] FROM t") == 0);
}

TEST_CASE("sql_scan: any mixture of tokens has the parameters that SQLite counts") {
    memory const m;
    std::vector<std::string> const pieces{
        "?",     "?1",  "?12", ":a",      "@a",     "$a", ":a::b", "$a(x)", "'?'", "'a''?'",
        "\"?\"", "[?]", "`?`", "/* ? */", "-- ?\n", "1",  "1.5e3", "x'00'", "a$b", "(SELECT ?)"};
    lithe_test::check_property("counted alike", [&](std::vector<unsigned> const& chosen) {
        std::string text = "SELECT NULL";
        for (unsigned const at : chosen) {
            std::string const& piece = pieces[at % pieces.size()];
            text += piece.starts_with("/*") || piece.starts_with("--") ? piece : ", " + piece;
        }
        text += " FROM (SELECT 0 AS \"?\", 0 AS a$b)";
        prepared const given(m.db, text);
        RC_ASSERT(given.rc == SQLITE_OK);
        RC_ASSERT(parameters(text) == sqlite3_bind_parameter_count(given.statement));
    });
}
