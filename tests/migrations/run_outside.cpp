// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/run_outside.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/scratch_folder.hpp"

#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
using list = std::vector<std::string>;

constexpr auto init = m::migration(
    "1", "init",
    m::create_table("t", m::column<int>("a").primary_key(), m::column<std::string>("b")));
constexpr auto pages = m::migration("2", "large pages")
                           .no_transaction(m::raw("PRAGMA page_size=8192; VACUUM"), m::idempotent);
constexpr auto later =
    m::migration("3", "u", m::create_table("u", m::column<int>("a").primary_key()));

lithe::open_options const without_wal{.journal = lithe::journal::keep};

}  // namespace

TEST_CASE("no_transaction: between two others, each noted") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"), without_wal);
    m::migrator migrator{db, m::history(init, pages, later)};
    REQUIRE(migrator.plan().migrations[1].steps[0].risk == m::risk::rewrites);
    REQUIRE(migrator.rehearse().skipped == list{"2"});
    REQUIRE(migrator.rehearse().versions == list{"1", "3"});
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema") == "0");
    REQUIRE(migrator.migrate().versions == list{"1", "2", "3"});
    REQUIRE(support::rows(db, "PRAGMA page_size") == "8192");
    REQUIRE(migrator.status().up_to_date());
    REQUIRE(migrator.verify().ok());
    REQUIRE(migrator.rollback(1).versions == list{"3"});
    REQUIRE_THROWS_WITH(migrator.rollback(1), Catch::Matchers::Contains("has no inverse"));
    // An older program is not disturbed: it is run with expand_only.
    constexpr auto small =
        m::migration("2", "small").no_transaction(m::raw("VACUUM"), m::idempotent).down();
    lithe::connection other(folder.file("b.db"));
    m::migrator{other, m::history(init)}.migrate();
    m::migrator start{other, m::history(init, small), {.phases = m::phases::expand_only}};
    REQUIRE(start.migrate().versions == list{"2"});
    REQUIRE(start.rollback(1).versions == list{"2"});
}

TEST_CASE("no_transaction: what stops half way is not noted, and is run again") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"), without_wal);
    m::migrator{db, m::history(init)}.migrate();
    db.execute_script("INSERT INTO t VALUES (1, 'x'), (2, 'y')");
    m::migrator stopped{
        db, m::history(init, pages), {.on_progress = [calls = 0](m::progress const&) mutable {
            return ++calls < 2;  // before VACUUM
        }}};
    REQUIRE_THROWS_AS(stopped.migrate(), lithe::cancelled);
    REQUIRE(support::rows(db, "PRAGMA page_size") == "4096");
    REQUIRE(stopped.status().pending == list{"2"});
    // Done, and killed before it was noted.
    db.execute_script("PRAGMA page_size=8192; VACUUM");
    REQUIRE(stopped.status().pending == list{"2"});
    REQUIRE(m::migrator(db, m::history(init, pages)).migrate().versions == list{"2"});
    REQUIRE(support::rows(db, "SELECT * FROM t") == "1|x\n2|y");
}

TEST_CASE("no_transaction: a setting that SQLite ignores is an error") {
    scratch_folder const folder;
    lithe::connection db(folder.file("a.db"));
    m::migrator migrator{db, m::history(init, pages)};
    REQUIRE_THROWS_WITH(migrator.migrate(),
                        Catch::Matchers::Contains("SQLite did not take PRAGMA page_size=8192") &&
                            Catch::Matchers::Contains("migrate() runs it again"));
    REQUIRE(migrator.status().applied == list{"1"});
    constexpr auto whole =
        m::migration("2", "large pages")
            .no_transaction(m::raw("PRAGMA journal_mode=DELETE; PRAGMA page_size=8192; PRAGMA "
                                   "auto_vacuum=none; VACUUM; "
                                   "PRAGMA journal_mode=WAL"),
                            m::idempotent);
    REQUIRE(m::migrator(db, m::history(init, whole)).migrate().versions == list{"2"});
    REQUIRE(support::rows(db, "PRAGMA page_size") == "8192");
    REQUIRE(support::rows(db, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("no_transaction: through lithe::database, and what it refuses there") {
    scratch_folder const folder;
    lithe::database db{folder.file("a.db")};
    constexpr auto vacuum =
        m::migration("2", "small").no_transaction(m::raw("VACUUM"), m::idempotent);
    REQUIRE(m::migrator(db, m::history(init, vacuum)).migrate().versions.size() == 2);
    constexpr auto mode = m::migration("3", "no WAL")
                              .no_transaction(m::raw("PRAGMA journal_mode=DELETE"), m::idempotent);
    REQUIRE_THROWS_WITH(m::migrator(db, m::history(init, vacuum, mode)).migrate(),
                        Catch::Matchers::Contains("with a lithe::connection"));
}

TEST_CASE("no_transaction: VACUUM does not renumber what a full-text table reads") {
    lithe::connection db(":memory:");
    constexpr auto first =
        m::migration("1", "init", m::create_table("t", m::column<std::string>("words")));
    m::migrator{db, m::history(first)}.migrate();
    db.execute_script("CREATE VIRTUAL TABLE f USING fts5(words, content=t)");
    constexpr auto small =
        m::migration("2", "small").no_transaction(m::raw("VACUUM"), m::idempotent);
    m::migrator migrator{db, m::history(first, small), {.on_drift = m::drift::report}};
    REQUIRE_THROWS_WITH(migrator.migrate(),
                        Catch::Matchers::Contains("full-text table f finds them"));
}
