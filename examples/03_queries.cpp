// SPDX-License-Identifier: BSL-1.0
//
// Queries on one table: conditions, order, projections, aggregates. The SQL of each is a constant.

#include <lithe/lithe.hpp>

#include <array>
#include <iostream>
using lithe::asc, lithe::avg, lithe::col, lithe::count, lithe::desc, lithe::from;

struct Book {
    std::int64_t id = 0;
    std::string title{};
    std::string author{};
    int year = 0;
    std::optional<double> rating{};
};

namespace book {  // short names, said once
inline constexpr auto title = col<&Book::title>;
inline constexpr auto year = col<&Book::year>;
}  // namespace book

struct Shelf {
    std::string author{};
    std::int64_t books = 0;
    std::optional<double> rating{};  // avg over only NULLs is NULL
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<Book>();
    db.insert_all({Book{.title = "Emma", .author = "Austen", .year = 1815, .rating = 4.5},
                   Book{.title = "Persuasion", .author = "Austen", .year = 1817},
                   Book{.title = "Dracula", .author = "Stoker", .year = 1897, .rating = 4.0},
                   Book{.title = "Ulysses", .author = "Joyce", .year = 1922}});

    // where(a, b) is a && b; one expression in select() gives its own type, several a tuple.
    int const since = 1816;
    for (std::string const& title :
         db.fetch_all(from<Book>()
                          .where(book::year >= since, book::title.like("%s%"))
                          .select(book::title)
                          .order_by(book::year)))
        std::cout << title << '\n';

    // A range of any length behind one placeholder.
    std::array const wanted{std::int64_t{1}, std::int64_t{4}};
    std::cout << db.fetch_all(from<Book>().where(col<&Book::id>.in(wanted))).size() << " of two\n";

    // An optional value finds the NULLs when it is empty.
    std::optional<double> unrated{};
    std::cout << db.fetch_all(from<Book>().where(col<&Book::rating> == unrated)).size()
              << " unrated\n";

    // Groups go into an aggregate, by position; types and NULLs are checked when this is compiled.
    constexpr auto shelves =
        from<Book>()
            .group_by(col<&Book::author>)
            .select_as<Shelf>(col<&Book::author>, count(), avg(col<&Book::rating>))
            .order_by(desc(count()), asc(col<&Book::author>));
    for (Shelf const& shelf : db.fetch_all(shelves))
        std::cout << shelf.author << ": " << shelf.books << ", rating " << shelf.rating.value_or(0)
                  << '\n';

    static_assert(shelves.sql().starts_with("SELECT "));
    std::cout << shelves.sql() << '\n';

    // The second page of two.
    for (Book const& each : db.fetch_all(from<Book>().order_by(book::title).limit(2).offset(2)))
        std::cout << each.title << " (" << each.year << ")\n";
}
