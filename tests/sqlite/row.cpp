// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/row.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using lithe::col;
using lithe::count;
using lithe::from;
using namespace lithe_test;

namespace {

struct titled {
    std::string title{};
    std::optional<std::string> email{};
    double price = 0;
    friend bool operator==(titled const&, titled const&) = default;
};

// Every field may be NULL: a row of NULLs cannot be told from none.
struct loose {
    std::optional<std::int64_t> author_id{};
    std::optional<std::string> note{};
    static constexpr auto schema() { return lithe::table("loose"); }
};

lithe::connection filled() {
    auto c = library();
    c.insert_all(
        {author{.id = 1, .name = "Ada", .email = "a@example.org"}, author{.id = 2, .name = "Bob"}});
    c.insert_all({book{.id = 10, .author_id = 1, .title = "Notes", .price = 2.5},
                  book{.id = 11, .author_id = 1, .title = "More", .price = 3}});
    return c;
}

}  // namespace

TEST_CASE("row: an entity, a value, a tuple, an aggregate") {
    auto c = filled();
    CHECK(c.fetch_one(from<author>().where(col<&author::id> == 2)) ==
          author{.id = 2, .name = "Bob"});
    CHECK(c.fetch_one(from<author>().select(count())) == 2);
    CHECK(c.fetch_all(from<author>().select(col<&author::email>).order_by(col<&author::id>)) ==
          std::vector<std::optional<std::string>>{"a@example.org", std::nullopt});
    auto const joined = from<book>().join<author>();
    CHECK(c.fetch_all(joined.select(col<&book::title>, col<&author::name>, col<&book::price>)
                          .order_by(col<&book::id>)) ==
          std::vector<std::tuple<std::string, std::string, double>>{{"Notes", "Ada", 2.5},
                                                                    {"More", "Ada", 3}});
    CHECK(c.fetch_all(
              joined.select_as<titled>(col<&book::title>, col<&author::email>, col<&book::price>)
                  .order_by(col<&book::id>)) ==
          std::vector<titled>{{"Notes", "a@example.org", 2.5}, {"More", "a@example.org", 3}});
    // Whole rows among single values: each item begins where the one before it ends.
    CHECK(c.fetch_all(joined
                          .select(col<&book::title>, lithe::all<author>, col<&book::price>,
                                  lithe::all<book>)
                          .order_by(col<&book::id>)
                          .limit(1)) ==
          std::vector<std::tuple<std::string, author, double, book>>{
              {"Notes",
               {.id = 1, .name = "Ada", .email = "a@example.org"},
               2.5,
               {.id = 10, .author_id = 1, .title = "Notes", .price = 2.5}}});
}

TEST_CASE("row: the side that an outer join misses") {
    auto c = filled();
    auto const both =
        c.fetch_all(from<author>()
                        .left_join<book>()
                        .select(lithe::all<author>, lithe::all<book>, col<&book::title>)
                        .order_by(col<&author::id>, col<&book::id>));
    REQUIRE(both.size() == 3);
    CHECK(std::get<1>(both[0])->title == "Notes");
    CHECK(std::get<1>(both[1])->title == "More");
    CHECK(!std::get<1>(both[2]));
    CHECK(!std::get<2>(both[2]));
    c.create_tables<loose>();
    c.insert(loose{.author_id = 1});
    auto const notes = c.fetch_all(from<author>()
                                       .left_join<loose>(col<&loose::author_id> == col<&author::id>)
                                       .select(lithe::all<loose>)
                                       .order_by(col<&author::id>));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0]);
    CHECK(!notes[1]);
}

TEST_CASE("row: NULL in a field that cannot hold it is an error, also behind an outer join") {
    auto c = filled();
    c.execute_script(
        "ALTER TABLE books RENAME TO old; CREATE TABLE books(id INTEGER PRIMARY KEY, author_id, "
        "title, price);"
        "INSERT INTO books VALUES(1, 1, NULL, 2.5)");
    auto const both = from<author>().left_join<book>().select(lithe::all<author>, lithe::all<book>);
    try {
        c.fetch_all(both);
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.table() == "books");
        CHECK(thrown.column() == "title");
        CHECK(thrown.found() == "NULL");
    }
}

TEST_CASE("row: an error names the column it was about, or its place") {
    auto c = filled();
    c.execute_script(
        "ALTER TABLE authors RENAME TO old; CREATE TABLE authors(id INTEGER PRIMARY KEY, name, "
        "email, age);"
        "INSERT INTO authors VALUES(1, 'Ada', 5, 'old')");
    auto const place = [&](auto const& query) {
        try {
            c.fetch_all(query);
        } catch (lithe::conversion_error const& thrown) {
            return thrown.table() + "." + thrown.column();
        }
        return std::string("nothing was thrown");
    };
    auto const joined = from<book>().join<author>();
    CHECK(place(from<author>()) == "authors.email");
    CHECK(place(from<author>().select(col<&author::age>)) == "authors.age");
    CHECK(place(joined.select(col<&book::title>, lithe::all<author>)) == "authors.email");
    CHECK(place(joined.select(lithe::all<book>, col<&author::age>)) == "authors.age");
    CHECK(place(joined.select_as<titled>(col<&book::title>, col<&author::email>,
                                         col<&book::price>)) == "authors.email");
    CHECK(place(from<author>()
                    .group_by(col<&author::name>)
                    .select(col<&author::name>, lithe::max(col<&author::age>))) ==
          ".result column 2");
}
