// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/produces.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
using lithe::col;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>.autoincrement(),
                            lithe::unique<&Person::email>, lithe::default_value<&Person::age>(0),
                            lithe::check(col<&Person::age> >= 0 && col<&Person::age> < 200),
                            lithe::index<&Person::name, &Person::age>.desc<&Person::age>());
    }
};
struct Pet {
    std::int64_t owner = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table(
            "pets", lithe::primary_key<&Pet::owner, &Pet::name>, lithe::without_rowid,
            lithe::foreign_key<&Pet::owner>.references<&Person::id>().on_delete(lithe::cascade));
    }
};
struct Plain {
    std::int64_t id = 0;
    double weight = 0;
};

constexpr auto age = m::ref<int>("age");
constexpr auto history = m::history(
    m::migration(
        "1", "people",
        m::create_table("persons", m::column<std::int64_t>("id").primary_key().autoincrement(),
                        m::column<std::string>("name"),
                        m::column<int>("age").default_value(0).check(age >= 0 && age < 200)),
        m::rename_table("persons", "people")),
    m::migration("2", "pets",
                 m::create_table(
                     "pets", m::column<std::int64_t>("owner"), m::column<std::string>("called"),
                     m::primary_key("owner", "called"), m::without_rowid,
                     m::foreign_key("owner").references("people", "id").on_delete(lithe::cascade)),
                 m::rename_column("pets", "called", "name")),
    m::migration("3", "the rest",
                 m::add_column("people", m::column<std::optional<std::string>>("email").unique()),
                 m::create_index("people_name_age_idx", "people", "name", m::desc("age")),
                 m::create_table("plain", m::column<std::int64_t>("id").primary_key(),
                                 m::column<double>("weight"))));
static_assert(m::produces<history, Person, Pet, Plain>);
static_assert(m::history_ok<history>);

template <class Entity, auto const& History>
constexpr m::detail::fault found = m::detail::entity_finding<History, Entity>.what;

constexpr auto without_default =
    m::history(m::migration("1", "a",
                            m::create_table("plain", m::column<std::int64_t>("id").primary_key(),
                                            m::column<double>("weight").default_value(1))));
static_assert(found<Plain, without_default> == m::detail::fault::column_differs);
static_assert(m::detail::kept(m::detail::entity_finding<without_default, Plain>.culprit) ==
              "plain.weight");

}  // namespace

TEST_CASE("a history says at compile time what it leaves") {
    m::detail::schema_model schema;
    m::detail::schema_reader(m::detail::packed_schema<history>()).read(schema);
    REQUIRE(schema.tables.size() == 3);
    REQUIRE(schema.indexes.size() == 1);
    REQUIRE(m::detail::create_table_text(*schema.table("pets"), "pets").view() ==
            lithe::create_table_sql<Pet>());
}
