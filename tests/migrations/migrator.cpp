// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/people_history.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>);
    }
};

using namespace support::people;

}  // namespace

TEST_CASE("the history of the front page") {
    lithe::connection db(":memory:");
    seed(db);
    m::migrator migrator{db, history};
    REQUIRE(migrator.plan().exit_code() == 2);
    REQUIRE(migrator.plan().risk() == m::risk::lossy);
    REQUIRE(migrator.plan().migrations[0].steps.back().rows == 2);
    auto const report = migrator.migrate();
    REQUIRE(report.versions == std::vector<std::string>{"20260201000000"});
    REQUIRE(report.copied_rows == 2);
    auto const people = db.fetch_all(lithe::from<Person>());
    REQUIRE(people.size() == 2);
    REQUIRE(people[0].name == "Ada Lovelace");
    REQUIRE(people[1].name == "Bob ");
    REQUIRE(support::rows(db, "SELECT * FROM pets") == "1|7\n2|9");
    REQUIRE(migrator.plan().exit_code() == 0);
    REQUIRE(migrator.migrate().versions.empty());
    REQUIRE(migrator.status().up_to_date());
    REQUIRE(migrator.verify().ok());
}

TEST_CASE("a plan and a rehearsal change nothing") {
    lithe::connection db(":memory:");
    m::migrator migrator{db, history};
    REQUIRE(migrator.plan().migrations.size() == 2);
    REQUIRE(migrator.rehearse().versions.size() == 2);
    REQUIRE(support::rows(db, "SELECT count(*) FROM sqlite_schema") == "0");
    seed(db);
    std::string const before = support::everything(db);
    REQUIRE(migrator.rehearse().copied_rows == 2);
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("two keys: the author's acknowledgement and the operator's limit") {
    lithe::connection db(":memory:");
    seed(db);
    std::string const before = support::everything(db);
    m::migrator careful{db, history, {.max_risk = m::risk::rewrites}};
    REQUIRE(careful.plan().exit_code() == 3);
    REQUIRE_THROWS_WITH(
        careful.migrate(),
        Catch::Matchers::Contains("20260201000000 is lossy, options.max_risk allows rewrites"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("a change that nobody wrote down is noticed") {
    lithe::connection db(":memory:");
    seed(db);
    db.execute_script("ALTER TABLE people ADD COLUMN surprise TEXT");
    m::migrator migrator{db, history};
    REQUIRE_FALSE(migrator.verify().ok());
    REQUIRE(migrator.verify().differences[0].find("table people is CREATE TABLE") == 0);
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("drift"));
    // Even if drift is to be let pass, a table is not rebuilt without the column nobody told of.
    m::migrator lenient{db, history, {.on_drift = m::drift::report}};
    REQUIRE_THROWS_WITH(lenient.migrate(),
                        Catch::Matchers::Contains("is not what the history says"));
    // Where there is nothing to do, a program starts.
    REQUIRE(m::migrator(db, first).migrate().versions.empty());
}

TEST_CASE("taking over a file that was made otherwise") {
    lithe::connection db(":memory:");
    db.create_tables<Person>();
    db.execute_script(
        "CREATE TABLE pets (id integer primary key, owner INTEGER NOT NULL REFERENCES "
        "people(id) ON DELETE CASCADE) STRICT; CREATE TABLE alembic_version (version_num)");
    m::migrator migrator{db, history};
    REQUIRE(migrator.status().other_tool == "Alembic");
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("has a history of Alembic"));
    REQUIRE_THROWS_WITH(migrator.adopt_baseline("20260101000000"),
                        Catch::Matchers::Contains("table people is"));
    migrator.adopt_baseline("20260201000000");
    REQUIRE(migrator.status().up_to_date());
    REQUIRE(migrator.verify().ok());
    REQUIRE_THROWS_AS(migrator.adopt_baseline("20260201000000"), lithe::migration_error);
}

TEST_CASE("what dbmate applied counts as applied") {
    lithe::connection db(":memory:");
    seed(db);
    db.execute_script("DROP TABLE _schema_migrations_info");
    m::migrator migrator{db, history};
    REQUIRE(migrator.status().external == std::vector<std::string>{"20260101000000"});
    migrator.migrate();
    REQUIRE(migrator.status().up_to_date());
}

TEST_CASE("a history that contradicts itself, and a connection inside a transaction, are refused") {
    lithe::connection db(":memory:");
    auto const wrong = m::history(m::migration("1", "a", m::drop_index("i")));
    REQUIRE_THROWS_AS((m::migrator{db, wrong}), lithe::migration_error);
    db.execute_script("BEGIN");
    REQUIRE_THROWS_AS((m::migrator{db, history}).migrate(), lithe::migration_error);
    REQUIRE_THROWS_AS((m::migrator{db, history, {.busy_timeout = std::chrono::seconds(-1)}}),
                      std::invalid_argument);
}

TEST_CASE("the prepared statements of a program see the new table") {
    lithe::connection db(":memory:");
    m::migrator{db, history}.migrate();
    db.insert(Person{.name = "Ada"});
    REQUIRE(db.fetch_all(lithe::from<Person>()).size() == 1);
    constexpr auto more = m::history(
        history, m::migration("20260401000000", "score",
                              m::add_column("people", m::column<int>("score").default_value(0)),
                              m::alter_column("people", "name", m::set_collate(lithe::nocase))));
    m::migrator{db, more}.migrate();
    REQUIRE(db.fetch_all(lithe::from<Person>().where(lithe::col<&Person::name> == "ADA")).size() ==
            1);
}

namespace {

// Two branches, merged: 20 was written before 30, and comes to the file after it.
constexpr auto start = m::migration(
    "10", "start",
    m::create_table("t", m::column<std::int64_t>("id").primary_key(), m::column<std::string>("a")));
constexpr auto ours =
    m::migration("30", "ours", m::add_column("t", m::column<std::optional<std::string>>("c")));
constexpr auto unmerged = m::history(start, ours);
constexpr auto merged = m::history(
    start, m::migration("20", "theirs", m::add_column("t", m::column<int>("b").default_value(1))),
    ours, m::migration("40", "both", m::reorder("t", "c", "b")));

}  // namespace

TEST_CASE("what is older than what is applied: refused, run or left out") {
    lithe::connection db(":memory:");
    m::migrator{db, unmerged}.migrate();
    db.execute_script("INSERT INTO t (a) VALUES ('x')");
    REQUIRE_THROWS_WITH((m::migrator{db, merged}.migrate()),
                        Catch::Matchers::Contains("20 is older than 30"));
    m::migrator leaves{db, merged, {.to = "30", .order = m::out_of_order::skip_and_report}};
    REQUIRE(leaves.plan().exit_code() == 0);
    REQUIRE(leaves.migrate().versions.empty());
    REQUIRE(leaves.migrate().skipped == std::vector<std::string>{"20"});
    REQUIRE(leaves.status().out_of_order == std::vector<std::string>{"20"});

    m::migrator runs{db, merged, {.order = m::out_of_order::run}};
    REQUIRE(runs.migrate().versions == std::vector<std::string>{"20", "40"});
    REQUIRE(runs.status().up_to_date());
    REQUIRE(runs.verify().ok());
    REQUIRE(support::rows(db, "SELECT a, b, c FROM t") == "x|1|NULL");
    REQUIRE(runs.rollback().versions == std::vector<std::string>{"40"});
    REQUIRE(runs.verify().ok());
    REQUIRE(runs.migrate().versions == std::vector<std::string>{"40"});
}

TEST_CASE("an order that ends elsewhere is refused") {
    lithe::connection db(":memory:");
    m::migrator{db, unmerged}.migrate();
    auto const clash = m::history(
        start,
        m::migration("20", "theirs", m::add_column("t", m::column<int>("b").default_value(1)),
                     m::rename_table("t", "u"),
                     m::create_table("t", m::column<std::int64_t>("id").primary_key())),
        ours);
    std::string const before = support::everything(db);
    m::migrator migrator{db, clash, {.order = m::out_of_order::run}};
    REQUIRE(migrator.plan().exit_code() == 3);
    REQUIRE_THROWS_WITH(migrator.migrate(), Catch::Matchers::Contains("order of the versions"));
    REQUIRE(support::everything(db) == before);
    auto const unfit =
        m::history(start,
                   m::migration("20", "theirs", m::rename_column("t", "a", "c"),
                                m::rename_column("t", "c", "a"),
                                m::add_column("t", m::column<int>("c").default_value(1)),
                                m::drop_column("t", "c", m::lossy("x"))),
                   ours);
    REQUIRE_THROWS_WITH((m::migrator{db, unfit, {.order = m::out_of_order::run}}.migrate()),
                        Catch::Matchers::Contains("order of the versions"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("what a collation throws undoes the migration and is told") {
    lithe::connection db(":memory:");
    db.create_collation(lithe::collation{"fails"}, [](auto, auto) -> int { throw 1; });
    seed(db);
    std::string const before = support::everything(db);
    auto const compared = m::history(
        first, m::migration("20260301000000", "raw",
                            m::raw("UPDATE people SET first = 'y' WHERE 'a' = 'b' COLLATE fails"))
                   .irreversible("a test"));
    REQUIRE_THROWS_WITH((m::migrator{db, compared}.migrate()),
                        Catch::Matchers::Contains("collation fails: an exception"));
    REQUIRE(support::everything(db) == before);
    m::migrator{db, history}.migrate();
}
