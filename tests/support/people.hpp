#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Five people, for tests of expressions: what lithe's query answers is compared with hand-written
// SQL.

#include <lithe/sqlite.hpp>

#include "support/describe_table.hpp"
#include "support/sql_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lithe_test {

enum class colour : std::uint8_t { red = 1, blue = 200 };

struct person {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;
    std::optional<double> score{};
    bool active = false;
    colour favourite = colour::red;
};

inline lithe::connection people() {
    lithe::connection db(":memory:");
    db.create_tables<person>();
    db.insert_all(std::vector<person>{
        {.name = "Ada", .email = "ada@example.org", .age = 36, .score = 1.5, .active = true},
        {.name = "bob", .age = 18, .score = -2.25, .favourite = colour::blue},
        {.name = "Cäsar", .email = "", .age = 55, .active = true, .favourite = colour::blue},
        {.name = "100%_*", .email = "x", .age = 0, .score = 0.0},
        {.name = "", .age = -7, .score = 1e300, .active = true}});
    return db;
}

using numbers = std::vector<std::int64_t>;

/// The ids of the people for whom `condition` is true.
template <class Condition>
numbers ids_where(lithe::connection& db, Condition const& condition) {
    return db.fetch_all(lithe::from<person>()
                            .where(condition)
                            .select(lithe::col<&person::id>)
                            .order_by(lithe::col<&person::id>));
}

/// The same by hand.
inline numbers ids_by_sql(lithe::connection& db, std::string const& condition) {
    numbers ids;
    for (auto const& row :
         rows_of(db.native_handle(), "SELECT id FROM person WHERE " + condition + " ORDER BY id"))
        ids.push_back(std::stoll(row[0]));
    return ids;
}

}  // namespace lithe_test
