// SPDX-License-Identifier: BSL-1.0
//
// Functions, aggregates, window functions and collations of the program's own, on every connection
// of a database.

#include <lithe/lithe.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
using lithe::col, lithe::from, lithe::order_by;

// Declared once, with their types; used in queries as SQLite's own functions are.
constexpr auto initials =
    lithe::function<"initials", std::string(std::string_view)>.deterministic();
constexpr auto median = lithe::window_function<"median", std::optional<double>(double)>;
constexpr lithe::named_collation<"by_length"> by_length{};

struct Median {
    std::vector<double> values{};

    void step(double value) {
        values.insert(std::upper_bound(values.begin(), values.end(), value), value);
    }
    void inverse(double value) {
        values.erase(std::lower_bound(values.begin(), values.end(), value));
    }
    std::optional<double> value() const {
        std::size_t const half = values.size() / 2;
        if (values.empty())
            return std::nullopt;
        return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
};

struct Person {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
};

void give_functions(lithe::connection& c) {
    c.create_function(initials, [](std::string_view name) {
        if (name.empty())
            throw std::invalid_argument("a person without a name");
        std::string letters;
        for (std::size_t at = 0; at < name.size(); ++at)
            if (at == 0 || name[at - 1] == ' ')
                letters += name[at];
        return letters;
    });
    c.create_function(median, Median{});
    c.create_collation(by_length, [](std::string_view left, std::string_view right) {
        return left.size() <=> right.size();
    });
}

int main() {
    lithe::database db{"people.db", {.on_open = give_functions}};
    db.create_tables<Person>();
    db.insert_all(
        {Person{.name = "Ada Lovelace", .age = 36}, Person{.name = "Alan Turing", .age = 41},
         Person{.name = "Grace Hopper", .age = 85}, Person{.name = "Kurt Goedel", .age = 71}});

    for (auto const& [letters, age] : db.fetch_all(
             from<Person>()
                 .select(initials(col<&Person::name>), col<&Person::age>)
                 .order_by(lithe::collate(col<&Person::name>, by_length), col<&Person::age>)))
        std::cout << letters << ' ' << age << '\n';

    std::cout << "median " << *db.fetch_one(from<Person>().select(median(col<&Person::age>)))
              << '\n';
    for (auto const& [age, so_far] :
         db.fetch_all(from<Person>()
                          .select(col<&Person::age>,
                                  median(col<&Person::age>).over(order_by(col<&Person::id>)))
                          .order_by(col<&Person::id>)))
        std::cout << age << " -> " << *so_far << '\n';

    // What a function throws ends the statement.
    db.insert(Person{});
    try {
        db.fetch_all(from<Person>().select(initials(col<&Person::name>)));
    } catch (lithe::error const& error) {
        std::cout << error.what() << '\n';
    }
}
