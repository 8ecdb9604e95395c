// SPDX-License-Identifier: BSL-1.0
//
// Every statement of the program is known before it runs: verify() finds what an older file cannot
// do, explain_all() which queries read whole tables.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

struct Ship {
    std::int64_t id = 0;
    std::string name{};
    int crew = 0;

    static constexpr auto schema() {
        return lithe::table("ships", lithe::primary_key<&Ship::id>, lithe::index<&Ship::name>);
    }
};

// Nothing has called these when the program starts; that they are compiled is enough.
auto named(lithe::database& db, std::string const& name) {
    return db.fetch_all(from<Ship>().where(col<&Ship::name> == name));
}
auto manned(lithe::database& db, int crew) {
    return db.fetch_all(from<Ship>().where(col<&Ship::crew> > crew));
}

int main() {
    {
        auto old = lithe::database::in_memory();
        old.execute(lithe::sql<"CREATE TABLE ships(id INTEGER PRIMARY KEY, name TEXT)">());
        try {
            lithe::verify<Ship>(old);
        } catch (lithe::schema_error const& error) {
            std::cout << error.mismatches()[0] << '\n' << error.mismatches()[1] << '\n';
            std::cout << error.mismatches().size() - 2 << " statements cannot be prepared\n";
        }
    }

    auto db = lithe::database::in_memory();
    db.create_tables<Ship>();
    auto const seen = lithe::verify<Ship>(db);
    std::cout << seen.statements << " statements, " << seen.notes.size() << " notes\n";

    for (auto const& statement : lithe::explain_all<Ship>(db))
        if (statement.full_scan)
            std::cout << statement.sql << "\n  " << statement.plan[0] << '\n';

    std::cout << named(db, "Pequod").size() + manned(db, 30).size() << " rows\n";
}
