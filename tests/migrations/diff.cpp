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
struct DiffAdult {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::view("diff_adults",
                           lithe::from<DiffPerson>()
                               .where(lithe::col<&DiffPerson::age> >= 18)
                               .select(lithe::col<&DiffPerson::id>, lithe::col<&DiffPerson::name>));
    }
};
struct DiffTouch {
    static constexpr auto schema() {
        return lithe::trigger<DiffPet>("diff_touch")
            .after_delete()
            .run(lithe::delete_from<DiffPerson>().where(lithe::col<&DiffPerson::id> ==
                                                        lithe::old_<&DiffPet::id>));
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

TEST_CASE("views and triggers of structs, the order of columns") {
    static constexpr auto same = m::history(m::migration("1", "init", old_people));
    auto const made = m::diff<DiffPet, DiffAdult, DiffTouch>(same).steps;
    REQUIRE(made.size() == 4);
    REQUIRE(made[2] ==
            R"(m::create_view("diff_adults", "SELECT \"id\", \"name\" FROM \"diff_people\" )"
            R"(WHERE \"age\" >= 18", m::columns("id", "name")))");
    REQUIRE(made[3] == R"(m::create_trigger("diff_touch", "AFTER DELETE ON \"diff_pets\" BEGIN )"
                       R"(DELETE FROM \"diff_people\" WHERE \"id\" = old.\"id\"; END"))");
    // What it says makes what create_tables makes; from there, nothing is to do.
    lithe::connection db(":memory:");
    db.create_tables<DiffPerson, DiffPet, DiffAdult, DiffTouch>();
    auto const none = m::diff<DiffPerson, DiffPet, DiffAdult, DiffTouch>(db);
    REQUIRE(none.text().empty());
    db.execute_script(
        "DROP VIEW diff_adults; CREATE VIEW diff_adults AS SELECT 1; "
        "CREATE VIEW own AS SELECT 1");
    auto const changed = m::diff<DiffPerson, DiffPet, DiffAdult, DiffTouch>(db).steps;
    REQUIRE(changed.size() == 2);
    REQUIRE(changed[0] == R"(m::drop_view("diff_adults"))");

    static constexpr auto other_order = m::history(m::migration(
        "1", "init",
        m::create_table("diff_people", m::column<std::string>("name"), id,
                        m::column<std::string>("email"), m::unique("email"),
                        m::column<int>("age").default_value(0), m::column<double>("height")),
        m::create_index("diff_people_name_idx", "diff_people", "name")));
    auto const order = m::diff<DiffPerson>(other_order);
    REQUIRE(order.empty());
    REQUIRE(order.text() ==
            "// of the order of columns alone: m::reorder(\"diff_people\", \"id\", "
            "\"name\", \"email\", \"height\", \"age\")\n");
}

TEST_CASE("a view with names for its columns is the descriptor's") {
    static constexpr auto history_of_view = m::history(
        m::migration("1", "init", m::create_table("diff_pets", id),
                     m::create_view("v", "SELECT id, 2 FROM diff_pets", m::columns("a", "b"))));
    lithe::connection db(":memory:");
    m::migrator{db, history_of_view}.migrate();
    REQUIRE(m::migrator(db, history_of_view).verify().ok());
    REQUIRE(db.fetch_one(lithe::sql<"SELECT count(b) FROM v">.as<std::int64_t>()) == 0);
}
