// SPDX-License-Identifier: BSL-1.0
//
// With the real goose: tests/interop.
#include <lithe/migrations/goose.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
using versions = std::vector<std::string>;

constexpr auto history =
    m::history(m::migration("00001", "a", m::create_table("t", m::column<int>("a"))),
               m::migration("00002", "b", m::create_table("u", m::column<int>("a"))),
               m::migration("00003", "c", m::create_table("w", m::column<int>("a"))));

// What goose leaves that applied 1 and 2, took 2 back in its old way and applied it again.
char const* const left_by_goose =
    "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT "
    "NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));"
    "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1), (2, 0), "
    "(2, 1); CREATE TABLE t (a INTEGER NOT NULL) STRICT; CREATE TABLE u (a INTEGER NOT NULL) "
    "STRICT";
std::string goose_says(lithe::connection& db) {
    return support::rows(db,
                         "SELECT group_concat(version_id || ':' || is_applied) FROM "
                         "(SELECT * FROM goose_db_version ORDER BY id)");
}

}  // namespace

TEST_CASE("goose began, lithe goes on, goose is told, goose goes on") {
    lithe::connection db(":memory:");
    db.execute_script(left_by_goose);
    m::migrator migrator{db, history};
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("has a history of goose"));
    std::string const before = support::everything(db);
    REQUIRE(m::from_goose(db, history) == versions{"00001", "00002"});
    REQUIRE(goose_says(db) == "0:1,1:1,2:1,2:0,2:1");  // only read
    REQUIRE(migrator.migrate().versions == versions{"00003"});
    m::to_goose(db);
    REQUIRE(goose_says(db) == "0:1,1:1,2:1,2:0,2:1,3:1");
    REQUIRE(migrator.verify().ok());
    migrator.rollback();
    m::to_goose(db);
    REQUIRE(goose_says(db) == "0:1,1:1,2:1,2:0,2:1");
    db.execute_script("INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, 1)");
    REQUIRE(m::from_goose(db, history) == versions{"00003"});
    REQUIRE(m::from_goose(db, history).empty());
}

TEST_CASE("versions that the history does not know are an error, and nothing is noted") {
    lithe::connection db(":memory:");
    REQUIRE_THROWS_WITH(m::from_goose(db, history),
                        Catch::Matchers::Contains("no table goose_db_version"));
    db.execute_script(left_by_goose);
    db.execute_script("INSERT INTO goose_db_version (version_id, is_applied) VALUES (17, 1)");
    std::string const before = support::everything(db);
    REQUIRE_THROWS_WITH(m::from_goose(db, history),
                        Catch::Matchers::Contains("1 versions that this history has not"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("a file of lithe's is handed over to goose, and that is no drift") {
    lithe::connection db(":memory:");
    m::migrator migrator{db, history, {.to = "00002"}};
    migrator.migrate();
    m::to_goose(db);
    REQUIRE(goose_says(db) == "0:1,1:1,2:1");
    REQUIRE(migrator.verify().ok());
    REQUIRE(m::migrator{db, history}.migrate().versions == versions{"00003"});
}

TEST_CASE("a squash in the place of what goose applied") {
    constexpr auto squashed =
        m::history(m::squash(m::migration("00003", "all", m::create_table("t", m::column<int>("a")),
                                          m::create_table("u", m::column<int>("a"))),
                             m::replaced("00001", "v1:of"), m::replaced("00002", "v1:files")),
                   m::migration("00004", "d", m::create_table("x", m::column<int>("a"))));
    lithe::connection db(":memory:");
    db.execute_script(left_by_goose);
    REQUIRE(m::from_goose(db, squashed) == versions{"00001", "00002"});
    REQUIRE(m::migrator(db, squashed).migrate().versions == versions{"00004"});
    REQUIRE(m::migrator(db, squashed).status().up_to_date());
    m::to_goose(db);
    REQUIRE(goose_says(db) == "0:1,1:1,2:1,2:0,2:1,3:1,4:1");
    // In the middle of it there is no way on.
    lithe::connection half(":memory:");
    half.execute_script(left_by_goose);
    half.execute_script("DELETE FROM goose_db_version WHERE version_id = 2; DROP TABLE u");
    REQUIRE(m::from_goose(half, squashed) == versions{"00001"});
    REQUIRE_THROWS_WITH(m::migrator(half, squashed).migrate(),
                        Catch::Matchers::Contains("in the middle of what migration 00003"));
}
