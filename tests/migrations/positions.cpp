// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/positions.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

constexpr auto t = m::create_table("t", m::column<std::string>("a"), m::column<std::string>("b"));

constexpr auto log = m::create_table("log", m::column<std::string>("x"));

// Runs steps behind `first`, with a row. Returns: why they were refused; empty when they ran.
template <class First, class... Steps>
std::string refused(lithe::connection& db, First const& first, Steps const&... steps) {
    auto const history =
        m::history(m::migration("1", "init", t, log, first), m::migration("2", "next", steps...));
    m::migrator migrator{db, history, {.to = "1"}};
    migrator.migrate();
    db.execute_script("INSERT INTO t VALUES ('a1', 'b1')");
    std::string const before = support::everything(db);
    try {
        m::migrator{db, history}.migrate();
    } catch (lithe::migration_error const& thrown) {
        REQUIRE(support::everything(db) == before);
        return thrown.what();
    }
    return {};
}

constexpr auto drop_a = m::drop_column("t", "a", m::lossy("test"));
constexpr auto add_c = m::add_column("t", m::column<std::optional<std::string>>("c"));
constexpr auto all = m::create_view("v", "SELECT * FROM t", m::columns("p", "q"));

}  // namespace

TEST_CASE("what goes by the position of a table's columns is known by its text") {
    for (char const* const text :
         {"CREATE VIEW v AS SELECT * FROM t", "CREATE VIEW v AS SELECT 1, * FROM main.\"T\"",
          "CREATE VIEW v AS SELECT x.* FROM u, t AS x", "CREATE VIEW v AS SELECT x.* FROM [t] x",
          "CREATE VIEW v AS SELECT t.* FROM u, t", "CREATE VIEW v AS SELECT 1 WHERE (1, 2) IN t",
          "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t VALUES (1, 2); END",
          "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO main.t AS x SELECT 1, 2; END",
          "CREATE TRIGGER g AFTER INSERT ON u BEGIN REPLACE INTO t SELECT 1, 2; END"})
        REQUIRE(detail::goes_by_position(text, "t"));
    for (char const* const text :
         {"CREATE VIEW v AS SELECT * FROM u", "CREATE VIEW v AS SELECT u.*, t.a FROM u, t",
          "CREATE VIEW v AS SELECT a * 2, count(*) FROM t", "CREATE VIEW t AS SELECT a FROM u",
          "CREATE VIEW v AS SELECT a FROM u WHERE EXISTS (SELECT * FROM t)",
          "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO u VALUES (new.a); END",
          "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t (a, b) VALUES (1, 2); END"})
        REQUIRE_FALSE(detail::goes_by_position(text, "t"));
}

TEST_CASE("columns do not move under what goes by their position") {
    auto const is_refused = [](auto const&... steps) {
        lithe::connection db(":memory:");
        return refused(db, steps...).find("goes by the position") != std::string::npos;
    };
    REQUIRE(is_refused(all, m::reorder("t", "b")));
    REQUIRE(is_refused(all, drop_a, add_c));
    REQUIRE(is_refused(m::create_view("v", "SELECT * FROM t"), drop_a, add_c));
    auto const trigger =
        m::create_trigger("g", "AFTER INSERT ON log BEGIN INSERT INTO t VALUES (new.x, 'k'); END");
    REQUIRE(is_refused(trigger, m::reorder("t", "b")));
    lithe::connection db(":memory:");
    REQUIRE(refused(db, all, m::drop_view("v"), drop_a, m::create_view("v", "SELECT * FROM t"),
                    m::alter_column("t", "b", m::set_default("x")))
                .empty());
    REQUIRE(support::rows(db, "SELECT * FROM v") == "b1");
}

TEST_CASE("a rebuild keeps the order that the file has") {
    lithe::connection db(":memory:");
    auto const first = m::history(m::migration("1", "init", t, all));
    db.execute_script(
        "CREATE TABLE t (b TEXT NOT NULL, a TEXT NOT NULL) STRICT; "
        "CREATE VIEW v (p, q) AS SELECT * FROM t; INSERT INTO t VALUES ('b1', 'a1')");
    m::migrator{db, first}.adopt_baseline("1");
    auto const filled = m::alter_column("t", "a", m::set_default("x"));
    auto const more = m::add_column("t", m::column<std::string>("c"), m::fill("c1"));
    auto const next = m::history(m::migration("1", "init", t, all), m::migration("2", "x", filled));
    m::migrator{db, next}.migrate();
    REQUIRE(support::rows(db, "SELECT p, q FROM v") == "b1|a1");
    auto const last = m::history(m::migration("1", "init", t, all), m::migration("2", "x", filled),
                                 m::migration("3", "y", m::drop_view("v"), more),
                                 m::migration("4", "z", m::reorder("t", "c")));
    m::migrator{db, last, {.to = "3"}}.migrate();
    REQUIRE(support::rows(db, "SELECT * FROM t") == "b1|a1|c1");
    m::migrator{db, last}.migrate();
    REQUIRE(support::rows(db, "SELECT * FROM t") == "c1|a1|b1");
}
