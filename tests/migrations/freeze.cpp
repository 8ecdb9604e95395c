// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/freeze.hpp>

#include <lithe/migrations/produces.hpp>
#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <sstream>
#include <string>

namespace {

namespace m = lithe::migrations;
using lithe::col;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;
    double height = 0;

    static constexpr auto schema() {
        return lithe::table(
            "people", lithe::primary_key<&Person::id>.autoincrement(),
            lithe::unique<&Person::email>.named("one"), lithe::default_value<&Person::age>(-1),
            lithe::default_value<&Person::name>("it's"), lithe::default_value<&Person::height>(1.5),
            lithe::collate<&Person::name>(lithe::nocase), lithe::check(col<&Person::age> >= -1),
            lithe::index<&Person::name, &Person::age>.desc<&Person::age>());
    }
};
struct Pet {
    std::int64_t owner = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("pets", lithe::primary_key<&Pet::owner, &Pet::name>, lithe::without_rowid,
                            lithe::foreign_key<&Pet::owner>.references<&Person::id>().on_delete(lithe::cascade).on_update(lithe::restrict_).deferrable());
    }
};

}  // namespace

// What is printed is pasted here, and produces what it was printed from.
TEST_CASE("today's descriptors as literals") {
    std::ostringstream out;
    m::freeze<Person>(out);
    REQUIRE(out.str() == R"text(m::create_table("people",
    m::column<std::int64_t>("id").primary_key().autoincrement(),
    m::column<std::string>("name").default_value("it's").collate(lithe::nocase),
    m::column<std::optional<std::string>>("email"),
    m::column<std::int64_t>("age").default_value(-1),
    m::column<double>("height").default_value(m::sql<double>("1.5")),
    m::unique("email").named("one"),
    m::check(m::sql<bool>("\"age\" >= -1"))),
m::create_index("people_name_age_idx", "people", "name", m::desc("age"))
)text");
    static constexpr auto history = m::history(m::migration(
        "1", "frozen",
        m::create_table("people", m::column<std::int64_t>("id").primary_key().autoincrement(),
                        m::column<std::string>("name").default_value("it's").collate(lithe::nocase),
                        m::column<std::optional<std::string>>("email"),
                        m::column<std::int64_t>("age").default_value(-1),
                        m::column<double>("height").default_value(m::sql<double>("1.5")),
                        m::unique("email").named("one"), m::check(m::sql<bool>("\"age\" >= -1"))),
        m::create_index("people_name_age_idx", "people", "name", m::desc("age"))));
    static_assert(m::produces<history, Person>);

    std::ostringstream pet;
    m::freeze<Pet>(pet);
    REQUIRE(pet.str() == R"text(m::create_table("pets",
    m::column<std::int64_t>("owner"),
    m::column<std::string>("name"),
    m::primary_key("owner", "name"),
    m::foreign_key("owner").references("people", "id").on_delete(lithe::cascade).on_update(lithe::restrict_).deferrable(),
    m::without_rowid)
)text");
}
