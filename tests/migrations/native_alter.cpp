// SPDX-License-Identifier: BSL-1.0
//
// Of a SQLite before 3.53 only what is planned; what it does there is the rebuild of other tests.
#include <lithe/migrations/native_alter.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

constexpr auto init =
    m::migration("1", "init",
                 m::create_table("t", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::optional<std::string>>("a"),
                                 m::column<std::optional<int>>("b").default_value(7).unique()),
                 m::create_table("e", m::column<std::optional<std::string>>("a"), m::without_rowid,
                                 m::column<int>("k").primary_key()));
constexpr auto native = m::migration(
    "2", "native", m::alter_column("t", "a", m::set_not_null(m::fill(m::lit("none")))),
    m::alter_column("e", "a", m::set_not_null(m::fill("?"))),
    m::alter_column("e", "a", m::drop_not_null),
    m::add_constraint("t", m::check(m::ref<std::optional<int>>("b") > 0).named("positive")),
    m::add_constraint("t", m::check(m::ref<std::int64_t>("id") < 1000)),
    m::add_constraint("e", m::check(m::ref<int>("k") > 0).named("gone")),
    m::drop_constraint("e", m::check(m::ref<int>("k") > 0).named("gone")));

void seed(lithe::connection& db) {
    m::migrator{db, m::history(init)}.migrate();
    db.execute_script(
        "INSERT INTO t VALUES (1, 'x', 2), (5, NULL, NULL); INSERT INTO e VALUES ('y', 1), "
        "(NULL, 2)");
}
bool is_native() {
    return sqlite3_libversion_number() >= detail::native_alter_since;
}

}  // namespace

TEST_CASE("NOT NULL and CHECK end in the same, by ALTER or by a rebuild") {
    lithe::connection db(":memory:");
    seed(db);
    m::migrator migrator{db, m::history(init, native)};
    m::plan const shown = migrator.plan();
    for (m::planned_step const& step : shown.migrations[0].steps)
        REQUIRE((step.how == m::strategy::native) == is_native());
    REQUIRE((migrator.migrate().copied_rows == 0) == is_native());
    REQUIRE(migrator.verify().ok());
    REQUIRE(support::rows(db, "SELECT * FROM t") == "1|x|2\n5|none|NULL");
    REQUIRE(support::rows(db, "SELECT a, k FROM e") == "y|1\n?|2");
    REQUIRE_THROWS_AS(db.execute_script("INSERT INTO t VALUES (7, NULL, 1)"),
                      lithe::constraint_error);
    REQUIRE_THROWS_AS(db.execute_script("INSERT INTO t VALUES (7, 'x', -1)"),
                      lithe::constraint_error);
    // The words that a rebuild makes of it are the model's, too.
    m::migrator after{db, m::history(init, native, m::migration("3", "r", m::reorder("t", "b")))};
    REQUIRE(after.migrate().copied_rows == 2);
}

TEST_CASE("rows that are in the way of a CHECK are counted") {
    lithe::connection db(":memory:");
    seed(db);
    std::string const before = support::everything(db);
    m::migrator migrator{
        db, m::history(init, m::migration("2", "x",
                                          m::add_constraint(
                                              "t", m::check(m::ref<std::int64_t>("id") > 1))))};
    REQUIRE_THROWS_WITH(migrator.migrate(),
                        Catch::Matchers::Contains(is_native() ? "rows of t break CHECK"
                                                              : "CHECK constraint failed"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("what is left to a rebuild: triggers that would hear, keys, other changes") {
    auto const planned = [](auto const& first, auto const& step) {
        detail::replayer state;
        auto const before = detail::load(m::history(m::migration("1", "x", first)));
        detail::replay(state, before.all());
        auto const loaded = detail::load(m::history(m::migration("2", "y", step)));
        detail::planner work(state, detail::native_alter_since);
        REQUIRE(work.plan(loaded.records[0]));
        return work.steps[0].how;
    };
    constexpr auto table =
        m::create_table("t", m::column<int>("k").primary_key(), m::column<std::optional<int>>("a"));
    constexpr auto step = m::alter_column("t", "a", m::set_not_null(m::fill(0)));
    REQUIRE(planned(table, step) == m::strategy::native);
    REQUIRE(planned(table, m::alter_column("t", "a", m::set_not_null(m::fill(0)),
                                           m::set_default(1))) == m::strategy::rebuild);
    REQUIRE(planned(table, m::alter_column("t", "a", m::set_default(1))) == m::strategy::rebuild);
    REQUIRE(planned(table, m::alter_column("t", "a",
                                           m::set_not_null(m::fill(m::sql<int>(
                                               "(SELECT count(*) FROM t WHERE a IS NULL)"))))) ==
            m::strategy::rebuild);
    REQUIRE(planned(table, m::add_constraint("t", m::unique("a"))) == m::strategy::rebuild);
    detail::replayer state;
    auto const heard = detail::load(m::history(m::migration(
        "1", "x", table, m::create_trigger("g", "AFTER UPDATE ON t BEGIN SELECT 1; END"), step)));
    detail::planner work(state, detail::native_alter_since);
    REQUIRE(work.plan(heard.records[0]));
    REQUIRE(work.steps[2].how == m::strategy::rebuild);
}
