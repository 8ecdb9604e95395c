// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <iostream>

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
