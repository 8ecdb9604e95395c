// SPDX-License-Identifier: BSL-1.0
//
// insert_all(): any range, in one statement, atomic. SQLite reads the objects where they are;
// nothing is bound, stepped or reset for each row.

#include <lithe/lithe.hpp>

#include <iostream>
#include <list>
using lithe::col, lithe::count, lithe::from;

struct Word {
    std::int64_t id = 0;
    std::string text{};

    static constexpr auto schema() {
        return lithe::table("words", lithe::primary_key<&Word::id>, lithe::unique<&Word::text>);
    }
};

int main() {
    lithe::connection db{"words.db"};
    db.create_tables<Word>();

    std::vector<Word> words;
    for (int at = 0; at < 50'000; ++at)
        words.push_back({.text = "word " + std::to_string(at)});
    std::cout << db.insert_all(words) << " inserted\n";

    std::list<Word> const others{{.text = "alpha"}, {.text = "beta"}};
    std::cout << db.insert_all(others) << " inserted\n";

    // One that fails undoes all of its call, and says which it was.
    words.assign({{.text = "gamma"}, {.text = "alpha"}, {.text = "delta"}});
    try {
        db.insert_all(words);
    } catch (lithe::constraint_error const& error) {
        std::cout << "element " << error.element().value() << " breaks " << error.table() << '.'
                  << error.columns().front() << '\n';
    }
    std::cout << db.fetch_one(from<Word>().select(count())) << " rows\n";
}
