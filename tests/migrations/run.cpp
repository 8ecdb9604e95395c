// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/run.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>

namespace {

namespace m = lithe::migrations;

constexpr auto first = m::migration(
    "1", "init",
    m::create_table("user", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("name"), m::column<std::optional<int>>("born")));
struct Named {
    std::int64_t id = 0;
    std::string name{};
};
constexpr auto renamed = m::run("r1", [](m::context& file) {
    for (auto const& user : file.fetch_all<Named>("SELECT id, name FROM user WHERE id > ?1", 1))
        file.execute("UPDATE user SET name = ?1 WHERE id = ?2", user.name + '!', user.id);
});

// A file with three users; runs `step` on it.
struct fixture {
    fixture() {
        m::migrator{db, m::history(first)}.migrate();
        db.execute_script("INSERT INTO user VALUES (1, 'a', NULL), (2, 'b', 7), (3, 'c', 8)");
    }
    template <class Step>
    void run(Step const& step) {
        m::migrator{db, m::history(first, m::migration("2", "run", step))}.migrate();
    }
    lithe::connection db{":memory:"};
};

}  // namespace

TEST_CASE("run: what the function does is the step") {
    fixture file;
    m::migrator migrator{file.db, m::history(first, m::migration("2", "run", renamed))};
    auto const plan = migrator.plan();
    REQUIRE(plan.migrations[0].steps[0].what == "run r1");
    REQUIRE(plan.migrations[0].steps[0].how == m::strategy::code);
    REQUIRE(plan.risk() == m::risk::opaque);
    std::string const before = support::everything(file.db);
    migrator.rehearse();
    REQUIRE(support::everything(file.db) == before);
    migrator.migrate();
    REQUIRE(support::rows(file.db, "SELECT * FROM user") == "1|a|NULL\n2|b!|7\n3|c!|8");
    REQUIRE_THROWS_WITH(migrator.rollback(), Catch::Contains("has no inverse"));
    m::migrator careful{
        file.db,
        m::history(first, m::migration("2", "run", renamed), m::migration("3", "again", renamed)),
        {.max_risk = m::risk::lossy}};
    REQUIRE_THROWS_WITH(careful.migrate(), Catch::Contains("opaque"));
}

TEST_CASE("run: a statement that failed undoes the migration, caught or not") {
    fixture file;
    std::string const before = support::everything(file.db);
    REQUIRE_THROWS_WITH(file.run(m::run("r1",
                                        [](m::context& open) {
                                            open.execute("UPDATE user SET name = 'x'");
                                            try {
                                                open.execute("UPDATE user SET id = 1");
                                            } catch (lithe::constraint_error const&) {
                                                open.execute("UPDATE user SET name = 'y'");
                                            }
                                        })),
                        Catch::Contains("a statement failed in m::run(), which undoes"));
    REQUIRE(support::everything(file.db) == before);
    REQUIRE_THROWS_AS(file.run(m::run("r1",
                                      [](m::context& open) {
                                          open.execute("UPDATE user SET name = 'x'");
                                          throw std::runtime_error("no");
                                      })),
                      std::runtime_error);
    REQUIRE(support::everything(file.db) == before);
    REQUIRE_THROWS_WITH(
        file.run(m::run("r1",
                        [](m::context& open) {
                            static_cast<void>(open.fetch_all<int>("SELECT name FROM user"));
                        })),
        Catch::Contains("its type is TEXT"));
    REQUIRE_THROWS_WITH(file.run(m::run("r1",
                                        [](m::context& open) {
                                            static_cast<void>(open.fetch_all<std::tuple<int, int>>(
                                                "SELECT id, born FROM user"));
                                        })),
                        Catch::Contains("m::run(): a value is NULL instead of"));
    REQUIRE(support::everything(file.db) == before);
}

TEST_CASE("run: what it may not do") {
    fixture file;
    std::string const before = support::everything(file.db);
    auto const refused = [&](auto const& step, char const* why) {
        REQUIRE_THROWS_WITH(file.run(step), Catch::Contains(why));
        REQUIRE(support::everything(file.db) == before);
    };
    refused(m::run("r1", [](m::context& open) { open.execute("SAVEPOINT a"); }), "BEGIN, COMMIT");
    refused(m::run("r1", [](m::context& open) { open.execute("COMMIT"); }), "BEGIN, COMMIT");
    refused(m::run("r1", [](m::context& open) { open.execute("PRAGMA foreign_keys=ON"); }),
            "PRAGMA that sets");
    refused(m::run("r1", [](m::context& open) { open.execute("DELETE FROM user"); }),
            "m::run() may not use DELETE without m::lossy()");
    refused(
        m::run("r1", [](m::context& open) { open.execute("REPLACE INTO user VALUES (1, '', 1)"); }),
        "m::lossy()");
    refused(m::run("r1",
                   [](m::context& open) {
                       try {
                           open.execute("DROP TABLE user");
                       } catch (lithe::error const&) {
                           open.execute("UPDATE user SET name = 'x'");
                       }
                   }),
            "a statement failed");
    refused(m::run("r1",
                   [](m::context& open) {
                       try {
                           open.execute("DROP TABLE user");
                       } catch (lithe::error const&) {
                           throw lithe::error("no such customer");
                       }
                   }),
            "no such customer");
    refused(m::run("r1", [](m::context& open) { open.execute("CREATE TABLE t (a)"); }),
            "of which the history says nothing");
    refused(m::run(
                "r1", [](m::context&) {}, m::effects(m::drop_table("user", m::lossy("x")))),
            "it leaves table user");
}

TEST_CASE("run: with effects and lossy it changes the schema and deletes") {
    fixture file;
    constexpr auto changed = m::run(
        "r1",
        [](m::context& open) {
            open.execute("DELETE FROM user WHERE id = 2");
            open.execute("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY) STRICT");
        },
        m::effects(m::create_table("t", m::column<std::int64_t>("id").primary_key())),
        m::lossy("gone"));
    file.run(changed);
    REQUIRE(support::rows(file.db, "SELECT id FROM user") == "1\n3");
    REQUIRE(support::rows(file.db, "SELECT count(*) FROM t") == "0");
}

TEST_CASE("run: the digest has the revision, and not the code") {
    auto const of = [](auto const& step) {
        return std::string(m::digest(m::migration("1", "a", step)).view());
    };
    CHECK(of(renamed) == of(m::run("r1", [](m::context&) {})));
    CHECK(of(renamed) != of(m::run("r2", [](m::context&) {})));
    CHECK(of(renamed) != of(m::run("r1", [](m::context&) {}, m::lossy("x"))));
    CHECK(of(renamed) == "v1:0f2fbedb740f7e8df57c7f3e6582f81d9611060705c5d863b8392eddb06d7425");
}
