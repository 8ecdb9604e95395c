// SPDX-License-Identifier: BSL-1.0
//
// Entity Framework 9, Room 2 and GRDB 7, whose words are of their documentation and of what they
// generate; their own programs are not to be had here.

#include "support/adoption.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr char const* entity_framework_dump = R"sql(
CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
INSERT INTO "__EFMigrationsHistory" VALUES ('20260101000000_InitialCreate', '9.0.0');
CREATE TABLE "Blogs" (
    "BlogId" INTEGER NOT NULL CONSTRAINT "PK_Blogs" PRIMARY KEY AUTOINCREMENT,
    "Url" TEXT NOT NULL,
    "Rating" INTEGER NOT NULL DEFAULT 3,
    "Created" TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP),
    "Price" TEXT NOT NULL DEFAULT '0.0'
);
INSERT INTO "Blogs" VALUES (1, 'https://example.org', 3, '2026-11-23 01:41:33', '12.50');
CREATE TABLE "Posts" (
    "PostId" INTEGER NOT NULL CONSTRAINT "PK_Posts" PRIMARY KEY AUTOINCREMENT,
    "Title" TEXT COLLATE NOCASE NOT NULL,
    "Content" BLOB NULL,
    "Score" REAL NULL,
    "BlogId" INTEGER NOT NULL,
    CONSTRAINT "CK_Posts_Score" CHECK (Score >= 0),
    CONSTRAINT "FK_Posts_Blogs_BlogId" FOREIGN KEY ("BlogId") REFERENCES "Blogs" ("BlogId") ON DELETE CASCADE
);
INSERT INTO "Posts" VALUES (1, 'Notes', X'0102', 0.5, 1);
CREATE UNIQUE INDEX "IX_Blogs_Url" ON "Blogs" ("Url");
CREATE INDEX "IX_Posts_BlogId" ON "Posts" ("BlogId");
)sql";
LITHE_TEST_FROZEN(
    entity_framework,
    m::create_table(
        "Blogs", m::column<std::int64_t>("BlogId").primary_key().autoincrement(),
        m::column<std::string>("Url"), m::column<std::int64_t>("Rating").default_value(3),
        m::column<std::string>("Created").default_value(m::sql<std::string>("CURRENT_TIMESTAMP")),
        m::column<std::string>("Price").default_value("0.0"), m::non_strict),
    m::create_table("Posts", m::column<std::int64_t>("PostId").primary_key().autoincrement(),
                    m::column<std::string>("Title").collate(lithe::nocase),
                    m::column<std::optional<lithe::bytes>>("Content"),
                    m::column<std::optional<double>>("Score"), m::column<std::int64_t>("BlogId"),
                    m::foreign_key("BlogId")
                        .references("Blogs", "BlogId")
                        .on_delete(lithe::cascade)
                        .named("FK_Posts_Blogs_BlogId"),
                    m::check(m::sql<bool>("Score >= 0")).named("CK_Posts_Score"), m::non_strict),
    m::create_unique_index("IX_Blogs_Url", "Blogs", "Url"),
    m::create_index("IX_Posts_BlogId", "Posts", "BlogId"));
constexpr auto entity_framework_next = m::migration(
    "20260301000000", "next", m::alter_column("Posts", "Score", m::set_not_null(m::fill(0.0))),
    m::add_column("Blogs", m::column<std::string>("Owner"), m::fill(m::ref<std::string>("Url"))));

constexpr char const* room_dump = R"sql(
CREATE TABLE android_metadata (locale TEXT);
INSERT INTO "android_metadata" VALUES ('en_US');
CREATE TABLE `authors` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `name` TEXT NOT NULL, `email` TEXT, `active` INTEGER NOT NULL DEFAULT 1);
INSERT INTO "authors" VALUES (1, 'Ada', 'ada@example.org', 1);
CREATE UNIQUE INDEX `index_authors_email` ON `authors` (`email`);
CREATE TABLE `books` (`isbn` TEXT NOT NULL, `author_id` INTEGER NOT NULL, `title` TEXT NOT NULL COLLATE NOCASE, `rating` REAL, `cover` BLOB, PRIMARY KEY(`isbn`), FOREIGN KEY(`author_id`) REFERENCES `authors`(`id`) ON UPDATE NO ACTION ON DELETE CASCADE );
INSERT INTO "books" VALUES ('1-2', 1, 'Notes', 0.5, X'0102');
CREATE INDEX `index_books_author_id` ON `books` (`author_id`);
CREATE VIEW `titles` AS SELECT title FROM books;
CREATE TABLE room_master_table (id INTEGER PRIMARY KEY,identity_hash TEXT);
INSERT INTO "room_master_table" VALUES (42, '7b27276abfdb63f29c5718f077622fab');
)sql";
LITHE_TEST_FROZEN(
    room,
    m::create_table("authors", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name"), m::column<std::optional<std::string>>("email"),
                    m::column<std::int64_t>("active").default_value(1), m::non_strict),
    m::create_table(
        "books", m::column<std::string>("isbn"), m::column<std::int64_t>("author_id"),
        m::column<std::string>("title").collate(lithe::nocase),
        m::column<std::optional<double>>("rating"), m::column<std::optional<lithe::bytes>>("cover"),
        m::primary_key("isbn"),
        m::foreign_key("author_id").references("authors", "id").on_delete(lithe::cascade),
        m::non_strict),
    m::create_unique_index("index_authors_email", "authors", "email"),
    m::create_index("index_books_author_id", "books", "author_id"),
    m::create_view("titles", "SELECT title FROM books"));
constexpr auto room_next = m::migration(
    "20260301000000", "next", m::alter_column("authors", "email", m::set_not_null(m::fill(""))),
    m::add_column("books", m::column<int>("pages").default_value(0)));

constexpr char const* grdb_dump = R"sql(
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES ('createTeam');
INSERT INTO "grdb_migrations" VALUES ('createPlayer');
CREATE TABLE "team" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL UNIQUE COLLATE NOCASE);
INSERT INTO "team" VALUES (1, 'Reds');
CREATE TABLE "player" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL, "score" INTEGER NOT NULL DEFAULT 0, "isActive" BOOLEAN NOT NULL DEFAULT 1, "createdAt" DATETIME NOT NULL, "weight" DOUBLE, "photo" BLOB, "teamId" INTEGER REFERENCES "team"("id") ON DELETE SET NULL);
INSERT INTO "player" VALUES (1, 'Ada', 0, 1, '2026-01-01 00:00:00.000', 61.5, NULL, 1);
CREATE INDEX "player_on_teamId" ON "player"("teamId");
)sql";
LITHE_TEST_FROZEN(
    grdb,
    m::create_table(
        "player", m::column<std::int64_t>("id").primary_key().autoincrement(),
        m::column<std::string>("name"), m::column<std::int64_t>("score").default_value(0),
        m::column<bool>("isActive").declared("BOOLEAN").default_value(m::sql<bool>("1")),
        m::column<std::string>("createdAt").declared("DATETIME"),
        m::column<std::optional<double>>("weight").declared("DOUBLE"),
        m::column<std::optional<lithe::bytes>>("photo"),
        m::column<std::optional<std::int64_t>>("teamId"),
        m::foreign_key("teamId").references("team", "id").on_delete(lithe::set_null),
        m::non_strict),
    m::create_table("team", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").collate(lithe::nocase), m::unique("name"),
                    m::non_strict),
    m::create_index("player_on_teamId", "player", "teamId"));
constexpr auto grdb_next = m::migration(
    "20260301000000", "next", m::alter_column("player", "weight", m::set_not_null(m::fill(0.0))),
    m::rename_column("player", "score", "points"), m::rename_column("player", "points", "score"),
    m::create_index("player_name", "player", m::desc("name")));

}  // namespace

TEST_CASE("a file of Entity Framework is taken over") {
    static constexpr auto first = m::history(entity_framework);
    static constexpr auto all = m::history(entity_framework, entity_framework_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(
        db,
        {"Entity Framework", entity_framework_dump, entity_framework_text, "__EFMigrationsHistory",
         "SELECT Url, Rating, Created, Price, Title, Content, Score FROM Blogs JOIN Posts USING "
         "(BlogId)"},
        first, all);
}

TEST_CASE("a file of Room is taken over") {
    static constexpr auto first = m::history(room);
    static constexpr auto all = m::history(room, room_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Room", room_dump, room_text, "room_master_table",
                        "SELECT authors.id, name, email, active, isbn, title, rating, cover FROM "
                        "authors JOIN books ON author_id = authors.id"},
                       first, all);
}

TEST_CASE("a file of GRDB is taken over") {
    static constexpr auto first = m::history(grdb);
    static constexpr auto all = m::history(grdb, grdb_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"GRDB", grdb_dump, grdb_text, "grdb_migrations",
                        "SELECT player.id, player.name, score, isActive, createdAt, weight, photo, "
                        "team.name FROM player JOIN team ON teamId = team.id"},
                       first, all);
}
