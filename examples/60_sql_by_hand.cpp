// SPDX-License-Identifier: BSL-1.0
//
// SQL by hand, typed both ways: the number of parameters is checked by the compiler, the columns
// when the statement is first prepared.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::sql;

struct Word {
    std::int64_t id = 0;
    std::string text{};
    int uses = 0;

    static constexpr auto schema() { return lithe::table("words", lithe::primary_key<&Word::id>); }
};

struct Share {
    std::string text{};
    double percent = 0;
};

struct Mistaken {
    int uses = 0;
    std::string text{};
};

int main() {
    lithe::database db{"words.db"};
    db.create_tables<Word>();
    db.insert_all({Word{.text = "the", .uses = 60}, Word{.text = "sea", .uses = 25},
                   Word{.text = "whale", .uses = 15}});

    auto const shares = db.fetch_all(
        sql<"SELECT text, 100.0 * uses / sum(uses) OVER () AS percent FROM words "
            "WHERE length(text) >= :length ORDER BY percent DESC">.as<Share>(3));
    for (auto const& [text, percent] : shares)
        std::cout << text << ": " << percent << " %\n";

    // A write by its text: it goes to the writer thread, also where it returns rows.
    auto const rare =
        db.fetch_all(sql<"DELETE FROM words WHERE uses < ?1 RETURNING text">.as<std::string>(20));
    std::cout << rare.size() << " deleted: " << rare.front() << '\n';
    std::cout << db.execute(sql<"UPDATE words SET uses = uses * ?">(2)) << " changed\n";

    try {
        db.fetch_all(sql<"SELECT text, uses FROM words">.as<Mistaken>());
    } catch (lithe::schema_error const& error) {
        std::cout << error.what() << '\n';
    }
}
