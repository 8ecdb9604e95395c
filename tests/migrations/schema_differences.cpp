// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/schema_differences.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto history = m::history(m::migration(
    "1", "notes",
    m::create_table("notes", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("words")),
    m::create_view("short", "SELECT id, substr(words, 1, 9) AS words FROM notes",
                   m::columns("id", "words")),
    m::create_trigger("kept", "BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'kept'); END")));

std::string refusal(lithe::connection& db) {
    try {
        m::migrator{db, history}.adopt_baseline("1");
        return {};
    } catch (lithe::migration_error const& refused) {
        return refused.what();
    }
}

}  // namespace

TEST_CASE("schemas differ where a view or a trigger of the same name does something else") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE notes(id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"
        "create view  if not exists short(id, words) AS SELECT id, substr(words,1,9) AS words "
        "FROM notes;"
        "CREATE TRIGGER kept BEFORE DELETE ON notes BEGIN DELETE FROM notes WHERE id < 9; END");
    CHECK_THAT(refusal(db), Catch::Contains("trigger kept is CREATE TRIGGER kept BEFORE DELETE") &&
                                !Catch::Contains("view short"));
    db.execute_script(
        "DROP TRIGGER kept;"
        "CREATE TRIGGER kept BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'kept'); END;"
        "DROP VIEW short; CREATE VIEW short(id, words) AS SELECT id, words FROM notes");
    CHECK_THAT(refusal(db), Catch::Contains("view short is CREATE VIEW short") &&
                                !Catch::Contains("trigger kept"));
    db.execute_script(
        "DROP VIEW short; CREATE VIEW short(id, words) AS SELECT id, substr(words, 1, 9) AS words "
        "FROM notes");
    CHECK(refusal(db).empty());
}
