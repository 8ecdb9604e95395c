// SPDX-License-Identifier: BSL-1.0
//
// What ActiveRecord 6.1.7 (Rails) wrote by its MigrationContext, and Drizzle 0.45.4 by drizzle-kit
// 0.31.11 and its migrator; Diesel's table is its source's, the others are of its guide.

#include "support/adoption.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr char const* drizzle_dump = R"sql(
CREATE TABLE "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
INSERT INTO "__drizzle_migrations" VALUES (NULL, '8238dbb939f009828e36f9cfdb5ab7231464ec9068880cdf8d897c9baa3a6b07', 1795396787150);
CREATE TABLE `authors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`active` integer DEFAULT true NOT NULL
);
INSERT INTO "authors" VALUES (1, 'Ada', 'ada@example.org', 1);
CREATE UNIQUE INDEX `authors_email_unique` ON `authors` (`email`);
CREATE TABLE `books` (
	`id` integer PRIMARY KEY NOT NULL,
	`author_id` integer NOT NULL,
	`title` text(200) NOT NULL,
	`price` numeric,
	`rating` real DEFAULT 0.5,
	`cover` blob,
	FOREIGN KEY (`author_id`) REFERENCES `authors`(`id`) ON UPDATE no action ON DELETE cascade
);
INSERT INTO "books" VALUES (1, 1, 'Notes', 12.5, 0.5, X'0102');
CREATE INDEX `books_title_idx` ON `books` (`title`);
)sql";
LITHE_TEST_FROZEN(
    drizzle,
    m::create_table("authors", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name"), m::column<std::string>("email"),
                    m::column<std::int64_t>("active").default_value(m::sql<std::int64_t>("true")),
                    m::non_strict),
    m::create_table(
        "books", m::column<std::int64_t>("id").primary_key(), m::column<std::int64_t>("author_id"),
        m::column<std::string>("title").declared("text(200)"),
        m::column<std::optional<double>>("price").declared("numeric"),
        m::column<std::optional<double>>("rating").default_value(m::sql<double>("0.5")),
        m::column<std::optional<lithe::bytes>>("cover"),
        m::foreign_key("author_id").references("authors", "id").on_delete(lithe::cascade),
        m::non_strict),
    m::create_unique_index("authors_email_unique", "authors", "email"),
    m::create_index("books_title_idx", "books", "title"));
constexpr auto drizzle_next = m::migration(
    "20260301000000", "next", m::alter_column("books", "price", m::set_not_null(m::fill(0.0))),
    m::add_column("authors", m::column<std::optional<std::string>>("born")));

constexpr char const* diesel_dump = R"sql(
CREATE TABLE __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "__diesel_schema_migrations" VALUES ('20260101000000', '2026-01-01 00:00:00');
CREATE TABLE users (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR NOT NULL,
  hair_color VARCHAR
);
INSERT INTO "users" VALUES (1, 'Ada', NULL);
CREATE TABLE posts (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users(id),
  title VARCHAR NOT NULL,
  body TEXT NOT NULL,
  published BOOLEAN NOT NULL DEFAULT 0,
  views BIGINT NOT NULL DEFAULT 0,
  weight FLOAT,
  payload BINARY
);
INSERT INTO "posts" VALUES (1, 1, 'Notes', 'text', 0, 0, NULL, X'0102');
)sql";
LITHE_TEST_FROZEN(
    diesel,
    m::create_table(
        "posts", m::column<std::int64_t>("id").primary_key().autoincrement(),
        m::column<std::int64_t>("user_id"), m::column<std::string>("title").declared("VARCHAR"),
        m::column<std::string>("body"),
        m::column<bool>("published").declared("BOOLEAN").default_value(m::sql<bool>("0")),
        m::column<std::int64_t>("views").declared("BIGINT").default_value(0),
        m::column<std::optional<double>>("weight").declared("FLOAT"),
        m::column<std::optional<lithe::bytes>>("payload").declared("BINARY"),
        m::foreign_key("user_id").references("users", "id"), m::non_strict),
    m::create_table("users", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").declared("VARCHAR"),
                    m::column<std::optional<std::string>>("hair_color").declared("VARCHAR"),
                    m::non_strict));
constexpr auto diesel_next = m::migration(
    "20260301000000", "next", m::alter_column("posts", "weight", m::set_not_null(m::fill(0.0))),
    m::add_column("users", m::column<std::string>("mail").declared("VARCHAR"), m::fill("")));

constexpr char const* rails_dump = R"sql(
CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
INSERT INTO "schema_migrations" VALUES ('20260101000000');
INSERT INTO "schema_migrations" VALUES ('20260102000000');
CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
INSERT INTO "ar_internal_metadata" VALUES ('environment', 'default_env', '2026-11-23 01:21:20.649748', '2026-11-23 01:21:20.649748');
CREATE TABLE "authors" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(100) NOT NULL, "email" varchar NOT NULL, "active" boolean DEFAULT 1 NOT NULL, "born" date, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
INSERT INTO "authors" VALUES (1, 'Ada', 'ada@example.org', 1, '1815-12-10', '2026-11-23 01:21:20.690806', '2026-11-23 01:21:20.690806');
CREATE UNIQUE INDEX "index_authors_on_email" ON "authors" ("email");
CREATE TABLE "books" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "author_id" integer NOT NULL, "title" varchar NOT NULL, "price" decimal(8,2), "rating" float, "notes" text, "cover" blob, "extra" json, CONSTRAINT "fk_rails_53d51ce16a"
FOREIGN KEY ("author_id")
  REFERENCES "authors" ("id")
 ON DELETE CASCADE, CONSTRAINT price_check CHECK (price >= 0));
INSERT INTO "books" VALUES (1, 1, 'Notes', 12.5, NULL, NULL, NULL, '{"a":1}');
CREATE INDEX "index_books_on_author_id" ON "books" ("author_id");
)sql";
LITHE_TEST_FROZEN(
    rails,
    m::create_table("authors", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").declared("varchar(100)"),
                    m::column<std::string>("email").declared("varchar"),
                    m::column<bool>("active").declared("boolean").default_value(m::sql<bool>("1")),
                    m::column<std::optional<std::string>>("born").declared("date"),
                    m::column<std::string>("created_at").declared("datetime(6)"),
                    m::column<std::string>("updated_at").declared("datetime(6)"), m::non_strict),
    m::create_table("books", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::int64_t>("author_id"),
                    m::column<std::string>("title").declared("varchar"),
                    m::column<std::optional<double>>("price").declared("decimal(8,2)"),
                    m::column<std::optional<double>>("rating").declared("float"),
                    m::column<std::optional<std::string>>("notes"),
                    m::column<std::optional<lithe::bytes>>("cover"),
                    m::column<std::optional<std::string>>("extra").declared("json"),
                    m::foreign_key("author_id")
                        .references("authors", "id")
                        .on_delete(lithe::cascade)
                        .named("fk_rails_53d51ce16a"),
                    m::check(m::sql<bool>("price >= 0")).named("price_check"), m::non_strict),
    m::create_unique_index("index_authors_on_email", "authors", "email"),
    m::create_index("index_books_on_author_id", "books", "author_id"));
constexpr auto rails_next = m::migration(
    "20260301000000", "next", m::alter_column("books", "rating", m::set_not_null(m::fill(0.0))),
    m::add_column("authors", m::column<std::optional<std::string>>("site").declared("varchar")));

}  // namespace

TEST_CASE("a file of Drizzle is taken over") {
    static constexpr auto first = m::history(drizzle);
    static constexpr auto all = m::history(drizzle, drizzle_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Drizzle", drizzle_dump, drizzle_text, "__drizzle_migrations",
                        "SELECT authors.id, name, email, active, title, price, rating, cover FROM "
                        "authors JOIN books ON author_id = authors.id"},
                       first, all);
}

TEST_CASE("a file of Diesel is taken over") {
    static constexpr auto first = m::history(diesel);
    static constexpr auto all = m::history(diesel, diesel_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Diesel", diesel_dump, diesel_text, "__diesel_schema_migrations",
                        "SELECT users.id, name, hair_color, title, body, published, views, "
                        "payload FROM users JOIN posts ON user_id = users.id"},
                       first, all);
}

TEST_CASE("a file of Rails is taken over") {
    static constexpr auto first = m::history(rails);
    static constexpr auto all = m::history(rails, rails_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Rails", rails_dump, rails_text, "schema_migrations",
                        "SELECT authors.id, name, email, active, born, created_at, title, price, "
                        "notes, cover, extra FROM authors JOIN books ON author_id = authors.id"},
                       first, all);
}

// Its table is ours, too: what Rails has applied stays in it, and the baseline stands for it.
TEST_CASE("the versions of Rails stay, and none of its may be after the baseline") {
    static constexpr auto all = m::history(rails, rails_next);
    lithe::connection db{":memory:"};
    db.execute_script(rails_dump);
    m::migrator migrator{db, all};
    migrator.adopt_baseline("20260201000000");
    migrator.migrate();
    REQUIRE(support::rows(db, "SELECT * FROM schema_migrations") ==
            "20260101000000\n20260102000000\n20260201000000\n20260301000000");
    m::status const seen = migrator.status();
    REQUIRE(seen.up_to_date());
    REQUIRE(seen.external.size() == 2);
    REQUIRE_THROWS_WITH(migrator.adopt_baseline("20260301000000"),
                        Catch::Matchers::Contains("has a history already"));

    lithe::connection later{":memory:"};
    later.execute_script(rails_dump);
    later.execute_script("INSERT INTO schema_migrations VALUES ('20260201000001')");
    REQUIRE_THROWS_WITH((m::migrator{later, all}.adopt_baseline("20260201000000")),
                        Catch::Matchers::Contains("20260201000001, which is after"));
}
