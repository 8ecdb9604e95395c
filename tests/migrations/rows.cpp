// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/rows.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto init = m::history(m::migration(
    "1", "init",
    m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("name"), m::column<std::optional<std::string>>("email"),
                    m::column<int>("age").default_value(30)),
    m::create_table("pets", m::column<std::int64_t>("owner").references("people", "id"))));

// What the same statements by hand make of the same rows, and what the steps make of them.
struct twins {
    lithe::connection by_hand{":memory:"};
    lithe::connection by_steps{":memory:"};

    twins() {
        for (lithe::connection* const db : {&by_hand, &by_steps}) {
            m::migrator{*db, init}.migrate();
            db->execute_script(
                "INSERT INTO people VALUES (1, 'Ada', NULL, 36), (2, 'Bob', 'b', 7), "
                "(3, 'Cid', NULL, 90); INSERT INTO pets VALUES (1)");
        }
    }
    template <class... Steps>
    std::string run(std::string const& sql, Steps const&... steps) {
        by_hand.execute_script(sql);
        auto const history = m::history(init, m::migration("2", "next", steps...));
        std::string const before = support::everything(by_steps);
        try {
            m::migrator{by_steps, history}.migrate();
        } catch (lithe::migration_error const& thrown) {
            REQUIRE(support::everything(by_steps) == before);
            return thrown.what();
        }
        for (char const* const rows : {"SELECT * FROM people", "SELECT * FROM pets"})
            REQUIRE(support::rows(by_steps, rows) == support::rows(by_hand, rows));
        return {};
    }
};

constexpr auto age = m::ref<int>("age");
constexpr auto grown = m::where(age >= 18 && m::ref<std::string>("name") != "Ada");

}  // namespace

TEST_CASE("rows are changed, inserted and deleted as the same SQL by hand does") {
    REQUIRE(twins()
                .run("UPDATE people SET name = name || '!', age = age + 1 WHERE age >= 18 AND name "
                     "<> 'Ada'",
                     m::update_where("people", m::set("name", m::ref<std::string>("name") + "!"),
                                     m::set("age", age + 1), grown))
                .empty());
    REQUIRE(twins()
                .run("UPDATE people SET email = NULL",
                     m::update_where("people", m::set("email", m::null<std::string>())))
                .empty());
    REQUIRE(twins()
                .run("INSERT INTO people (name, email) VALUES ('it''s', NULL), ('Eve', 'e'); "
                     "INSERT INTO people (id, name, age) VALUES (-5, 'Fay', 1)",
                     m::insert_rows(
                         "people",
                         m::row(m::set("name", "it's"), m::set("email", m::null<std::string>())),
                         m::row(m::set("name", "Eve"), m::set("email", "e")),
                         m::row(m::set("id", -5), m::set("name", "Fay"), m::set("age", 1))))
                .empty());
    REQUIRE(twins()
                .run("DELETE FROM people WHERE age > 80",
                     m::delete_where("people", age > 80, m::lossy("too old")))
                .empty());
}

TEST_CASE("a plan counts the rows that a step changes") {
    twins two;
    auto const history = m::history(
        init, m::migration("2", "next", m::update_where("people", m::set("age", 1), grown),
                           m::delete_where("people", age > 5, m::lossy("test")),
                           m::insert_rows("pets", m::row(m::set("owner", 2)))));
    auto const plan = m::migrator{two.by_steps, history}.plan();
    REQUIRE(plan.migrations[0].steps[0].rows == 1);
    REQUIRE(plan.migrations[0].steps[1].rows == 3);
    REQUIRE(plan.migrations[0].steps[2].rows == 1);
    REQUIRE(plan.migrations[0].steps[1].risk == m::risk::lossy);
    REQUIRE(plan.migrations[0].steps[0].sql ==
            std::vector<std::string>{R"(UPDATE OR ABORT "people" SET "age" = 1 WHERE "age" >= 18 )"
                                     R"(AND "name" <> 'Ada')"});
    REQUIRE(plan.migrations[0].steps[2].sql ==
            std::vector<std::string>{R"(INSERT OR ABORT INTO "pets" ("owner") VALUES (2))"});
}

TEST_CASE("children are never deleted with their parents, nor left alone") {
    std::string const why = twins().run(
        "SELECT 1", m::delete_where("people", m::ref<std::string>("name") == "Ada", m::lossy("x")));
    REQUIRE(why.find("violates 1 foreign keys: pets rowid 1 -> people") != std::string::npos);
    REQUIRE_FALSE(
        twins().run("SELECT 1", m::insert_rows("pets", m::row(m::set("owner", 77)))).empty());
}

TEST_CASE("a condition on the rows that the migration wants") {
    REQUIRE(twins()
                .run("SELECT 1",
                     m::require("nobody is older than 80", "SELECT 1 FROM people WHERE age > 80"))
                .find("nobody is older than 80") != std::string::npos);
    REQUIRE(twins()
                .run("SELECT 1", m::require("ages", "SELECT 1 FROM people WHERE age > 90 -- all"))
                .empty());
}

TEST_CASE("what a step on rows may not say") {
    auto const fault_of = [](auto const& step) {
        auto const history = m::history(init, m::migration("2", "next", step));
        return support::fault_in(history);
    };
    using m::detail::fault;
    REQUIRE(fault_of(m::update_where("people", m::set("name", 5))) == fault::assigned_type);
    REQUIRE(fault_of(m::update_where("people", m::set("name", m::null<std::string>()))) ==
            fault::assigned_type);
    REQUIRE(fault_of(m::update_where("people", m::set("nam", "x"))) == fault::no_column);
    REQUIRE(fault_of(m::update_where("nobody", m::set("nam", "x"))) == fault::no_table);
    REQUIRE(fault_of(m::update_where("people", m::set("age", m::ref<int>("email")))) ==
            fault::ref_type);
    REQUIRE(fault_of(m::insert_rows("people", m::row(m::set("age", 5)))) == fault::row_incomplete);
    REQUIRE(fault_of(m::delete_where("people", m::ref<int>("ag") > 1, m::lossy("x"))) ==
            fault::no_column);
    REQUIRE(fault_of(m::insert_rows("people", m::row(m::set("name", "x")))) == fault::none);
}
