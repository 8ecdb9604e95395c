// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/full_text.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;
using m::detail::fault;

constexpr auto init = m::history(
    m::migration("1", "init",
                 m::create_table("articles", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("title"), m::column<std::string>("body"))));
constexpr auto search = m::create_fts5("search", "title", "body", m::content("articles", "id"),
                                       m::tokenize("porter unicode61"), m::prefix_lengths("2 3"));

struct file {
    lithe::connection db{":memory:"};
    file() {
        m::migrator{db, init}.migrate();
        db.execute_script(
            "INSERT INTO articles VALUES (7, 'Running', 'fast'), (9, 'Rest', 'long')");
    }
    template <class... Steps>
    std::string run(Steps const&... steps) {
        auto const history = m::history(init, m::migration("2", "search", search),
                                        m::migration("3", "next", steps...));
        std::string const before = support::everything(db);
        try {
            m::migrator migrator{db, history};
            migrator.migrate();
            REQUIRE(migrator.verify().ok());
        } catch (lithe::migration_error const& thrown) {
            return thrown.what();
        }
        return {};
    }
    std::string rows(std::string const& sql) { return support::rows(db, sql); }
    std::string found(std::string const& words) {
        return rows("SELECT rowid FROM search WHERE search MATCH '" + words + "'");
    }
};

template <class... Steps>
fault fault_of(Steps const&... steps) {
    auto const history = m::history(init, m::migration("2", "next", steps...));
    return support::fault_in(history);
}

}  // namespace

TEST_CASE("a full-text table indexes the texts that are there, and those that come") {
    file one;
    REQUIRE(one.run(m::rebuild_fts5("search")).empty());
    REQUIRE(one.found("run") == "7");
    one.db.execute_script(
        "INSERT INTO articles VALUES (11, 'Runs', 'x'); UPDATE articles SET title = 'Walks' WHERE "
        "id = 7; DELETE FROM articles WHERE id = 9");
    REQUIRE(one.found("run") == "11");
    REQUIRE(one.found("rest").empty());
    one.db.execute_script("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
}

TEST_CASE("it stays right when its content table is rebuilt, and its triggers with it") {
    file one;
    REQUIRE(one.run(m::add_column("articles", m::column<int>("n"), m::fill(1)),
                    m::reorder("articles", "body"),
                    m::alter_column(
                        "articles", "title",
                        m::set_type<std::string>(m::sql<std::string>("title || ' marathon'")),
                        m::lossy("longer")))
                .empty());
    REQUIRE(one.found("marathon") == "7\n9");
    one.db.execute_script("UPDATE articles SET title = 'Still' WHERE id = 7");
    REQUIRE(one.found("still") == "7");
    one.db.execute_script("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
}

TEST_CASE("what it reads is not taken from under it") {
    REQUIRE(file().run(m::drop_column("articles", "body", m::lossy("x"))).find("search") !=
            std::string::npos);
    REQUIRE(file().run(m::rename_column("articles", "id", "key")).find("search") !=
            std::string::npos);
    file one;
    REQUIRE(one.run(m::drop_fts5("search"), m::rename_column("articles", "id", "key"),
                    m::create_fts5("search", "title", m::content("articles", "key")))
                .empty());
    REQUIRE(one.found("running") == "7");
    REQUIRE(one.rows("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") == "3");
}

TEST_CASE("dropped and undone, nothing of it is left") {
    file one;
    REQUIRE(one.run(m::drop_fts5("search")).empty());
    REQUIRE(one.rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%search%' OR type = "
                     "'trigger'") == "0");
    file two;
    auto const history = m::history(init, m::migration("2", "search", search));
    m::migrator migrator{two.db, history};
    migrator.migrate();
    migrator.rollback();
    REQUIRE(two.rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%search%' OR type = "
                     "'trigger'") == "0");
}

TEST_CASE("one that keeps its own texts is a table, which is dropped and renamed as one") {
    file one;
    REQUIRE(one.run(m::create_fts5("notes", "text", m::unindexed("who")),
                    m::rename_table("notes", "memos"))
                .empty());
    one.db.execute_script("INSERT INTO memos VALUES ('hello world', 'Ada')");
    REQUIRE(one.rows("SELECT who FROM memos WHERE memos MATCH 'hello'") == "Ada");
    auto const notes = m::create_fts5("notes", "text");
    REQUIRE(fault_of(notes, m::drop_fts5("notes")) == fault::no_full_text);
    REQUIRE(fault_of(notes, m::drop_table("notes", m::lossy("x"))) == fault::none);
}

TEST_CASE("what a full-text step may not say") {
    REQUIRE(fault_of(m::create_fts5("f", "title", m::content("nowhere", "id"))) == fault::no_table);
    REQUIRE(fault_of(m::create_fts5("f", "titel", m::content("articles", "id"))) ==
            fault::no_column);
    REQUIRE(fault_of(m::create_fts5("f", "title", m::content("articles", "title"))) ==
            fault::no_column);
    REQUIRE(fault_of(m::create_fts5("articles", "title")) == fault::name_taken);
    REQUIRE(fault_of(m::create_fts5("f")) == fault::no_columns);
    REQUIRE(fault_of(m::rebuild_fts5("f")) == fault::no_full_text);
}

// SQLite renames the table in its triggers, and not the column that is called as the table.
TEST_CASE("a full-text table is renamed with its triggers, and dropped with them") {
    file one;
    REQUIRE(one.run(m::rename_table("search", "finder"), m::drop_fts5("finder")).empty());
    REQUIRE(one.rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'finder%' OR name LIKE "
                     "'search%' OR type = 'trigger'") == "0");

    file two;
    REQUIRE(two.run(m::rename_table("search", "finder")).empty());
    two.db.execute_script(
        "INSERT INTO articles VALUES (11, 'New', 'running'); DELETE FROM articles WHERE id = 7");
    REQUIRE(two.rows("SELECT rowid FROM finder WHERE finder MATCH 'run'") == "11");
    REQUIRE(two.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1") ==
            "finder_delete\nfinder_insert\nfinder_update");
    constexpr auto renamed =
        m::history(init, m::migration("2", "search", search),
                   m::migration("3", "next", m::rename_table("search", "finder")));
    // As if it had been made under that name.
    constexpr auto same = m::history(
        init,
        m::migration("2", "search",
                     m::create_fts5("finder", "title", "body", m::content("articles", "id"),
                                    m::tokenize("porter unicode61"), m::prefix_lengths("2 3"))));
    lithe::connection fresh{":memory:"};
    m::migrator{fresh, same}.migrate();
    REQUIRE(m::detail::schema_digest(fresh.native_handle()) ==
            m::detail::schema_digest(two.db.native_handle()));
    constexpr auto dropped = m::history(renamed, m::migration("4", "gone", m::drop_fts5("finder")));
    m::migrator{two.db, dropped}.migrate();
    REQUIRE(two.rows("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") == "0");
}
