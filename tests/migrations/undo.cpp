// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/undo.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

constexpr auto first = m::history(m::migration(
    "20260101000000", "init",
    m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("first"), m::column<std::optional<std::string>>("last")),
    m::create_table(
        "pets", m::column<std::int64_t>("id").primary_key(),
        m::column<std::int64_t>("owner").references("people", "id").on_delete(lithe::cascade))));
constexpr auto second = m::migration(
    "20260201000000", "full name",
    m::add_column("people", m::column<std::string>("name"),
                  m::fill(m::ref<std::string>("first") + " " +
                          m::coalesce(m::ref<std::optional<std::string>>("last"), ""))),
    m::drop_column("people", "first", m::lossy("moved to name")),
    m::drop_column("people", "last", m::lossy("moved to name")));
constexpr auto history = m::history(first, second);

void seed(lithe::connection& db) {
    m::migrator{db, first}.migrate();
    db.execute_script(
        "INSERT INTO people VALUES (7, 'Ada', 'Lovelace'), (9, 'Bob', NULL); "
        "INSERT INTO pets VALUES (1, 7), (2, 9)");
}

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
