// SPDX-License-Identifier: BSL-1.0
//
// A hostile user: what SQLite lets through without a word, or what a careless tool would, is done
// right or refused with the file as it was.

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto init =
    m::migration("1", "init",
                 m::create_table("p", id, m::column<std::optional<std::string>>("a"),
                                 m::column<std::optional<std::string>>("b")),
                 m::create_table("log", m::column<std::string>("x")));

// Runs steps on a file with rows. Returns: why they were refused; empty when they ran.
struct file {
    lithe::connection db{":memory:"};
    std::string seen{};

    template <class... Steps>
    explicit file(std::string const& sql, Steps const&... steps) {
        auto const first = m::history(init);
        m::migrator{db, first}.migrate();
        db.execute_script("INSERT INTO p VALUES (1, 'one', 'eins'), (2, 'two', 'zwei');" + sql);
        db.execute_script("UPDATE _schema_migrations_info SET schema_digest = ''");
        auto const history = m::history(init, m::migration("2", "next", steps...));
        std::string const before = support::everything(db);
        try {
            m::migrator{db, history}.migrate();
        } catch (lithe::migration_error const& thrown) {
            REQUIRE(support::everything(db) == before);
            seen = thrown.what();
        }
    }
    [[nodiscard]] bool says(std::string_view words) const {
        UNSCOPED_INFO(seen);
        return seen.find(words) != std::string::npos;
    }
    std::string rows(std::string const& sql) { return support::rows(db, sql); }
};

constexpr auto drop_a = m::drop_column("p", "a", m::lossy("test"));
constexpr char const* full_text =
    "CREATE VIRTUAL TABLE f USING fts5(a, content='p', content_rowid='id'); "
    "INSERT INTO f(f) VALUES('rebuild');";

}  // namespace

TEST_CASE("a full-text table whose column or table is dropped is not left behind broken") {
    REQUIRE(file(full_text, drop_a).says("full-text table f"));
    REQUIRE(file(full_text, m::drop_table("p", m::lossy("test"))).says("full-text table f"));
    REQUIRE(file(full_text, m::rename_table("p", "q")).says("full-text table f"));
    file other(full_text, m::drop_column("p", "b", m::lossy("test")));
    REQUIRE(other.seen.empty());
    REQUIRE(other.rows("SELECT rowid FROM f WHERE f MATCH 'two'") == "2");
}

TEST_CASE("a trigger that would never fire again is noticed") {
    char const* const of_a = "CREATE TRIGGER g AFTER UPDATE OF a ON p BEGIN SELECT 1; END;";
    REQUIRE(file(of_a, drop_a).says("it breaks trigger g"));
    file renamed(of_a, m::rename_column("p", "a", "c"));
    REQUIRE(renamed.seen.empty());
    REQUIRE(renamed.rows("SELECT sql FROM sqlite_schema WHERE name = 'g'").find("OF \"c\" ON") !=
            std::string::npos);
}

TEST_CASE("a view that loses a column without being named is noticed") {
    REQUIRE(file("CREATE VIEW v AS SELECT * FROM p;", drop_a).says("view v goes by the position"));
    REQUIRE(file("CREATE VIEW v AS SELECT id, b FROM p;", drop_a).seen.empty());
}

TEST_CASE("a value that is changed only in letters that its collation ignores is changed") {
    auto const history_of = [](auto const& more) {
        return file("", m::alter_column("p", "a", m::set_collate(lithe::nocase)),
                    m::raw("UPDATE p SET a = 'Mixed' WHERE id = 1"),
                    m::alter_column("p", "a",
                                    m::set_type<std::optional<std::string>>(
                                        m::sql<std::optional<std::string>>("lower(p.a)")),
                                    more));
    };
    REQUIRE(history_of(m::drop_default).says("do not survive"));
    file meant(history_of(m::lossy("lower case")).seen);
}

TEST_CASE("the greatest integer does not survive as a real number") {
    auto const to_real = [](char const* value) {
        return file("",
                    m::add_column("p", m::column<std::int64_t>("n"),
                                  m::fill(m::sql<std::int64_t>(value))),
                    m::alter_column(
                        "p", "n", m::set_type<double>(m::cast<double>(m::ref<std::int64_t>("n")))))
            .seen;
    };
    REQUIRE(to_real("9223372036854775807").find("do not survive") != std::string::npos);
    REQUIRE(to_real("9007199254740993").find("do not survive") != std::string::npos);
    REQUIRE(to_real("-9223372036854775807").find("do not survive") != std::string::npos);
    REQUIRE(to_real("9007199254740992").empty());
}

TEST_CASE("raw SQL that replaces rows says so, and leaves nothing that the history does not know") {
    REQUIRE(file("", m::raw("INSERT OR REPLACE INTO p VALUES (1, 'x', 'y')")).says("m::lossy()"));
    REQUIRE(file("", m::raw("REPLACE INTO p VALUES (1, 'x', 'y')")).says("m::lossy()"));
    REQUIRE(file("", m::raw("UPDATE OR REPLACE p SET id = 1")).says("m::lossy()"));
    REQUIRE(file("", m::raw("UPDATE p SET a = replace(a, 'o', '0')")).seen.empty());
    REQUIRE(file("", m::raw("CREATE INDEX i ON p (a)")).says("it leaves index i"));
    REQUIRE(file("", m::raw("CREATE VIEW v AS SELECT 1")).says("it leaves view v"));
    REQUIRE(file("", m::raw("CREATE TRIGGER g AFTER DELETE ON p BEGIN SELECT 1; END"))
                .says("it leaves trigger g"));
}

TEST_CASE("a misspelt column is no text, and a hidden one is not meant") {
    REQUIRE_FALSE(file("", m::add_column("p", m::column<std::string>("c"),
                                         m::fill(m::sql<std::string>("\"missing\""))))
                      .seen.empty());
    REQUIRE_FALSE(file("", m::raw("UPDATE p SET a = \"missing\"")).seen.empty());
    REQUIRE(file("CREATE TEMP TABLE p (id);", drop_a).says("temporary table"));
}

TEST_CASE("a real number beyond the greatest integer does not survive as an integer") {
    auto const to_integer = [](char const* value) {
        return file("", m::add_column("p", m::column<double>("n"), m::fill(m::sql<double>(value))),
                    m::alter_column(
                        "p", "n",
                        m::set_type<std::int64_t>(m::cast<std::int64_t>(m::ref<double>("n")))))
            .seen;
    };
    REQUIRE(to_integer("9223372036854775808.0").find("do not survive") != std::string::npos);
    REQUIRE(to_integer("-9223372036854775809.0").empty());
    REQUIRE(to_integer("9223372036854774784.0").empty());
}

TEST_CASE("settings and temporary objects of the connection change nothing") {
    auto const filled = m::alter_column("p", "a", m::set_not_null(m::fill("")));
    auto const check = m::add_constraint("p", m::check(m::sql<bool>("a <> 'one'")));
    file ignored("PRAGMA ignore_check_constraints=ON;", check);
    REQUIRE(ignored.says("CHECK constraint failed"));
    REQUIRE(ignored.rows("PRAGMA ignore_check_constraints") == "1");
    char const* const temporary =
        "CREATE TEMP TABLE seen (x); CREATE TEMP TRIGGER g AFTER INSERT ON p BEGIN INSERT INTO "
        "seen VALUES (new.id); END;";
    REQUIRE(file(temporary, filled).says("temporary trigger g"));
    REQUIRE(
        file("", m::create_table("k", id.autoincrement()), m::raw("DELETE FROM sqlite_sequence"))
            .says("m::lossy()"));
}

TEST_CASE("a condition with the table's name before its columns is rebuilt and renamed") {
    file one(
        "",
        m::create_table("t", id, m::column<std::string>("a").check(m::sql<bool>("t.a <> 't.x'")),
                        m::column<std::optional<std::string>>("g").generated(
                            m::sql<std::optional<std::string>>("lower(\"t\".a)")),
                        m::check(m::sql<bool>("[T].id > 0"))),
        m::create_index("i", "t", m::on(m::sql<std::string>("upper(t.a)"))),
        m::alter_column("t", "a", m::set_default("x")), m::rename_table("t", "u"),
        m::alter_column("u", "a", m::set_default("y")));
    REQUIRE(one.seen.empty());
    one.db.execute_script("INSERT INTO u (id) VALUES (1)");
    REQUIRE(one.rows("SELECT * FROM u") == "1|y|y");
    REQUIRE_THROWS_AS(one.db.execute_script("INSERT INTO u (id, a) VALUES (2, 't.x')"),
                      lithe::constraint_error);
}

TEST_CASE("another key of a row that violates one already is noticed") {
    char const* const children =
        "PRAGMA foreign_keys=OFF; CREATE TABLE c (id INTEGER PRIMARY KEY, x REFERENCES p, "
        "y REFERENCES p); INSERT INTO c VALUES (1, 99, 1); PRAGMA foreign_keys=ON;";
    auto const sql = [](char const* words) { return m::raw(words); };
    REQUIRE(file(children, sql("UPDATE c SET x = 1, y = 77")).says("violates 1 foreign keys"));
    REQUIRE(file(children, sql("UPDATE c SET x = 98")).seen.empty());
    REQUIRE(file(children, m::rename_table("p", "q")).seen.empty());
    char const* const keyed =
        "PRAGMA foreign_keys=OFF; CREATE TABLE c (k TEXT, n INT, x REFERENCES p, PRIMARY KEY (k, "
        "n)) "
        "WITHOUT ROWID; INSERT INTO c VALUES ('a', 1, 99), ('a', 2, 1); PRAGMA foreign_keys=ON;";
    REQUIRE(file(keyed, sql("UPDATE c SET x = CASE n WHEN 1 THEN 1 ELSE 77 END"))
                .says("violates 1 foreign keys: c key 'a', 2 -> p"));
    REQUIRE(file(keyed, sql("UPDATE c SET x = 98 WHERE n = 1")).seen.empty());
}

TEST_CASE("a text of SQL ends where it stands") {
    auto const upper = [](char const* words) {
        return file("", m::update_where("p", m::set("a", m::sql<std::optional<std::string>>(words)),
                                        m::where(m::ref<std::int64_t>("id") == 1)));
    };
    for (char const* const open : {"upper(a);", "upper(a) /* loud", "upper(a)); --", "a, b = ("})
        REQUIRE_FALSE(upper(open).seen.empty());
    file loud = upper("upper(a) -- loud");
    REQUIRE(loud.seen.empty());
    REQUIRE(loud.rows("SELECT a FROM p") == "ONE\ntwo");
    REQUIRE(file("", m::create_view("v", "SELECT id FROM p; DROP TABLE p")).says("one statement"));
    REQUIRE(file("", m::create_trigger("g", "AFTER INSERT ON p BEGIN SELECT 1; END; DELETE FROM p"))
                .says("one statement"));
    REQUIRE(file("", m::create_index("i", "p", "a", m::where(m::sql<bool>("1; DELETE FROM p"))))
                .says("one statement"));
    file comment(
        "",
        m::delete_where("p", m::sql<bool>("id > 0 -- all") && m::ref<std::int64_t>("id") == 2,
                        m::lossy("test")),
        m::add_column("p", m::column<std::string>("c").check(m::sql<bool>("c > '' --")),
                      m::fill(m::sql<std::string>("'new' -- one"))));
    REQUIRE(comment.seen.empty());
    REQUIRE(comment.rows("SELECT id, c FROM p") == "1|new");
    REQUIRE(file("", m::create_view("v", "SELECT id FROM p -- all;\n;")).seen.empty());
}

TEST_CASE("triggers of a view go with it, and come back with it") {
    file one("", m::create_view("v", "SELECT a FROM p"),
             m::create_trigger("g", "INSTEAD OF INSERT ON v BEGIN INSERT INTO log VALUES (1); END"),
             m::drop_view("v"), m::create_view("v", "SELECT b FROM p"));
    REQUIRE(one.seen.empty());
    REQUIRE(one.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'g'") == "0");
}

TEST_CASE("a parent key that loses what makes it unique is noticed") {
    file one("", m::create_table("q", id, m::column<std::string>("k")),
             m::create_unique_index("q_k", "q", "k"),
             m::create_table("c", m::column<std::string>("k").references("q", "k")),
             m::drop_index("q_k"));
    REQUIRE(one.says("foreign key mismatch"));
}

TEST_CASE("what is of an attached file is not taken for the file's own") {
    file one(
        "ATTACH ':memory:' AS other; CREATE TABLE other.p (id); "
        "CREATE TABLE other.lost (x); INSERT INTO other.lost VALUES (1); "
        "ALTER TABLE p RENAME TO kept;",
        m::drop_table("p", m::lossy("test")));
    REQUIRE_FALSE(one.seen.empty());
    REQUIRE(one.rows("SELECT count(*) FROM other.p") == "0");
}
