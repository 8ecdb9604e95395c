// SPDX-License-Identifier: BSL-1.0
//
// What Django 5.2.19 and Alembic 1.20.1 with SQLAlchemy 2.1.9 wrote: `migrate` of models, and
// `revision --autogenerate` with `upgrade head`.

#include "support/adoption.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr char const* django_dump = R"sql(
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES (1, 'library', '0001_initial', '2026-11-23 01:19:43.910903');
CREATE TABLE "library_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "email" varchar(254) NOT NULL UNIQUE, "born" date NULL, "active" bool NOT NULL, "created" datetime NOT NULL);
INSERT INTO "library_author" VALUES (1, 'Ada', 'ada@example.org', '1815-12-10', 1, '2026-11-23 01:19:43.916356');
CREATE TABLE "library_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "price" decimal NOT NULL, "pages" integer unsigned NOT NULL CHECK ("pages" >= 0), "rating" real NULL, "extra" text NULL CHECK ((JSON_VALID("extra") OR "extra" IS NULL)), "cover" BLOB NOT NULL, "author_id" bigint NOT NULL REFERENCES "library_author" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "library_book" VALUES (1, 'Notes', 12.5, 66, NULL, '{"a": 1}', X'0102', 1);
CREATE UNIQUE INDEX "library_book_author_id_title_e8635dfc_uniq" ON "library_book" ("author_id", "title");
CREATE INDEX "library_book_title_fccd0c46" ON "library_book" ("title");
CREATE INDEX "library_book_author_id_d9a3b67e" ON "library_book" ("author_id");
)sql";
LITHE_TEST_FROZEN(
    django,
    m::create_table("library_author", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").declared("varchar(100)"),
                    m::column<std::string>("email").declared("varchar(254)"),
                    m::column<std::optional<std::string>>("born").declared("date"),
                    m::column<bool>("active").declared("bool"),
                    m::column<std::string>("created").declared("datetime"), m::unique("email"),
                    m::non_strict),
    m::create_table(
        "library_book", m::column<std::int64_t>("id").primary_key().autoincrement(),
        m::column<std::string>("title").declared("varchar(200)"),
        m::column<double>("price").declared("decimal"),
        m::column<std::int64_t>("pages").declared("integer unsigned"),
        m::column<std::optional<double>>("rating"), m::column<std::optional<std::string>>("extra"),
        m::column<lithe::bytes>("cover"), m::column<std::int64_t>("author_id").declared("bigint"),
        m::foreign_key("author_id").references("library_author", "id").deferrable(),
        m::check(m::sql<bool>("\"pages\" >= 0")),
        m::check(m::sql<bool>("(JSON_VALID(\"extra\") OR \"extra\" IS NULL)")), m::non_strict),
    m::create_index("library_book_author_id_d9a3b67e", "library_book", "author_id"),
    m::create_unique_index("library_book_author_id_title_e8635dfc_uniq", "library_book",
                           "author_id", "title"),
    m::create_index("library_book_title_fccd0c46", "library_book", "title"));
constexpr auto django_next =
    m::migration("20260301000000", "next",
                 m::alter_column("library_author", "born", m::set_not_null(m::fill("1970-01-01"))),
                 m::add_column("library_book",
                               m::column<std::string>("isbn").declared("varchar(17)"), m::fill("")),
                 m::drop_column("library_book", "rating", m::if_all_null));

constexpr char const* alembic_dump = R"sql(
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES ('316588a39f08');
CREATE TABLE authors (
	id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	email VARCHAR(254) NOT NULL,
	active BOOLEAN DEFAULT 1 NOT NULL,
	born DATE,
	created DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (email)
);
INSERT INTO "authors" VALUES (1, 'Ada', 'ada@example.org', 1, NULL, '2026-11-23 01:20:24');
CREATE TABLE books (
	id INTEGER NOT NULL,
	author_id INTEGER NOT NULL,
	title VARCHAR(200) NOT NULL,
	price NUMERIC(8, 2),
	rating FLOAT,
	extra JSON,
	cover BLOB,
	"key" CHAR(32),
	PRIMARY KEY (id),
	CONSTRAINT ck_price CHECK (price >= 0),
	FOREIGN KEY(author_id) REFERENCES authors (id) ON DELETE CASCADE,
	CONSTRAINT uq_books_author_title UNIQUE (author_id, title)
);
INSERT INTO "books" VALUES (1, 1, 'Notes', 12.5, NULL, NULL, NULL, NULL);
CREATE INDEX ix_books_author_id ON books (author_id);
)sql";
LITHE_TEST_FROZEN(
    alembic,
    m::create_table("authors", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("name").declared("VARCHAR(100)"),
                    m::column<std::string>("email").declared("VARCHAR(254)"),
                    m::column<bool>("active").declared("BOOLEAN").default_value(m::sql<bool>("1")),
                    m::column<std::optional<std::string>>("born").declared("DATE"),
                    m::column<std::string>("created")
                        .declared("DATETIME")
                        .default_value(m::sql<std::string>("CURRENT_TIMESTAMP")),
                    m::unique("email"), m::non_strict),
    m::create_table(
        "books", m::column<std::int64_t>("id").primary_key(), m::column<std::int64_t>("author_id"),
        m::column<std::string>("title").declared("VARCHAR(200)"),
        m::column<std::optional<double>>("price").declared("NUMERIC(8, 2)"),
        m::column<std::optional<double>>("rating").declared("FLOAT"),
        m::column<std::optional<std::string>>("extra").declared("JSON"),
        m::column<std::optional<lithe::bytes>>("cover"),
        m::column<std::optional<std::string>>("key").declared("CHAR(32)"),
        m::unique("author_id", "title").named("uq_books_author_title"),
        m::foreign_key("author_id").references("authors", "id").on_delete(lithe::cascade),
        m::check(m::sql<bool>("price >= 0")).named("ck_price"), m::non_strict),
    m::create_index("ix_books_author_id", "books", "author_id"));
constexpr auto alembic_next = m::migration(
    "20260301000000", "next",
    m::alter_column("authors", "born", m::set_not_null(m::fill("1970-01-01"))),
    m::add_column("books", m::column<std::string>("isbn").declared("VARCHAR(17)"), m::fill("")),
    m::drop_column("books", "key", m::if_all_null));

}  // namespace

TEST_CASE("a file of Django is taken over") {
    static constexpr auto first = m::history(django);
    static constexpr auto all = m::history(django, django_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Django", django_dump, django_text, "django_migrations",
                        "SELECT library_author.id, name, email, born, active, created, title, "
                        "price, pages, extra, cover FROM library_author JOIN library_book AS b ON "
                        "author_id = library_author.id"},
                       first, all);
}

TEST_CASE("a file of Alembic is taken over") {
    static constexpr auto first = m::history(alembic);
    static constexpr auto all = m::history(alembic, alembic_next);
    static_assert(m::history_ok<all>);
    lithe::connection db{":memory:"};
    support::take_over(db,
                       {"Alembic", alembic_dump, alembic_text, "alembic_version",
                        "SELECT authors.id, name, email, active, created, title, price, rating, "
                        "cover FROM authors JOIN books ON author_id = authors.id"},
                       first, all);
}
