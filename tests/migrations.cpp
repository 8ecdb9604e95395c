// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"

#include <iostream>
#include <thread>

namespace {

namespace m = lithe::migrations;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>);
    }
};

constexpr auto history =
    m::history(m::migration("20260101000000", "init",
                            m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                                            m::column<std::string>("name"))));
static_assert(m::produces<history, Person>);

}  // namespace

TEST_CASE("migrations.hpp alone has what a program with a connection needs") {
    lithe::connection db(":memory:");
    m::migrator{db, history}.migrate();
    REQUIRE(db.insert(Person{.name = "Ada"}) == 1);
}

TEST_CASE("a database migrates on its writer, while readers keep their snapshots") {
    auto db = lithe::database::in_memory();
    m::migrator migrator{db, history};
    migrator.migrate();
    db.insert(Person{.name = "Ada"});
    constexpr auto more = m::history(
        history,
        m::migration("20260201000000", "rank",
                     m::add_column("people", m::column<int>("rank"), m::fill(7)),
                     m::add_column("people", m::column<std::optional<std::string>>("note"))));
    m::migrator next{db, more};
    db.read([&](lithe::reader& before) {
        REQUIRE(before.fetch_all(lithe::from<Person>()).size() == 1);
        std::thread([&] { REQUIRE(next.migrate().copied_rows == 1); }).join();
        REQUIRE(before.fetch_all(lithe::from<Person>()).size() == 1);
        REQUIRE_THROWS_AS(
            before.fetch_one(lithe::sql_text("SELECT rank FROM people").as<std::int64_t>()),
            lithe::error);
    });
    REQUIRE(db.fetch_all(lithe::from<Person>()).size() == 1);
    REQUIRE(next.status().up_to_date());
    REQUIRE(next.verify().ok());
    // Settings are as before: the writer still checks foreign keys.
    REQUIRE(db.write([](lithe::transaction& tx) {
        return lithe::migrations::detail::pragma_number(tx.native_handle(), "foreign_keys");
    }) == 1);
}
