// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/verify.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <string>
#include <vector>

using lithe::from;
using namespace lithe_test;

namespace {

// Tables of this file alone: other tests' statements name others.
struct ship {
    std::int64_t id = 0;
    std::string name{};
    std::optional<int> crew{};
    static constexpr auto schema() {
        return lithe::table("verify_ships", lithe::primary_key<&ship::id>,
                            lithe::index<&ship::name>);
    }
};
struct voyage {
    std::int64_t id = 0;
    std::int64_t ship_id = 0;
    static constexpr auto schema() {
        return lithe::table("verify_voyages", lithe::primary_key<&voyage::id>,
                            lithe::foreign_key<&voyage::ship_id>.references<&ship::id>());
    }
};
struct narrow {
    std::string name{};
    int crew = 0;
};

using texts = std::vector<std::string>;

bool contains(texts const& list, std::string const& part) {
    for (auto const& text : list)
        if (text.find(part) != std::string::npos)
            return true;
    return false;
}

template <class... Entities, class Handle>
texts mismatches(Handle& on) {
    try {
        lithe::verify<Entities...>(on);
    } catch (lithe::schema_error const& thrown) {
        return thrown.mismatches();
    }
    return {};
}

}  // namespace

namespace lithe_test {
void never_verified(lithe::connection& c) {
    c.fetch_all(from<ship>().where(col<&ship::name> == "Ra"));
    c.fetch_all(from<voyage>().join<ship>().select(col<&ship::name>));
    c.fetch_all(lithe::sql<"SELECT name, crew FROM verify_ships WHERE crew > ?">.as<narrow>(1));
    c.insert(ship{});
}
}  // namespace lithe_test

TEST_CASE("verify: a database as described") {
    lithe::connection c(":memory:");
    c.create_tables<ship, voyage>();
    auto const seen = lithe::verify<ship, voyage>(c);
    CHECK(seen.notes.empty());
    CHECK(seen.statements >= 4);
    auto const fewer = lithe::verify<ship>(c);
    CHECK(fewer.statements < seen.statements);
    CHECK(contains(fewer.skipped, "verify_voyages"));
    CHECK(!contains(seen.skipped, "verify_voyages"));
    CHECK(fewer.notes == texts{"verify_voyages: no type maps it"});
    c.transact([](lithe::transaction& tx) { CHECK(lithe::verify<ship>(tx).statements > 0); });
    CHECK(number(c.native_handle(), "SELECT count(*) FROM verify_ships") == 0);
}

TEST_CASE("verify: all that makes statements fail is listed at once") {
    lithe::connection c(":memory:");
    run_sql(c.native_handle(),
            "CREATE TABLE verify_ships(id INTEGER PRIMARY KEY, crew TEXT NOT NULL, weight REAL NOT "
            "NULL)");
    auto const found = mismatches<ship, voyage>(c);
    CHECK(contains(found, "verify_ships.name: the column is missing"));
    CHECK(contains(found, "verify_ships.crew: type is TEXT, expected INTEGER"));
    CHECK(contains(found, "verify_ships.weight: NOT NULL without DEFAULT"));
    CHECK(contains(found, "verify_voyages: the table is missing"));
    CHECK(contains(found, "no such column: "));
    CHECK(contains(found, "no such table: verify_voyages"));
}

TEST_CASE("verify: SQL by hand is compared with its row") {
    lithe::connection c(":memory:");
    run_sql(c.native_handle(),
            "CREATE TABLE verify_ships(id INTEGER PRIMARY KEY, name TEXT NOT NULL, crew REAL)");
    auto const found = mismatches<ship>(c);
    CHECK(contains(found,
                   "SELECT name, crew FROM verify_ships WHERE crew > ?: column 2 (crew): its "
                   "type is REAL, the field takes INTEGER"));
}

TEST_CASE("verify: differences without harm are notes") {
    lithe::connection c(":memory:");
    run_sql(c.native_handle(),
            "CREATE TABLE verify_ships(name TEXT NOT NULL, id INTEGER PRIMARY KEY, crew INTEGER, "
            "more TEXT);"
            "CREATE INDEX by_crew ON verify_ships(crew); CREATE TABLE verify_other(a);");
    auto const notes = lithe::verify<ship>(c).notes;
    CHECK(contains(notes, "verify_ships: its columns stand in another order"));
    CHECK(contains(notes, "verify_ships.more: no field maps it"));
    CHECK(contains(notes, "verify_ships: the index verify_ships_name_idx is not there"));
    CHECK(contains(notes, "verify_ships: no descriptor has the index by_crew"));
    CHECK(contains(notes, "verify_ships: is not STRICT"));
    CHECK(contains(notes, "verify_other: no type maps it"));
    CHECK(notes.size() == 6);
}
