// SPDX-License-Identifier: BSL-1.0
//
// A history of two migrations, proved at compile time to end in today's struct, planned, rehearsed
// and run. The children of the rebuilt table stay.

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include <iostream>
namespace m = lithe::migrations;

struct Person {
    std::int64_t id = 0;
    std::string name{};

    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>);
    }
};

struct Pet {
    std::int64_t id = 0;
    std::int64_t owner = 0;

    static constexpr auto schema() {
        return lithe::table(
            "pets", lithe::primary_key<&Pet::id>,
            lithe::foreign_key<&Pet::owner>.references<&Person::id>().on_delete(lithe::cascade));
    }
};

inline constexpr auto v1 = m::history(m::migration(
    "20260101000000", "init",
    m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("first"), m::column<std::optional<std::string>>("last")),
    m::create_table(
        "pets", m::column<std::int64_t>("id").primary_key(),
        m::column<std::int64_t>("owner").references("people", "id").on_delete(lithe::cascade))));

inline constexpr auto history = m::history(
    v1, m::migration(
            "20260201000000", "full name",
            m::add_column("people", m::column<std::string>("name"),
                          m::fill(m::ref<std::string>("first") + " " +
                                  m::coalesce(m::ref<std::optional<std::string>>("last"), ""))),
            m::drop_column("people", "first", m::lossy("moved to name")),
            m::drop_column("people", "last", m::lossy("moved to name"))));

static_assert(m::produces<history, Person, Pet>);

int main() {
    lithe::database db{"app.db"};
    m::migrator{db, v1}.migrate();  // what last year's program did
    db.write([](lithe::transaction& tx) {
        tx.execute(
            lithe::sql<"INSERT INTO people (id, first, last) VALUES (7, 'Ada', 'Lovelace')">());
        tx.execute(lithe::sql<"INSERT INTO pets (owner) VALUES (7)">());
    });

    m::migrator migrator{db, history};
    std::cout << migrator.plan();
    std::cout << "rehearsed: " << migrator.rehearse().copied_rows << " row copied, undone\n";
    migrator.migrate();
    std::cout << migrator.status();
    std::cout << db.get<Person>(7).name << ", " << db.fetch_all(lithe::from<Pet>()).size()
              << " pet\n";
    std::cout << (migrator.verify().ok() ? "as the history says\n" : "drift\n");
}
