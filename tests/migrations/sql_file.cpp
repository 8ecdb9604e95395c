// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/sql_file.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

std::string complaint(std::string_view name, std::string_view text) {
    try {
        m::sql_texts(std::vector<m::sql_text_file>{{name, text}});
        return {};
    } catch (lithe::migration_error const& thrown) {
        return thrown.what();
    }
}

std::vector<m::sql_text_file> const dbmate{
    {"20260102_pets.sql",
     "-- migrate:up\nCREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT);\n"
     "CREATE TRIGGER g AFTER INSERT ON pets BEGIN UPDATE pets SET name = 'x;y' WHERE id = new.id; "
     "END;\n"
     "\n-- migrate:down\nDROP TABLE pets;\n"},
    {"20260101_people.sql",
     "-- a comment\r\n\r\n-- migrate:up\r\nCREATE TABLE people (id INTEGER PRIMARY KEY);\r\n-- "
     "migrate:down\r\n"}};

}  // namespace

TEST_CASE("dbmate's files run as they are, and back") {
    lithe::connection db(":memory:");
    m::migrator migrator{db, m::sql_texts(dbmate)};
    REQUIRE(migrator.plan().risk() == m::risk::opaque);
    REQUIRE(migrator.plan().migrations[0].digest.starts_with("f1:"));
    REQUIRE(migrator.migrate().versions == std::vector<std::string>{"20260101", "20260102"});
    db.execute_script("INSERT INTO pets (name) VALUES ('a')");
    REQUIRE(support::rows(db, "SELECT name FROM pets") == "x;y");
    REQUIRE(migrator.verify().ok());
    REQUIRE(migrator.rollback().versions == std::vector<std::string>{"20260102"});
    REQUIRE_THROWS_AS(migrator.rollback(), lithe::migration_error);  // nothing for down
    REQUIRE(support::rows(db, "SELECT version FROM schema_migrations") == "20260101");
    db.execute_script("CREATE TABLE surprise (a)");
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("drift"));
}

TEST_CASE("a text keeps the ends of its lines, and a NUL is no end") {
    std::vector<m::sql_text_file> const files{
        {"1_a.sql",
         "-- migrate:up\r\nCREATE TABLE t (a);\r\nINSERT INTO t VALUES ('x\r\ny'), ('x\ny');\r\n"
         "-- migrate:down\r\nDROP TABLE t;\r\n"}};
    lithe::connection db(":memory:");
    m::migrator{db, m::sql_texts(files)}.migrate();
    REQUIRE(support::rows(db, "SELECT hex(a) FROM t") == "780D0A79\n780A79");
    std::string_view const cut(
        "-- migrate:up\nCREATE TABLE t (a);\0DROP TABLE t;\n-- migrate:down\n", 64);
    REQUIRE(complaint("1_a.sql", cut).find("1_a.sql:2: a NUL") != std::string::npos);
}

TEST_CASE("goose's files, with statements that have semicolons in them") {
    std::vector<m::sql_text_file> const goose{{"00001_init.sql",
                                               "-- +goose Up\nCREATE TABLE t (a);\n-- +goose "
                                               "StatementBegin\nCREATE TRIGGER g AFTER INSERT ON t "
                                               "BEGIN SELECT 1; SELECT 2; END;\n-- +goose "
                                               "StatementEnd\n-- +goose Down\nDROP TABLE t;\n"}};
    lithe::connection db(":memory:");
    m::migrator migrator{db, m::sql_texts(goose)};
    migrator.migrate();
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('t', 'g')") ==
            "2");
    migrator.rollback();
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('t', 'g')") ==
            "0");
}

TEST_CASE("a failing file changes nothing") {
    std::vector<m::sql_text_file> files = dbmate;
    files.push_back(
        {"20260103_wrong.sql", "-- migrate:up\nDROP TABLE pets; NONSENSE;\n-- migrate:down\n"});
    lithe::connection db(":memory:");
    m::migrator migrator{db, m::sql_texts(files)};
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("20260103"));
    REQUIRE(migrator.status().pending == std::vector<std::string>{"20260103"});
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'pets'") == "1");
}

TEST_CASE("a file that brings its own transaction runs in ours") {
    std::vector<m::sql_text_file> const files{
        {"1_a.sql",
         "-- migrate:up transaction:false\nPRAGMA foreign_keys=OFF;\nBEGIN;\nCREATE "
         "TABLE t (a);\nCOMMIT;\nPRAGMA foreign_keys=ON;\n-- migrate:down\n"},
        {"2_b.sql",
         "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nBEGIN; "
         "CREATE TABLE u (a); END;\n-- +goose StatementEnd\n"},
        {"3_c.sql",
         "-- migrate:up transaction:false\nCREATE TABLE w (a); VACUUM;\n-- "
         "migrate:down\n"}};
    lithe::connection db(":memory:", {.foreign_keys = false});
    m::migrator migrator{db, m::sql_texts(files)};
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("cannot VACUUM"));
    REQUIRE(migrator.status().pending == std::vector<std::string>{"3"});
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('t','u','w')") ==
            "2");
    REQUIRE(support::rows(db, "PRAGMA foreign_keys") == "0");
}

TEST_CASE("malformed files are refused with file and line") {
    REQUIRE(complaint("init.sql", "-- migrate:up\n").find("init.sql:0: the name") !=
            std::string::npos);
    REQUIRE(complaint("1.sql", "SELECT 1;\n-- migrate:up\n").find("1.sql:1: SQL before") !=
            std::string::npos);
    REQUIRE(complaint("1.sql", "-- migrate:up\n").find("no line `-- migrate:down`") !=
            std::string::npos);
    REQUIRE(complaint("1.sql", "-- nothing\n").find("no line `-- migrate:up`") !=
            std::string::npos);
    REQUIRE(complaint("1.sql", "-- migrate:down\n-- migrate:up\n")
                .find("1.sql:2: down stands before up") != std::string::npos);
    REQUIRE(complaint("1_a.sql", "-- +goose Up\n-- +goose StatementBegin\n-- +goose Down\n")
                .find("1_a.sql:3: StatementBegin without") != std::string::npos);
    REQUIRE(complaint("1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\n").find("ENVSUB") !=
            std::string::npos);
}

TEST_CASE("a file's digest does not know line ends") {
    REQUIRE(m::detail::file_digest("a\r\nb\n") == m::detail::file_digest("a\nb\n"));
    REQUIRE(m::detail::file_digest("a\rb") != m::detail::file_digest("ab"));
}

TEST_CASE("a file of VACUUM alone runs outside a transaction, and is exported so") {
    lithe::connection db(":memory:");
    auto const files = [](std::string_view up) {
        return std::vector<m::sql_text_file>{
            {"1_t.sql", "-- migrate:up\nCREATE TABLE t (a);\n-- migrate:down\nDROP TABLE t;\n"},
            {"2_small.sql", up}};
    };
    auto const texts = files("-- migrate:up transaction:false\nVACUUM;\n-- migrate:down\n");
    REQUIRE(m::migrator(db, m::sql_texts(texts)).migrate().versions.size() == 2);
    // Without the word dbmate would fail, too.
    lithe::connection other(":memory:");
    auto const inside = files("-- migrate:up\nVACUUM;\n-- migrate:down\n");
    REQUIRE_THROWS_WITH(m::migrator(other, m::sql_texts(inside)).migrate(),
                        Catch::Matchers::Contains("VACUUM"));
}
