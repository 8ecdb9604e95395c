// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/throw_error.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

using lithe::constraint_kind;
using lithe::detail::statement_facts;

namespace {

struct database {
    sqlite3* db = nullptr;
    database() { sqlite3_open(":memory:", &db); }
    database(database const&) = delete;
    database& operator=(database const&) = delete;
    ~database() { sqlite3_close(db); }

    void run(std::string const& sql) const {
        char* message = nullptr;
        int const rc = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message);
        std::string const said = message == nullptr ? "" : message;
        sqlite3_free(message);
        INFO(sql << ": " << said);
        REQUIRE(rc == SQLITE_OK);
    }

    // Runs a statement with one text bound, and throws what it deserves.
    void fail(std::string const& sql, statement_facts const* facts = nullptr,
              char const* bound = nullptr) const {
        sqlite3_stmt* statement = nullptr;
        int rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
        if (rc == SQLITE_OK && bound != nullptr)
            sqlite3_bind_text(statement, 1, bound, -1, SQLITE_STATIC);
        if (rc == SQLITE_OK)
            rc = sqlite3_step(statement);
        try {
            lithe::detail::throw_error(db, rc, sql, facts);
        } catch (...) {
            sqlite3_finalize(statement);
            throw;
        }
    }

    std::optional<lithe::constraint_error> refusal(std::string const& sql,
                                                   statement_facts const* facts = nullptr) const {
        try {
            fail(sql, facts);
        } catch (lithe::constraint_error const& refused) {
            return refused;
        }
        return std::nullopt;
    }

    std::string message(std::string const& sql, char const* bound = nullptr) const {
        try {
            fail(sql, nullptr, bound);
        } catch (lithe::error const& failure) {
            return failure.what();
        }
        return "";
    }
};

using names = std::vector<std::string>;

constexpr std::string_view parents[] = {"parent_id", "boss_id"};
constexpr statement_facts child_facts{
    .writes = true, .table = "child", .foreign_key_columns = parents, .foreign_key_count = 2};
constexpr statement_facts parent_facts{.writes = true, .table = "parent"};

}  // namespace

TEST_CASE("throw_error: UNIQUE and PRIMARY KEY name table and columns") {
    database const c;
    c.run(
        "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT, name TEXT, UNIQUE(email, name)) "
        "STRICT");
    c.run("INSERT INTO users VALUES(1, 'e', 'n')");
    auto refused = c.refusal("INSERT INTO users VALUES(2, 'e', 'n')");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::unique);
    CHECK(refused->code() == SQLITE_CONSTRAINT);
    CHECK(refused->extended_code() == SQLITE_CONSTRAINT_UNIQUE);
    CHECK(refused->table() == "users");
    CHECK(refused->columns() == names{"email", "name"});
    CHECK(refused->sql() == "INSERT INTO users VALUES(2, 'e', 'n')");
    CHECK(std::string(refused->what()) == "UNIQUE constraint failed: users.email, users.name");

    refused = c.refusal("INSERT INTO users VALUES(1, 'x', 'y')");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::primary_key);
    CHECK(refused->columns() == names{"id"});

    c.run("CREATE TABLE w(a TEXT, b TEXT, PRIMARY KEY(a, b)) WITHOUT ROWID, STRICT");
    c.run("INSERT INTO w VALUES('a', 'b')");
    refused = c.refusal("INSERT INTO w VALUES('a', 'b')");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::primary_key);
    CHECK(refused->columns() == names{"a", "b"});

    c.run("CREATE TABLE plain(a); INSERT INTO plain(rowid) VALUES(1)");
    refused = c.refusal("INSERT INTO plain(rowid) VALUES(1)");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::rowid);
    CHECK(refused->table() == "plain");
}

TEST_CASE("throw_error: names with dots and commas are read by the table that is known") {
    database const c;
    c.run(R"(CREATE TABLE "a.b"("x, y" TEXT, "z.z" TEXT, UNIQUE("x, y", "z.z")))");
    c.run(R"(INSERT INTO "a.b" VALUES(1, 2))");
    constexpr statement_facts facts{.writes = true, .table = "a.b"};
    auto const refused = c.refusal(R"(INSERT INTO "a.b" VALUES(1, 2))", &facts);
    REQUIRE(refused);
    CHECK(refused->table() == "a.b");
    CHECK(refused->columns() == names{"x, y", "z.z"});
}

TEST_CASE("throw_error: a constraint of another table, failed through a trigger") {
    database const c;
    c.run("CREATE TABLE log(x NOT NULL); CREATE TABLE child(id INTEGER PRIMARY KEY)");
    c.run("CREATE TRIGGER t AFTER INSERT ON child BEGIN INSERT INTO log VALUES(NULL); END");
    auto const refused = c.refusal("INSERT INTO child VALUES(1)", &child_facts);
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::not_null);
    CHECK(refused->table() == "log");
    CHECK(refused->columns() == names{"x"});
}

TEST_CASE("throw_error: a unique index on an expression gives its name, and its columns") {
    database const c;
    c.run("CREATE TABLE t(a TEXT); CREATE UNIQUE INDEX by_lower ON t(lower(a))");
    c.run("INSERT INTO t VALUES('A')");
    constexpr statement_facts facts{.writes = true, .table = "t"};
    auto const refused = c.refusal("INSERT INTO t VALUES('a')", &facts);
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::unique);
    CHECK(refused->table() == "t");
    CHECK(refused->columns().empty());
    CHECK(refused->constraint_name() == "by_lower");

    static constexpr std::string_view columns[] = {"a", "b", "a"};
    static constexpr lithe::detail::check_facts indexes[] = {
        {.name = "by_lower", .text = "a < b", .columns = columns + 1, .column_count = 1},
        {.name = "by_lower", .columns = columns, .column_count = 3, .is_index = true},
        {.name = "other", .columns = columns + 1, .column_count = 1, .is_index = true},
    };
    static constexpr statement_facts known{
        .writes = true, .table = "t", .checks = indexes, .check_count = 3};
    CHECK(c.refusal("INSERT INTO t VALUES('a')", &known)->columns() == names{"a", "b"});
}

TEST_CASE("throw_error: CHECK gives its name or text, and the columns of the descriptor") {
    database const c;
    c.run(R"(CREATE TABLE t(age INTEGER, low INTEGER, "odd ""name" TEXT,
             CONSTRAINT grown CHECK(age < 200), CHECK("age" >= 0), CHECK((age > "low")),
             CHECK("odd ""name" <> '')))");
    static constexpr std::string_view columns[] = {"age", "low", "odd \"name"};
    static constexpr lithe::detail::check_facts checks[] = {
        {.name = "grown", .text = "age < 200", .columns = columns, .column_count = 1},
        {.text = R"("age" >= 0)", .columns = columns, .column_count = 1},
        {.text = R"((age > "low"))", .columns = columns, .column_count = 2},
        {.text = R"("odd ""name" <> '')", .columns = columns + 2, .column_count = 1},
    };
    static constexpr statement_facts facts{
        .writes = true, .table = "t", .checks = checks, .check_count = 4};
    struct expected {
        std::string row, name;
        names columns;
    };
    for (auto const& [row, name, listed] : {
             expected{"300, 1, 'x'", "grown", {"age"}},
             expected{"-1, -2, 'x'", R"("age" >= 0)", {"age"}},
             expected{"1, 2, 'x'", R"((age > "low"))", {"age", "low"}},
             expected{"1, 0, ''", R"("odd ""name" <> '')", {"odd \"name"}},
         }) {
        auto const refused = c.refusal("INSERT INTO t VALUES(" + row + ")", &facts);
        REQUIRE(refused);
        CHECK(refused->kind() == constraint_kind::check);
        CHECK(refused->table() == "t");
        CHECK(refused->constraint_name() == name);
        CHECK(refused->columns() == listed);
    }
    // Without the descriptor: what the text shows.
    auto const refused = c.refusal("INSERT INTO t VALUES(1, 2, 'x')");
    REQUIRE(refused);
    CHECK(refused->table().empty());
    CHECK(refused->constraint_name() == R"((age > "low"))");
    CHECK(refused->columns() == names{"low"});
}

TEST_CASE("throw_error: quoted names that never end do no harm") {
    lithe::detail::constraint_report report;
    for (auto const* text :
         {"", "\"", "'", "\"a", "'a''", "\"a\"\"", "\"\"", "x 'y\"z' \"b\" \"b\""})
        lithe::detail::read_check(report, text, nullptr);
    CHECK(report.columns == names{"", "a", "a\"", "b"});
}

TEST_CASE("throw_error: NOT NULL, STRICT types, triggers") {
    database const c;
    c.run("CREATE TABLE t(n INTEGER NOT NULL) STRICT");
    auto refused = c.refusal("INSERT INTO t VALUES(NULL)");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::not_null);
    CHECK(refused->table() == "t");
    CHECK(refused->columns() == names{"n"});

    refused = c.refusal("INSERT INTO t VALUES('text')");
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::datatype);
    CHECK(refused->table() == "t");
    CHECK(refused->columns() == names{"n"});
    CHECK(std::string(refused->what()) == "cannot store TEXT value in INTEGER column t.n");

    c.run("CREATE TRIGGER full BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no more'); END");
    constexpr statement_facts facts{.writes = true, .table = "t"};
    refused = c.refusal("INSERT INTO t VALUES(1)", &facts);
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::trigger);
    CHECK(refused->table() == "t");
    CHECK(std::string(refused->what()) == "no more");
}

TEST_CASE("throw_error: a foreign key takes table and columns from the statement's facts") {
    database const c;
    c.run(
        "PRAGMA foreign_keys=ON; CREATE TABLE parent(id INTEGER PRIMARY KEY);"
        "CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id REFERENCES parent(id),"
        "boss_id REFERENCES child(id)); INSERT INTO parent VALUES(1);"
        "INSERT INTO child VALUES(1, 1, NULL), (2, 1, 1)");
    auto refused = c.refusal("INSERT INTO child VALUES(3, 9, NULL)", &child_facts);
    REQUIRE(refused);
    CHECK(refused->kind() == constraint_kind::foreign_key);
    CHECK(refused->table() == "child");
    CHECK(refused->columns() == names{"parent_id", "boss_id"});
    CHECK(std::string(refused->what()) ==
          "FOREIGN KEY constraint failed: child(parent_id, boss_id)");

    refused = c.refusal("DELETE FROM parent", &parent_facts);
    REQUIRE(refused);
    CHECK(refused->table() == "parent");
    CHECK(refused->columns().empty());  // its own keys are not those that failed
    CHECK(std::string(refused->what()) == "FOREIGN KEY constraint failed: parent");

    refused = c.refusal("UPDATE parent SET id = 7", &parent_facts);
    REQUIRE(refused);
    CHECK(refused->columns().empty());

    refused = c.refusal(" delete FROM child WHERE id = 1", &child_facts);
    REQUIRE(refused);
    CHECK(refused->columns().empty());

    c.run(
        "CREATE TABLE late(p REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED);"
        "BEGIN; INSERT INTO late VALUES(7)");
    refused = c.refusal("COMMIT");
    REQUIRE(refused);
    CHECK(refused->table().empty());
    CHECK(refused->columns().empty());
    CHECK(std::string(refused->what()) == "FOREIGN KEY constraint failed");
}

TEST_CASE("throw_error: the class goes by the code") {
    database const c;
    CHECK_THROWS_AS(lithe::detail::throw_error(nullptr, SQLITE_BUSY_SNAPSHOT), lithe::busy_error);
    CHECK_THROWS_AS(lithe::detail::throw_error(nullptr, SQLITE_LOCKED), lithe::busy_error);
    CHECK_THROWS_AS(lithe::detail::throw_error(nullptr, SQLITE_INTERRUPT), lithe::cancelled);
    CHECK_THROWS_AS(lithe::detail::throw_error(nullptr, SQLITE_FULL), lithe::error);
    CHECK_NOTHROW(lithe::detail::check(c.db, SQLITE_OK));
    try {
        lithe::detail::throw_error(c.db, SQLITE_MISUSE, "SELECT 1");  // errcode(db) is still OK
    } catch (lithe::error const& failure) {
        CHECK(failure.code() == SQLITE_MISUSE);
        CHECK(std::string(failure.what()).find("SQLITE_MISUSE") != std::string::npos);
    }
}

TEST_CASE("throw_error: a syntax error has its byte offset") {
    database const c;
    try {
        c.fail("SELECT nmae");
    } catch (lithe::error const& failure) {
        CHECK(failure.offset() == 7);
        CHECK(failure.sql() == "SELECT nmae");
        CHECK(std::string(failure.what()) == "no such column: nmae (SQLITE_ERROR)");
        return;
    }
    FAIL("no error");
}

TEST_CASE("throw_error: a bound value is never in the message") {
    database const c;
    auto const leaks = [](std::string const& text) { return text.find("secret") != text.npos; };
    c.run(
        "CREATE TABLE t(a TEXT UNIQUE NOT NULL CHECK(length(a) < 20), n INTEGER) STRICT;"
        "INSERT INTO t(a) VALUES('secret')");
    std::vector<std::pair<std::string, char const*>> cases = {
        {"INSERT INTO t(a) VALUES(?1)", "secret"},
        {"INSERT INTO t(a) VALUES(?1)", "secret of more than twenty"},
        {"INSERT INTO t(a, n) VALUES('x', ?1)", "secret"},
        {"SELECT json_extract('{}', ?1)", "secret"},
        {"SELECT json_extract('{}', ?1)", "$.a[secret"},
        {"SELECT json(?1)", "secret"},
        {"ATTACH ?1 AS other", "/no/such/secret/file"},
    };
    if (sqlite3_compileoption_used("ENABLE_FTS5") != 0) {
        c.run("CREATE VIRTUAL TABLE f USING fts5(body)");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "secret:word");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "\"secret");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "a ^^secret");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "*secret");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "secret secret*)");
        cases.emplace_back("SELECT * FROM f WHERE f MATCH ?1", "NEAR(a b, secret)");
    }
    for (auto const& [sql, bound] : cases) {
        std::string const message = c.message(sql, bound);
        INFO(sql << " / " << bound << ": " << message);
        CHECK_FALSE(message.empty());
        CHECK_FALSE(leaks(message));
    }
    // What stands in the statement itself may be named, also as SQLite 3.46 and later say it.
    std::string const quoted =
        "no such column: \"secret\" - should this be a string literal in single-quotes?";
    CHECK(lithe::detail::without_values(quoted, "SELECT \"secret\" FROM t") == quoted);
    CHECK(lithe::detail::without_values(quoted, "SELECT * FROM f WHERE f MATCH ?1") ==
          "no such column: (a bound value)");
    CHECK(c.message("SELECT json_extract('{}', 'secret')").find("secret") != std::string::npos);
}

TEST_CASE("throw_error: checks that SQLite names alike give the columns of all") {
    database const c;
    c.run(R"(CREATE TABLE pair(a INT, b INT, CHECK("a" <> 7), CHECK("a" < "b"), CHECK("b" < 99)))");
    static constexpr std::string_view first[] = {"a"};
    static constexpr std::string_view both[] = {"a", "b"};
    static constexpr std::string_view last[] = {"b"};
    static constexpr lithe::detail::check_facts checks[] = {
        {{}, R"("a" <> 7)", first, 1}, {{}, R"("a" < "b")", both, 2}, {{}, R"("b" < 99)", last, 1}};
    statement_facts const facts{
        .writes = true, .table = "pair", .checks = checks, .check_count = 3};
    auto refused = c.refusal("INSERT INTO pair VALUES(3, 2)", &facts);
    REQUIRE(refused);
    CHECK(refused->columns() == names{"a", "b"});
    CHECK(refused->constraint_name() == "a");
    refused = c.refusal("INSERT INTO pair VALUES(3, 100)", &facts);
    REQUIRE(refused);
    CHECK(refused->columns() == names{"b"});
    CHECK(refused->constraint_name() == R"("b" < 99)");
}
