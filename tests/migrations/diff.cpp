// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/diff.hpp>

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

struct DiffPerson {
    std::int64_t id = 0;
    std::string name{};
    std::string email{};
    double height = 0;
    int age = 0;

    static constexpr auto schema() {
        return lithe::table(
            "diff_people", lithe::primary_key<&DiffPerson::id>, lithe::unique<&DiffPerson::email>,
            lithe::default_value<&DiffPerson::age>(0), lithe::index<&DiffPerson::name>);
    }
};
struct DiffPet {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("diff_pets", lithe::primary_key<&DiffPet::id>);
    }
};

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto old_people = m::create_table(
    "persons", id, m::column<std::string>("name").collate(lithe::nocase),
    m::column<std::optional<std::string>>("mail"), m::column<int>("height"),
    m::column<std::optional<std::string>>("nick"), m::check(m::sql<bool>("height > 0")));
constexpr auto history = m::history(
    m::migration("1", "init", old_people, m::create_index("old_idx", "persons", m::desc("name"))));

}  // namespace

TEST_CASE("nothing to do where nothing differs, in history and file") {
    constexpr auto same = m::history(m::migration("1", "init", m::create_table("diff_pets", id)));
    REQUIRE(m::diff<DiffPet>(same).empty());
    lithe::connection db(":memory:");
    db.create_tables<DiffPet>();
    REQUIRE(m::diff<DiffPet>(db).empty());
    REQUIRE_FALSE(m::diff<DiffPet, DiffPerson>(db).empty());
}

TEST_CASE("the steps to today's structs, with a rename that only its author knows") {
    auto const found = m::diff<DiffPerson, DiffPet>(
        history, m::hints().table("persons", "diff_people").column("diff_people", "mail", "email"));
    REQUIRE(
        found.text() ==
        R"text(// column diff_people.nick is gone and age is new: if it was renamed, m::hints().column("diff_people", "nick", "age")
m::rename_table("persons", "diff_people"),
m::rename_column("diff_people", "mail", "email"),
m::create_table("diff_pets",
    m::column<std::int64_t>("id").primary_key()),
m::drop_constraint("diff_people", m::check(m::sql<bool>("height > 0"))),
m::add_column("diff_people", m::column<std::int64_t>("age").default_value(0)),
m::alter_column("diff_people", "name", m::set_collate({})),
m::alter_column("diff_people", "email", m::set_not_null(m::fill(/* what was NULL becomes */))),
m::alter_column("diff_people", "height", m::set_type<double>(m::cast<double>(m::ref<std::int64_t>("height")))),
m::add_constraint("diff_people", m::unique("email")),
m::drop_column("diff_people", "nick", m::if_all_null),
m::drop_index("old_idx"),
m::create_index("diff_people_name_idx", "diff_people", "name")
)text");
    // What is printed, completed, produces what it was printed for.
    static constexpr auto next = m::history(
        history,
        m::migration(
            "2", "next", m::rename_table("persons", "diff_people"),
            m::rename_column("diff_people", "mail", "email"), m::create_table("diff_pets", id),
            m::drop_constraint("diff_people", m::check(m::sql<bool>("height > 0"))),
            m::add_column("diff_people", m::column<std::int64_t>("age").default_value(0)),
            m::alter_column("diff_people", "name", m::set_collate({})),
            m::alter_column("diff_people", "email", m::set_not_null(m::fill("none"))),
            m::alter_column("diff_people", "height",
                            m::set_type<double>(m::cast<double>(m::ref<std::int64_t>("height")))),
            m::add_constraint("diff_people", m::unique("email")),
            m::drop_column("diff_people", "nick", m::if_all_null), m::drop_index("old_idx"),
            m::create_index("diff_people_name_idx", "diff_people", "name")));
    static_assert(m::produces<next, DiffPerson, DiffPet>);
    REQUIRE(m::diff<DiffPerson, DiffPet>(next).empty());
}

TEST_CASE("a rename is never guessed, and a hint that fits nothing is an error") {
    auto const found = m::diff<DiffPet>(history);
    REQUIRE(found.ambiguous.size() == 1);
    REQUIRE(found.ambiguous[0].find("table persons is gone and diff_pets is new") == 0);
    REQUIRE(found.steps.back() == "m::drop_table(\"persons\", m::if_empty)");
    REQUIRE_THROWS_AS(m::diff<DiffPet>(history, m::hints().table("nobody", "diff_pets")),
                      lithe::migration_error);
}
