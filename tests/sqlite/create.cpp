// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/create.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <vector>

using lithe::col;
using namespace lithe_test;

namespace {

struct quoted {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() {
        return lithe::table("odd \"name\"; --", lithe::primary_key<&quoted::id>,
                            lithe::column_name<&quoted::text>("the 'select'"),
                            lithe::index<&quoted::text>);
    }
};

struct author_names {
    std::int64_t id = 0;
    std::string name{};
    std::int64_t books = 0;
};

// The table has more columns than these.
struct part_of_author {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("authors", lithe::primary_key<&part_of_author::id>);
    }
};

struct unkeyed {
    std::string name{};
    static constexpr auto schema() { return lithe::table("unkeyed"); }
};

struct half_key {
    std::int64_t one = 0;
    static constexpr auto schema() {
        return lithe::table("half_key", lithe::primary_key<&half_key::one>);
    }
};

template <class... Entities>
std::vector<std::string> mismatches(lithe::connection& c) {
    try {
        c.create_tables<Entities...>();
    } catch (lithe::schema_error const& thrown) {
        for (auto const& one : thrown.mismatches())
            CHECK(std::string(thrown.what()).find("\n  " + one) != std::string::npos);
        return thrown.mismatches();
    }
    return {};
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("create: what is absent is created, and then it is as described") {
    lithe::connection c(":memory:");
    CHECK(mismatches<author, book, quoted>(c).empty());
    CHECK(mismatches<author, book, quoted>(c).empty());
    CHECK(c.insert(quoted{.text = "x"}) == 1);
    CHECK(c.fetch_one(lithe::from<quoted>()).text == "x");
    CHECK(number(c.native_handle(),
                 "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'odd \"name\"; --'") == 2);
}

TEST_CASE("create: every difference is in one error, and nothing is created then") {
    lithe::connection c(":memory:");
    c.execute_script(
        "CREATE TABLE authors(id TEXT PRIMARY KEY, name TEXT, age TEXT NOT NULL, extra BLOB NOT "
        "NULL,"
        " fine INT NOT NULL DEFAULT 1, nullable)");
    CHECK(mismatches<quoted, author>(c) ==
          list{"authors.id: type is TEXT, expected INTEGER",
               "authors.name: may be NULL, but the field is not std::optional",
               "authors.email: the column is missing",
               "authors.age: type is TEXT, expected INTEGER",
               "authors.extra: NOT NULL without DEFAULT, and no field maps it"});
    CHECK(number(c.native_handle(), "SELECT count(*) FROM sqlite_schema WHERE type = 'table'") ==
          1);
    c.execute_script(
        "CREATE TABLE books(id INTEGER NOT NULL, author_id INTEGER PRIMARY KEY,"
        " title TEXT NOT NULL, price REAL NOT NULL)");
    CHECK(mismatches<author, book>(c).size() == 7);
    CHECK(mismatches<book>(c) == list{"books.id: is not in the primary key",
                                      "books.author_id: is in the primary key, the field is not"});
}

TEST_CASE("create: a partial mapping, and columns that fill themselves") {
    lithe::connection c(":memory:");
    c.execute_script(
        "CREATE TABLE authors(id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INT NOT NULL DEFAULT "
        "7,"
        " twice INT NOT NULL AS (age * 2), often INT NOT NULL AS (age * 3) STORED, note TEXT);"
        "CREATE TABLE unkeyed(key INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);"
        "CREATE TABLE half_key(one INTEGER, two INTEGER, PRIMARY KEY(one, two))");
    CHECK(mismatches<part_of_author, unkeyed>(c).empty());
    CHECK(c.insert(part_of_author{.name = "Ada"}) == 1);
    c.insert(unkeyed{.name = "Bob"});
    CHECK(c.fetch_all(lithe::from<unkeyed>()).size() == 1);
    // find() by half of a key could find two rows.
    CHECK(mismatches<half_key>(c) ==
          list{"half_key.two: is in the primary key, and no field maps it"});
}

TEST_CASE("create: a view that is there serves as an entity") {
    auto c = library();
    c.insert(book{.author_id = c.insert(author{.name = "Ada"}), .title = "Notes"});
    c.execute_script(
        "CREATE VIEW author_names AS SELECT a.id, name, count(b.id) AS books FROM authors a"
        " LEFT JOIN books b ON author_id = a.id GROUP BY a.id");
    CHECK(mismatches<author_names>(c).empty());
    CHECK(c.fetch_one(lithe::from<author_names>()).books == 1);
    CHECK(c.get<author_names>(1).name == "Ada");
    c.execute_script(
        "DROP VIEW author_names; CREATE TEMP VIEW author_names AS SELECT id, name FROM authors");
    CHECK(mismatches<author_names>(c) == list{"author_names.books: the column is missing"});
}

TEST_CASE("create: names are compared as SQLite compares them, and inside a transaction") {
    lithe::connection c(":memory:");
    c.execute_script("CREATE TABLE AUTHORS(ID Integer PRIMARY KEY, Name text NOT NULL)");
    CHECK_THROWS_AS(c.transact([](lithe::transaction& tx) {
        lithe::detail::create_tables<part_of_author, quoted>(tx.session());
        throw std::runtime_error("undone");
    }),
                    std::runtime_error);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM sqlite_schema") == 1);
}
