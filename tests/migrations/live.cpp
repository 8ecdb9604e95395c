// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/live.hpp>

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

struct City {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("cities", lithe::primary_key<&City::id>); }
};
struct Person {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;
    double height = 0;
    std::optional<std::int64_t> city{};

    static constexpr auto schema() {
        return lithe::table(
            "people", lithe::primary_key<&Person::id>.autoincrement(),
            lithe::unique<&Person::email>, lithe::default_value<&Person::age>(-7),
            lithe::default_value<&Person::name>("it's"), lithe::default_value<&Person::height>(1.5),
            lithe::collate<&Person::name>(lithe::nocase), lithe::check(col<&Person::age> >= -7),
            lithe::unique<&Person::name, &Person::age>.named("both"),
            lithe::check(col<&Person::age> < col<&Person::height> * 100),
            lithe::foreign_key<&Person::city>.references<&City::id>().on_delete(lithe::set_null),
            lithe::index<&Person::name, &Person::age>.desc<&Person::age>().where(col<&Person::age> >
                                                                                 7),
            lithe::index<&Person::email>.unique());
    }
};

// What freeze() prints of them, pasted.
constexpr auto people =
    m::create_table("people", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").default_value("it's").collate(lithe::nocase),
                    m::column<std::optional<std::string>>("email"),
                    m::column<std::int64_t>("age").default_value(-7),
                    m::column<double>("height").default_value(m::sql<double>("1.5")),
                    m::column<std::optional<std::int64_t>>("city"), m::unique("email"),
                    m::unique("name", "age").named("both"),
                    m::foreign_key("city").references("cities", "id").on_delete(lithe::set_null),
                    m::check(m::sql<bool>("\"age\" >= -7")),
                    m::check(m::sql<bool>("\"age\" < \"height\" * 100.0")));
constexpr auto by_name = m::create_index("people_name_age_idx", "people", "name", m::desc("age"),
                                         m::where(m::sql<bool>("\"age\" > 7")));
constexpr auto by_email = m::create_unique_index("people_email_idx", "people", "email");
constexpr auto cities = m::create_table("cities", m::column<std::int64_t>("id").primary_key());

constexpr auto literal = m::migration("1", "all", cities, people, by_name, by_email);
constexpr auto live = m::migration("1", "all", m::create_table<City>(), m::create_table<Person>());
constexpr auto pin = m::digest(literal);
static_assert(m::digest(live).view() == pin.view());

constexpr auto drafted = m::history(m::draft(live));
static_assert(m::produces<drafted, Person, City>);
constexpr auto pinned = m::history(m::frozen(pin.view(), live));
static_assert(m::produces<pinned, City, Person>);

constexpr auto bare = m::history(live);
static_assert(m::detail::finding_of<bare>.what == m::detail::fault::live_form);
constexpr auto edited = m::history(m::frozen("v1:0", live));
static_assert(m::detail::finding_of<edited>.what == m::detail::fault::edited);

// Inside .down(…) and m::effects(…) as anywhere: of the literals' digest, and of a draft or a pin.
constexpr auto undone = m::migration("1", "no cities", m::drop_table("cities", m::if_empty));
constexpr auto live_down = undone.down(m::create_table<City>());
static_assert(m::digest(live_down).view() == m::digest(undone.down(cities)).view());
static_assert(m::digest(undone.down(m::raw("x", m::effects(m::create_table<City>())))).view() ==
              m::digest(undone.down(m::raw("x", m::effects(cities)))).view());
constexpr auto live_effects =
    m::migration("1", "raw", m::raw("CREATE TABLE …", m::effects(m::create_table<City>())));
constexpr auto literal_effects =
    m::migration("1", "raw", m::raw("CREATE TABLE …", m::effects(cities)));
constexpr auto effects_pin = m::digest(literal_effects);
static_assert(m::digest(live_effects).view() == effects_pin.view());
constexpr auto bare_effects = m::history(live_effects);
static_assert(m::detail::finding_of<bare_effects>.what == m::detail::fault::live_form);
constexpr auto bare_down = m::history(
    m::migration("1", "a", cities),
    m::migration("2", "b", m::drop_table("cities", m::if_empty)).down(m::create_table<City>()));
static_assert(m::detail::finding_of<bare_down>.what == m::detail::fault::live_form);
constexpr auto pinned_effects = m::history(m::frozen(effects_pin.view(), live_effects));
static_assert(m::produces<pinned_effects, City>);

// Columns of a table that has some.
constexpr auto added = m::history(m::draft(m::migration(
    "1", "columns", cities,
    m::create_table("people", m::column<std::int64_t>("id").primary_key().autoincrement()),
    m::add_column<&Person::name>(), m::add_column<&Person::email>(), m::add_column<&Person::age>(),
    m::add_column<&Person::height>(m::fill(2)), m::add_column<&Person::city>(), by_name, by_email,
    m::add_constraint("people", m::unique("name", "age")),
    m::add_constraint("people", m::check(m::sql<bool>("age < height * 100.0"))))));
static_assert(m::produces<added, Person, City>);

}  // namespace

TEST_CASE("a live step is the literal that freeze prints") {
    std::ostringstream out;
    m::freeze<City, Person>(out);
    REQUIRE(out.str() == R"text(m::create_table("cities",
    m::column<std::int64_t>("id").primary_key())
m::create_table("people",
    m::column<std::int64_t>("id").primary_key().autoincrement(),
    m::column<std::string>("name").default_value("it's").collate(lithe::nocase),
    m::column<std::optional<std::string>>("email"),
    m::column<std::int64_t>("age").default_value(-7),
    m::column<double>("height").default_value(m::sql<double>("1.5")),
    m::column<std::optional<std::int64_t>>("city"),
    m::unique("email"),
    m::unique("name", "age").named("both"),
    m::foreign_key("city").references("cities", "id").on_delete(lithe::set_null),
    m::check(m::sql<bool>("\"age\" >= -7")),
    m::check(m::sql<bool>("\"age\" < \"height\" * 100.0"))),
m::create_index("people_name_age_idx", "people", "name", m::desc("age"), m::where(m::sql<bool>("\"age\" > 7"))),
m::create_unique_index("people_email_idx", "people", "email")
)text");
}

TEST_CASE("a live column is the literal that freeze prints") {
    std::ostringstream out;
    m::freeze<&Person::email>(out);
    m::freeze<&Person::age>(out);
    m::freeze<&Person::city>(out);
    REQUIRE(out.str() ==
            "m::add_column(\"people\", m::column<std::optional<std::string>>(\"email\").unique())\n"
            "m::add_column(\"people\", m::column<std::int64_t>(\"age\").default_value(-7)"
            ".check(m::sql<bool>(\"\\\"age\\\" >= -7\")))\n"
            "m::add_column(\"people\", m::column<std::optional<std::int64_t>>(\"city\")"
            ".references(\"cities\", \"id\").on_delete(lithe::set_null))\n");
    constexpr auto digest_of = [](auto const& step) {
        return std::string(m::digest(m::migration("1", "a", step)).view());
    };
    REQUIRE(
        digest_of(m::add_column<&Person::age>()) ==
        digest_of(m::add_column("people", m::column<std::int64_t>("age").default_value(-7).check(
                                              m::sql<bool>("\"age\" >= -7")))));
    REQUIRE(digest_of(m::add_column<&Person::email>()) ==
            digest_of(
                m::add_column("people", m::column<std::optional<std::string>>("email").unique())));
    REQUIRE(digest_of(m::add_column<&Person::city>(m::fill(7))) ==
            digest_of(m::add_column("people",
                                    m::column<std::optional<std::int64_t>>("city")
                                        .references("cities", "id")
                                        .on_delete(lithe::set_null),
                                    m::fill(7))));
}
