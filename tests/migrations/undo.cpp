// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/undo.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/people_history.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

using namespace support::people;

}  // namespace

TEST_CASE("rollback, the last first, each as a whole") {
    lithe::connection db(":memory:");
    seed(db);
    std::string const before =
        support::rows(db, "SELECT sql FROM sqlite_schema WHERE name = 'people'");
    constexpr auto reversible = m::history(
        first, m::migration("20260301000000", "nick",
                            m::add_column("people", m::column<std::optional<std::string>>("nick")),
                            m::create_index("people_nick_idx", "people", "nick")));
    m::migrator migrator{db, reversible};
    migrator.migrate();
    REQUIRE(migrator.rollback(1).versions == std::vector<std::string>{"20260301000000"});
    REQUIRE(support::rows(db, "SELECT first FROM people WHERE id = 7") == "Ada");
    REQUIRE(migrator.status().pending == std::vector<std::string>{"20260301000000"});
    migrator.migrate();
    REQUIRE(migrator.rollback(9).versions.size() == 2);
    REQUIRE(support::rows(
                db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('people', 'pets')") == "0");

    lithe::connection lossy(":memory:");
    m::migrator other{lossy, history};
    other.migrate();
    REQUIRE_THROWS_WITH(other.rollback(), Catch::Matchers::Contains("has no inverse"));
}

TEST_CASE("rollback leaves alone what lithe did not make, and what is not as it left it") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE author(id INTEGER PRIMARY KEY, name TEXT NOT NULL); "
        "INSERT INTO author VALUES (1, 'Ada')");
    constexpr auto adopted = m::history(m::migration(
        "1", "as it was",
        m::create_table("author", m::non_strict, m::column<std::int64_t>("id").primary_key(),
                        m::column<std::string>("name"))));
    m::migrator{db, adopted}.adopt_baseline("1");
    CHECK_THROWS_WITH((m::migrator{db, adopted}.rollback()), Catch::Contains("adopt_baseline"));
    constexpr auto next = m::history(
        adopted, m::migration("2", "nick",
                              m::add_column("author", m::column<std::optional<std::string>>("n"))));
    m::migrator{db, next}.migrate();
    db.execute_script("ALTER TABLE author ADD COLUMN by_hand TEXT");
    CHECK_THROWS_WITH((m::migrator{db, next}.rollback()), Catch::Contains("drift"));
    db.execute_script("ALTER TABLE author DROP COLUMN by_hand");
    constexpr auto edited = m::history(
        adopted,
        m::migration("2", "nick", m::add_column("author", m::column<std::optional<int>>("n"))));
    CHECK_THROWS_WITH((m::migrator{db, edited}.rollback()), Catch::Contains("edited"));
    CHECK(m::migrator{db, next}.rollback().versions == std::vector<std::string>{"2"});
}
