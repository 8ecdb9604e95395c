// SPDX-License-Identifier: BSL-1.0
//
// Structs and their tables: keys, constraints, indexes, a table without schema(), one entity
// template, and a third-party struct that gets its descriptor from outside.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col;

struct Country {  // no schema(): table "country", primary key "id"
    std::int64_t id = 0;
    std::string name{};
};

struct City {
    std::int64_t id = 0;
    std::int64_t country_id = 0;
    std::string name{};
    std::optional<std::int64_t> population{};
    double area = 0;

    static constexpr auto schema() {
        return lithe::table(
            "cities", lithe::primary_key<&City::id>.autoincrement(),
            lithe::foreign_key<&City::country_id>.references<&Country::id>().on_delete(
                lithe::cascade),
            lithe::unique<&City::country_id, &City::name>,
            lithe::collate<&City::name>(lithe::nocase), lithe::column_name<&City::area>("area_km2"),
            lithe::default_value<&City::area>(0.0),
            lithe::check(col<&City::area> >= 0.0).named("area_is_positive"),
            lithe::index<&City::country_id, &City::population>.desc<&City::population>());
    }
};

template <class Payload>
struct Event {
    std::int64_t number = 0;
    Payload payload{};

    static constexpr auto schema() {
        return lithe::table("event_" + lithe::name_of<Payload>, lithe::primary_key<&Event::number>);
    }
};

namespace vendor {
struct Setting {  // a struct that you cannot change
    std::string key{};
    std::string value{};
};
}  // namespace vendor

template <>
struct lithe::schema_for<vendor::Setting> {
    static constexpr auto schema() {
        return lithe::table("settings", lithe::primary_key<&vendor::Setting::key>,
                            lithe::without_rowid);
    }
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<Country, City, Event<int>, Event<double>, vendor::Setting>();

    std::int64_t const france = db.insert(Country{.name = "France"});
    db.insert(City{.country_id = france, .name = "Lyon", .population = 520774, .area = 47.87});
    db.insert(Event<int>{.payload = 7});
    db.insert(Event<double>{.payload = 7.5});
    db.insert(vendor::Setting{.key = "theme", .value = "dark"});

    // What SQLite was told, through its own handle.
    auto const print = [](void*, int, char** columns, char**) {
        std::cout << columns[0] << '\n';
        return 0;
    };
    sqlite3_exec(db.native_handle(),
                 "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY rowid",
                 print, nullptr, nullptr);
}
