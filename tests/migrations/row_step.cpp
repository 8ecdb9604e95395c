// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/row_step.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
using m::detail::fault;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto code = m::column<std::string>("code");
constexpr auto number = m::column<std::int64_t>("number");
constexpr auto init = m::history(m::migration(
    "1", "init", m::create_table("t", id, code, m::column<std::optional<int>>("x"), number),
    m::create_table("marked", m::column<std::int64_t>("id").primary_key().autoincrement(), code)));

template <class... Steps>
fault fault_of(Steps const&... steps) {
    auto const history = m::history(init, m::migration("2", "next", steps...));
    return support::fault_in(history);
}

struct file {
    lithe::connection db{":memory:"};
    file() {
        m::migrator{db, init}.migrate();
        db.execute_script(
            "INSERT INTO t VALUES (7, 'seven', NULL, 70), (9, 'nine', 1, 90), (8, 'eight', 2, 5); "
            "INSERT INTO marked VALUES (3, 'x'), (90, 'gone'); DELETE FROM marked WHERE id = 90; "
            "CREATE INDEX by_code ON t (code)");
        db.execute_script("UPDATE _schema_migrations_info SET schema_digest = ''");
    }
    template <class... Steps>
    file& run(Steps const&... steps) {
        auto const history = m::history(init, m::migration("2", "next", steps...));
        m::migrator{db, history, {.chunk_rows = 2}}.migrate();
        REQUIRE(rows("PRAGMA integrity_check") == "ok");
        return *this;
    }
    std::string rows(std::string const& sql) { return support::rows(db, sql); }
    std::string keys(std::string const& table) {
        return rows("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk");
    }
};

}  // namespace

TEST_CASE("another primary key keeps every row") {
    file one;
    one.run(m::set_primary_key("t", "code"));
    REQUIRE(one.keys("t") == "code");
    REQUIRE(one.rows("SELECT id, code, x, number FROM t ORDER BY id") ==
            "7|seven|NULL|70\n8|eight|2|5\n9|nine|1|90");
    REQUIRE(one.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'by_code'") == "1");
    REQUIRE_THROWS_AS(one.db.execute_script("INSERT INTO t VALUES (NULL, 'new', 1, 1)"),
                      lithe::constraint_error);  // what was in the key stays NOT NULL

    file two;  // the rowid becomes another column
    two.run(m::set_primary_key("t", "number"));
    REQUIRE(two.rows("SELECT rowid, id FROM t ORDER BY rowid") == "5|8\n70|7\n90|9");

    file three;
    three.run(m::set_primary_key("t", "code", "id"), m::set_table_options("t", m::without_rowid));
    REQUIRE(three.keys("t") == "code\nid");
    REQUIRE(three.rows("SELECT code FROM t") == "eight\nnine\nseven");

    file four;
    four.db.execute_script("UPDATE t SET code = 'same'");
    REQUIRE_THROWS_AS(four.run(m::set_primary_key("t", "code")), lithe::migration_error);
    REQUIRE(four.keys("t") == "id");
}

TEST_CASE("a new value of the rowid itself is copied whole") {
    file one;
    one.run(m::alter_column("t", "id", m::set_type<std::int64_t>(0 - m::ref<std::int64_t>("id")),
                            m::lossy("turned round")));
    REQUIRE(one.rows("SELECT id, code FROM t ORDER BY id") == "-9|nine\n-8|eight\n-7|seven");
}

TEST_CASE("options of a table, and the AUTOINCREMENT mark") {
    file one;
    one.run(m::set_table_options("t", m::non_strict),
            m::set_table_options("marked", m::non_strict));
    REQUIRE(one.rows("SELECT sql FROM sqlite_schema WHERE name = 't'").find("STRICT") ==
            std::string::npos);
    REQUIRE(one.rows("SELECT seq FROM sqlite_sequence WHERE name = 'marked'") == "90");
    one.db.execute_script("INSERT INTO t VALUES (1, 5, 'text', 1)");
    auto const back = m::history(init,
                                 m::migration("2", "next", m::set_table_options("t", m::non_strict),
                                              m::set_table_options("marked", m::non_strict)),
                                 m::migration("3", "back", m::set_table_options("t", m::strict)));
    REQUIRE_THROWS_AS((m::migrator{one.db, back}.migrate()), lithe::migration_error);
    REQUIRE(one.rows("SELECT x FROM t WHERE id = 1") == "text");
}

TEST_CASE("the order of columns") {
    file one;
    one.run(m::reorder("t", "number", "code"));
    REQUIRE(one.rows("SELECT group_concat(name, ' ') FROM pragma_table_info('t')") ==
            "number code id x");
    REQUIRE(one.rows("SELECT * FROM t ORDER BY id") == "70|seven|7|NULL\n5|eight|8|2\n90|nine|9|1");
    auto const history =
        m::history(init, m::migration("2", "next", m::reorder("t", "number", "code")));
    auto const plan = m::migrator{one.db, history}.plan();
    REQUIRE(plan.empty());
    file two;
    REQUIRE(m::migrator{two.db, history}.plan().risk() == m::risk::rewrites);
}

TEST_CASE("what a step on a whole table may not say") {
    REQUIRE(fault_of(m::set_primary_key("t", "x")) == fault::nullable_key);
    REQUIRE(fault_of(m::set_primary_key("t", "y")) == fault::no_column);
    REQUIRE(fault_of(m::set_primary_key("t")) == fault::no_columns);
    REQUIRE(fault_of(m::set_primary_key("t", "code", "code")) == fault::column_exists);
    auto const child = m::create_table("c", number.references("t", "id"));
    REQUIRE(fault_of(child, m::set_primary_key("t", "code")) == fault::key_in_use);
    REQUIRE(fault_of(child, m::add_constraint("t", m::unique("id")),
                     m::set_primary_key("t", "code")) == fault::none);
    REQUIRE(fault_of(child, m::create_unique_index("u", "t", "id"),
                     m::set_primary_key("t", "code")) == fault::none);
    REQUIRE(fault_of(m::reorder("t", "x", "x")) == fault::column_exists);
    REQUIRE(fault_of(m::reorder("t", "y")) == fault::no_column);
    REQUIRE(fault_of(m::set_table_options("marked", m::without_rowid)) == fault::automatic_key);
    REQUIRE(fault_of(m::create_table("k", code), m::set_table_options("k", m::without_rowid)) ==
            fault::without_key);
    // SQLite assigns a rowid itself.
    auto const key = m::column<int>("k").default_value(7);
    REQUIRE(fault_of(m::create_table("k", key.primary_key())) == fault::key_default);
    REQUIRE(fault_of(m::create_table("k", key, m::primary_key("k"))) == fault::key_default);
    REQUIRE(fault_of(m::create_table("k", key.primary_key(), m::without_rowid)) == fault::none);
    REQUIRE(fault_of(m::create_table("k", key.primary_key(), m::without_rowid),
                     m::set_table_options("k", m::with_rowid)) == fault::key_default);
    REQUIRE(fault_of(m::create_table("k", key), m::set_primary_key("k", "k")) ==
            fault::key_default);
    REQUIRE(fault_of(m::alter_column("t", "id", m::set_default(7))) == fault::key_default);
}
