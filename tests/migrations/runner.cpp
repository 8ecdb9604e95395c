// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/runner.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto init = m::migration(
    "1", "init", m::create_table("p", id, m::column<std::optional<std::string>>("a")),
    m::create_table("c", id, m::column<std::optional<std::int64_t>>("p").references("p", "id")));

struct file {
    lithe::connection db{":memory:"};
    file() {
        auto const history = m::history(init);
        m::migrator{db, history}.migrate();
        db.execute_script(
            "INSERT INTO p VALUES (1, 'x'), (2, NULL); INSERT INTO c VALUES (1, 1), (2, NULL)");
    }
    // Why the migration was refused; empty when it ran. A refused one has changed nothing.
    template <class... Steps>
    std::string run(Steps const&... steps) {
        auto const history = m::history(init, m::migration("2", "next", steps...));
        std::string const before = support::everything(db);
        try {
            m::migrator{db, history}.migrate();
            return {};
        } catch (lithe::migration_error const& thrown) {
            REQUIRE(support::everything(db) == before);
            return thrown.what();
        }
    }
};

bool says(std::string const& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a step that breaks a view or a trigger is refused") {
    REQUIRE(says(
        file().run(m::create_view("v", "SELECT a FROM p"), m::drop_column("p", "a", m::lossy("x"))),
        "it breaks view v"));
    REQUIRE(
        says(file().run(m::create_trigger("g", "AFTER INSERT ON c BEGIN UPDATE p SET a = 1; END"),
                        m::drop_column("p", "a", m::lossy("x"))),
             "it breaks triggers of c"));
    file with_view;
    with_view.db.execute_script("CREATE VIEW v AS SELECT x FROM nowhere");
    REQUIRE(says(with_view.run(m::drop_column("p", "a", m::lossy("x"))), "drift"));
}

TEST_CASE("a new violation of a foreign key is refused, an old one is not blamed") {
    REQUIRE(says(file().run(m::raw("UPDATE c SET p = 7 WHERE id = 2")),
                 "violates 1 foreign keys: c rowid 2 -> p"));
    file orphaned;
    orphaned.db.execute_script("PRAGMA foreign_keys=OFF; INSERT INTO c VALUES (3, 99)");
    REQUIRE(
        orphaned.run(m::rename_table("p", "parents"), m::rename_table("c", "children")).empty());
}

TEST_CASE("raw SQL does what it says and no more") {
    REQUIRE(file().run(m::raw("UPDATE p SET a = 'y'")).empty());
    REQUIRE(says(file().run(m::raw("CREATE TABLE extra (a)")), "leaves table extra"));
    REQUIRE(says(file().run(m::raw("ALTER TABLE p ADD COLUMN b TEXT")),
                 "its result is not what the history says"));
    REQUIRE(
        file()
            .run(m::raw("ALTER TABLE p ADD COLUMN b TEXT",
                        m::effects(m::add_column("p", m::column<std::optional<std::string>>("b")))))
            .empty());
    REQUIRE(says(file().run(m::raw("DELETE FROM c")), "DELETE without m::lossy()"));
    REQUIRE(file().run(m::raw("DELETE FROM c", m::lossy("all old"))).empty());
    REQUIRE(says(file().run(m::raw("COMMIT")), "BEGIN, COMMIT"));
    REQUIRE(says(file().run(m::raw("UPDATE p SET a = 'y'; NONSENSE")), "near \"NONSENSE\""));
}

TEST_CASE("conditions that are looked at when it runs") {
    REQUIRE(says(file().run(m::drop_table("c", m::if_empty)), "table c is not empty"));
    REQUIRE(
        says(file().run(m::drop_column("p", "a", m::if_all_null)), "p.a is not NULL everywhere"));
    file empty;
    empty.db.execute_script("DELETE FROM c; UPDATE p SET a = NULL");
    REQUIRE(empty.run(m::drop_table("c", m::if_empty), m::drop_column("p", "a", m::if_all_null))
                .empty());
}

TEST_CASE("values that a new type cannot express are not lost without a word") {
    auto const as_number = [](auto const&... more) {
        return m::alter_column("p", "a",
                               m::set_type<std::optional<int>>(m::cast<std::optional<int>>(
                                   m::ref<std::optional<std::string>>("a"))),
                               more...);
    };
    REQUIRE(says(file().run(as_number()), "do not survive the new type"));
    REQUIRE(file().run(as_number(m::lossy("never numbers"))).empty());
    file numbers;
    numbers.db.execute_script("UPDATE p SET a = '42' WHERE id = 1");
    REQUIRE(numbers.run(as_number()).empty());
    REQUIRE(support::rows(numbers.db, "SELECT typeof(a), a FROM p") == "integer|42\nnull|NULL");
    file zeros;
    zeros.db.execute_script("UPDATE p SET a = '007' WHERE id = 1");
    REQUIRE(says(zeros.run(as_number()), "do not survive"));
}

TEST_CASE("NOT NULL with a value for those that were") {
    file one;
    REQUIRE(
        one.run(m::alter_column("p", "a", m::set_not_null(m::fill("none")), m::set_default("new")))
            .empty());
    REQUIRE(support::rows(one.db, "SELECT a FROM p") == "x\nnone");
    one.db.execute_script("INSERT INTO p (id) VALUES (3)");
    REQUIRE(support::rows(one.db, "SELECT a FROM p WHERE id = 3") == "new");
}

TEST_CASE("FTS5 over a table that is rebuilt keeps finding it; a lost column is refused") {
    file one;
    one.db.execute_script(
        "CREATE VIRTUAL TABLE f USING fts5(a, content='p', content_rowid='id'); "
        "INSERT INTO f(f) VALUES('rebuild'); UPDATE _schema_migrations_info SET schema_digest = "
        "''");
    REQUIRE(one.run(m::add_column("p", m::column<int>("n"), m::fill(1))).empty());
    REQUIRE(support::rows(one.db, "SELECT rowid FROM f WHERE f MATCH 'x'") == "1");
    file two;
    two.db.execute_script(
        "CREATE VIRTUAL TABLE f USING fts5(a, content='p', content_rowid='id'); "
        "INSERT INTO f(f) VALUES('rebuild'); UPDATE _schema_migrations_info SET schema_digest = "
        "''");
    REQUIRE(says(two.run(m::rename_column("p", "a", "b")), "full-text table f reads of table p"));
}

TEST_CASE("options.after has SQLite read the file before COMMIT") {
    lithe::connection db(":memory:");
    // A row that a CHECK forbids, which quick_check sees; an index without a row that it should
    // have, which integrity_check alone sees.
    char const* const wrong = GENERATE(
        "CREATE TABLE t (a CHECK (a > 0)); PRAGMA ignore_check_constraints=ON; "
        "INSERT INTO t VALUES (-1); PRAGMA ignore_check_constraints=OFF",
        "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 5; INSERT INTO t VALUES (1); "
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = "
        "'CREATE INDEX i ON t (a) WHERE a > 0' WHERE name = 'i'; "
        "PRAGMA writable_schema=RESET");
    db.execute_script(wrong);
    std::string const before = support::everything(db);
    bool const by_quick_check = std::string_view(wrong).find("CHECK") != std::string_view::npos;
    auto const history = m::history(init);
    auto const run = [&](m::verify after) { m::migrator{db, history, {.after = after}}.migrate(); };
    REQUIRE_THROWS_WITH(run(m::verify::integrity_check),
                        Catch::Contains("options.after finds the file damaged") &&
                            Catch::Contains("the file is as it was before it"));
    REQUIRE(support::everything(db) == before);
    if (by_quick_check)
        REQUIRE_THROWS_WITH(run(m::verify::quick_check), Catch::Contains("CHECK constraint"));
    else
        REQUIRE_NOTHROW(run(m::verify::quick_check));
    m::migrator migrator{db, history};
    migrator.migrate();
    REQUIRE(migrator.status().applied.size() == 1);
}

TEST_CASE("options.after says nothing of a file that is whole") {
    lithe::connection db(":memory:");
    m::migrator{db, m::history(init), {.after = m::verify::integrity_check}}.migrate();
    db.execute_script("INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1)");
    auto const history = m::history(
        init, m::migration("2", "x", m::alter_column("p", "a", m::set_not_null(m::fill("")))));
    m::migrator{db, history, {.after = m::verify::integrity_check}}.migrate();
    REQUIRE(support::rows(db, "SELECT * FROM p") == "1|x");
}
