// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/backup_file.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

constexpr auto first = m::migration(
    "1", "init", m::create_table("t", m::column<int>("a").primary_key(), m::column<int>("b")));
constexpr auto second =
    m::migration("2", "adds", m::add_column("t", m::column<std::optional<int>>("c")));
constexpr auto third = m::migration("3", "drops", m::drop_column("t", "b", m::lossy("gone")));
constexpr auto fourth = m::migration("4", "drops more", m::drop_column("t", "c", m::lossy("gone")));

void seed(lithe::connection& db) {
    m::migrator{db, m::history(first)}.migrate();
    db.execute_script("INSERT INTO t VALUES (1, 2), (3, 4)");
}
std::size_t files_in(scratch_folder const& folder) {
    std::size_t count = 0;
    for (auto const& each : std::filesystem::directory_iterator(folder / ""))
        count += each.path().filename().string().starts_with("a.db") ? 0U : 1U;
    return count;
}

}  // namespace

TEST_CASE("options.before: a copy of the file as it was before the first change") {
    for (auto const mode : {lithe::journal::wal, lithe::journal::keep}) {
        scratch_folder const folder;
        lithe::connection db(folder.file("a.db"), {.page_size = 1024, .journal = mode});
        seed(db);
        std::string const before = support::everything(db);
        m::options const options{.before = {.path = folder.file("old.db")}};
        // What loses nothing needs no copy.
        REQUIRE(m::migrator(db, m::history(first, second), options).migrate().backup.empty());
        REQUIRE(m::migrator(db, m::history(first, second)).rollback().versions.size() == 1);
        REQUIRE(files_in(folder) == 0);
        // Two lose something, or all of it; and one copy is enough.
        m::migrator migrator{db, m::history(first, second, third, fourth), options};
        REQUIRE(migrator.rehearse().backup.empty());
        auto const done = migrator.migrate();
        REQUIRE(done.versions.size() == 3);
        REQUIRE(done.backup == folder.file("old.db-1"));
        REQUIRE(files_in(folder) == 1);
        REQUIRE(migrator.migrate().backup.empty());
        REQUIRE(files_in(folder) == 1);
        lithe::connection copy(done.backup, {.journal = lithe::journal::keep});
        REQUIRE(support::rows(copy, "SELECT * FROM t") == "1|2\n3|4");
        REQUIRE(support::everything(copy) == before);
    }
}

TEST_CASE("options.before: a new file has nothing to copy, a file from elsewhere has") {
    scratch_folder const folder;
    m::options const options{.before = {.path = folder.file("old.db"), .from = m::risk::none}};
    lithe::connection fresh(folder.file("a.db"));
    REQUIRE(m::migrator(fresh, m::history(first), options).migrate().backup.empty());
    lithe::connection other(folder.file("a.db2"));
    other.execute_script("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (7)");
    REQUIRE(m::migrator(other, m::history(first), options).migrate().backup ==
            folder.file("old.db-0"));
}

TEST_CASE("options.before: rollback of what loses rows, through lithe::database") {
    scratch_folder const folder;
    lithe::database db{folder.file("a.db")};
    m::migrator migrator{
        db, m::history(first, second), {.before = {folder.file("old.db"), m::risk::lossy}}};
    REQUIRE(migrator.migrate().backup.empty());
    db.write([](lithe::transaction& tx) {
        tx.execute(lithe::sql_text("INSERT INTO t VALUES (1, 2, 3)")());
    });
    auto const done = migrator.rollback(1);
    REQUIRE(done.backup == folder.file("old.db-2"));
    lithe::connection copy(done.backup, {.journal = lithe::journal::keep});
    REQUIRE(support::rows(copy, "SELECT * FROM t") == "1|2|3");
}

TEST_CASE("options.before: without the copy nothing is run") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"));
    seed(db);
    std::string const before = support::everything(db);
    auto const history = m::history(first, third);
    auto const migrate = [&](m::options options) {
        m::migrator{db, history, std::move(options)}.migrate();
    };
    REQUIRE_THROWS_WITH(migrate({.before = {.path = folder.file("none/old.db")}}),
                        Catch::Matchers::Contains("options.before") &&
                            Catch::Matchers::Contains("nothing was run"));
    REQUIRE_THROWS_AS(migrate({.before = {.path = folder.file("old.db"),
                                          .on_open =
                                              [](lithe::connection& on) {
                                                  on.execute_script("PRAGMA max_page_count=1");
                                              }}}),
                      lithe::migration_error);
    REQUIRE_THROWS_AS(
        migrate(
            {.before = {.path = folder.file("old.db")},
             .on_progress = [](m::progress const& now) { return now.phase != m::phase::backup; }}),
        lithe::cancelled);
    REQUIRE(files_in(folder) == 0);
    REQUIRE(support::everything(db) == before);
    lithe::connection memory(":memory:");
    seed(memory);
    REQUIRE_THROWS_WITH(
        (m::migrator{memory, history, {.before = {.path = folder.file("old.db")}}}.migrate()),
        Catch::Matchers::Contains("has no file to copy"));
    migrate({});
}
