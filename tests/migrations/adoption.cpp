// SPDX-License-Identifier: BSL-1.0
//
// What goose 3.29.0 and golang-migrate 4.20.1 wrote, from files in the style of their manuals; by
// `goose sqlite3 … up` and `migrate -database sqlite://… up`.

#include <lithe/migrations/adoption.hpp>

#include "support/adoption.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

constexpr char const* goose_dump = R"sql(
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO "goose_db_version" VALUES (1, 0, 1, '2026-11-23 01:40:45');
INSERT INTO "goose_db_version" VALUES (2, 20260101000000, 1, '2026-11-23 01:40:45');
INSERT INTO "goose_db_version" VALUES (3, 20260102000000, 1, '2026-11-23 01:40:45');
CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email VARCHAR(254) NOT NULL UNIQUE,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "authors" VALUES (1, 'Ada', 'ada@example.org', 1, '2026-01-01 00:00:00');
CREATE TABLE books (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id INT NOT NULL,
    title TEXT NOT NULL COLLATE NOCASE,
    price DECIMAL(8, 2) CHECK (price >= 0),
    FOREIGN KEY (author_id) REFERENCES authors ON DELETE CASCADE
);
INSERT INTO "books" VALUES (1, 1, 'Notes', 12.5);
CREATE INDEX books_author_idx ON books (author_id, title DESC);
CREATE VIEW cheap AS SELECT title FROM books WHERE price < 5;
)sql";
LITHE_TEST_FROZEN(
    goose,
    m::create_table(
        "authors", m::column<std::int64_t>("id").primary_key(), m::column<std::string>("name"),
        m::column<std::string>("email").declared("VARCHAR(254)"),
        m::column<bool>("active").declared("BOOLEAN").default_value(m::sql<bool>("TRUE")),
        m::column<std::optional<std::string>>("created_at")
            .declared("TIMESTAMP")
            .default_value(m::sql<std::string>("CURRENT_TIMESTAMP")),
        m::unique("email"), m::non_strict),
    m::create_table(
        "books", m::column<std::int64_t>("id").primary_key().autoincrement(),
        m::column<std::int64_t>("author_id").declared("INT"),
        m::column<std::string>("title").collate(lithe::nocase),
        m::column<std::optional<double>>("price").declared("DECIMAL(8, 2)"),
        m::foreign_key("author_id").references("authors", "id").on_delete(lithe::cascade),
        m::check(m::sql<bool>("price >= 0")), m::non_strict),
    m::create_index("books_author_idx", "books", "author_id", m::desc("title")),
    m::create_view("cheap", "SELECT title FROM books WHERE price < 5"));
constexpr auto goose_next = m::migration(
    "20260301000000", "next",
    m::add_column("authors",
                  m::column<std::string>("language").declared("VARCHAR(2)").default_value("en")),
    m::alter_column("authors", "created_at", m::set_not_null(m::fill("2026-01-01 00:00:00"))),
    m::alter_column("books", "price", m::set_not_null(m::fill(0.0))));

constexpr char const* golang_migrate_history = R"sql(
CREATE TABLE schema_migrations (version uint64,dirty bool);
CREATE UNIQUE INDEX version_unique ON schema_migrations (version);
INSERT INTO schema_migrations VALUES (2, 0);
)sql";

}  // namespace

TEST_CASE("a file of goose is taken over") {
    static constexpr auto first = m::history(goose);
    static constexpr auto all = m::history(goose, goose_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"goose", goose_dump, goose_text, "goose_db_version",
                        "SELECT authors.id, name, email, active, created_at, title, price FROM "
                        "authors JOIN books ON author_id = authors.id"},
                       first, all);
}

// Its table has the name of ours and another shape: renamed, it may go on with
// x-migrations-table=golang_migrations.
TEST_CASE("a file of golang-migrate is taken over under another name of its table") {
    static constexpr auto first = m::history(goose);
    static constexpr auto all = m::history(goose, goose_next);
    std::string const made(goose_dump);
    std::size_t const tables = made.find("CREATE TABLE authors");
    lithe::connection db{":memory:"};
    db.execute_script(golang_migrate_history + made.substr(tables));
    m::migrator migrator{db, all};
    std::string const before = support::everything(db);
    REQUIRE(migrator.status().other_tool == "golang-migrate");
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("golang-migrate"));
    REQUIRE_THROWS_WITH(migrator.adopt_baseline("20260201000000"),
                        Catch::Matchers::Contains("rename it first"));
    REQUIRE(support::everything(db) == before);
    db.execute_script("ALTER TABLE schema_migrations RENAME TO golang_migrations");
    REQUIRE(migrator.status().other_tool == "golang-migrate");
    m::migrator{db, first}.adopt_baseline("20260201000000");
    bool const native = sqlite3_libversion_number() >= m::detail::native_alter_since;
    REQUIRE(migrator.migrate().copied_rows == (native ? 0 : 2));
    REQUIRE(migrator.verify().ok());
    REQUIRE(support::rows(db, "SELECT * FROM golang_migrations") == "2|0");
    REQUIRE(support::rows(db, "SELECT language, price FROM authors JOIN books") == "en|12.5");
}

TEST_CASE("a baseline is every table, or none") {
    static constexpr auto first = m::history(goose);
    lithe::connection db{":memory:"};
    db.execute_script(goose_dump);
    db.execute_script("CREATE TABLE more (a); CREATE INDEX more_idx ON more (a)");
    std::string const before = support::everything(db);
    REQUIRE_THROWS_WITH(
        (m::migrator{db, first}.adopt_baseline("20260201000000")),
        Catch::Matchers::Contains("table more is not of this history; index more_idx is not"));
    REQUIRE_THROWS_WITH((m::migrator{db, first}.adopt_baseline("20260202000000")),
                        Catch::Matchers::Contains("is no migration of this history"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("a typed history takes over from files of SQL") {
    static constexpr auto all = m::history(
        m::migration(
            "3", "as the files left it",
            m::create_table("t", m::non_strict, m::column<std::int64_t>("id").primary_key(),
                            m::column<bool>("a").declared("BOOL").default_value(true))),
        m::migration("4", "next", m::create_index("i", "t", "a")));
    std::vector<m::sql_text_file> const files{
        {"1_t.sql", "-- migrate:up\nCREATE TABLE t (id INTEGER PRIMARY KEY);\n-- migrate:down\n"},
        {"2_a.sql",
         "-- migrate:up\nALTER TABLE t ADD COLUMN a BOOL NOT NULL DEFAULT TRUE;\n"
         "-- migrate:down\n"}};
    lithe::connection db{":memory:"};
    m::migrator{db, m::sql_texts(files)}.migrate();
    m::migrator migrator{db, all};
    std::string const before = support::everything(db);
    REQUIRE_THROWS_AS(migrator.migrate(), lithe::migration_error);
    REQUIRE(support::everything(db) == before);
    migrator.adopt_baseline("3");
    REQUIRE(migrator.migrate().versions == std::vector<std::string>{"4"});
    REQUIRE(migrator.verify().ok());
    REQUIRE(migrator.status().up_to_date());
    REQUIRE_THROWS_WITH(migrator.adopt_baseline("4"),
                        Catch::Matchers::Contains("has a history already"));
}
