// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/journal.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <string>

namespace detail = lithe::migrations::detail;

TEST_CASE("the history table is dbmate's, byte for byte") {
    lithe::connection db(":memory:");
    detail::create_journal(db.native_handle());
    detail::create_journal(db.native_handle());
    detail::statement table(db.native_handle(),
                            "SELECT sql FROM sqlite_schema WHERE name = 'schema_migrations'");
    REQUIRE(table.step());
    REQUIRE(table.words(0) ==
            "CREATE TABLE \"schema_migrations\" (version varchar(128) primary key)");
}

TEST_CASE("entries are read in the order of their numbers") {
    lithe::connection db(":memory:");
    sqlite3* const raw = db.native_handle();
    REQUIRE(detail::read_journal(raw).empty());
    detail::create_journal(raw);
    detail::write_entry(raw, {"10", "ten", "applied", "v1:x", "10", 5});
    detail::write_entry(raw, {"9", "nine", "baseline", "v1:y", "", 0});
    db.execute_script("INSERT INTO schema_migrations VALUES ('11')");
    auto const applied = detail::read_journal(raw);
    REQUIRE(applied.size() == 3);
    REQUIRE(applied[0].version == "9");
    REQUIRE(applied[0].min_compatible.empty());
    REQUIRE(applied[1].min_compatible == "10");
    REQUIRE(applied[1].schema_digest == detail::schema_digest(raw));
    REQUIRE(applied[2].kind.empty());  // another tool's: dbmate's, perhaps
    REQUIRE(detail::recorded_schema(applied).empty());
    detail::erase_entry(raw, "9");
    REQUIRE(detail::read_journal(raw).size() == 2);
    // What dbmate has taken back leaves its info behind, which does not count, and may come again.
    db.execute_script("DELETE FROM schema_migrations WHERE version = '10'");
    REQUIRE(detail::read_journal(raw).size() == 1);
    detail::write_entry(raw, {"10", "ten", "applied", "v1:x", "", 5});
    REQUIRE(detail::read_journal(raw).size() == 2);
}

TEST_CASE("histories of other tools are recognised") {
    char const* const tools[][2] = {
        {"CREATE TABLE schema_migrations (version uint64, dirty bool)", "golang-migrate"},
        {"CREATE TABLE goose_db_version (id, version_id, is_applied, tstamp)", "goose"},
        {"CREATE TABLE alembic_version (version_num)", "Alembic"},
        {"CREATE TABLE schema_migrations (version NOT NULL); CREATE TABLE ar_internal_metadata "
         "(key)",
         "Rails"},
        {"CREATE TABLE django_migrations (id)", "Django"},
        {"CREATE TABLE __EFMigrationsHistory (MigrationId)", "Entity Framework"},
        {"CREATE TABLE room_master_table (id)", "Room"},
        {"CREATE TABLE __diesel_schema_migrations (version, run_on)", "Diesel"},
        {"CREATE TABLE __drizzle_migrations (hash, created_at)", "Drizzle"},
        {"CREATE TABLE grdb_migrations (identifier)", "GRDB"},
        {"CREATE TABLE schema_migrations (version)", ""}};
    for (auto const& tool : tools) {
        lithe::connection db(":memory:");
        db.execute_script(tool[0]);
        REQUIRE(detail::other_tool(db.native_handle()) == tool[1]);
    }
}
