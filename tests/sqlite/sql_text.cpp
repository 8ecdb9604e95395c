// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/sql_text.hpp>

#include <lithe/sqlite/named_row.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <string>
#include <tuple>
#include <vector>

using lithe::sql_text;
using namespace lithe_test;

namespace {

lithe::connection filled() {
    auto c = library();
    c.insert_all(
        {author{.id = 1, .name = "Ada", .age = 36}, author{.id = 2, .name = "Bob", .age = 17}});
    return c;
}

template <class Work>
std::string message(Work&& work) {
    try {
        work();
    } catch (lithe::error const& thrown) {
        CHECK(!thrown.sql().empty());
        return thrown.what();
    }
    return "nothing was thrown";
}

}  // namespace

TEST_CASE("sql_text: rows, values and writes") {
    auto c = filled();
    std::string text = "SELECT name, age FROM authors WHERE age > ?1";
    auto const query = sql_text(text).as<std::tuple<std::string, int>>(18);
    text.assign("gone");
    CHECK(query.sql() == "SELECT name, age FROM authors WHERE age > ?1");
    auto const copy = query;
    using rows = std::vector<std::tuple<std::string, int>>;
    CHECK(c.fetch_all(copy) == rows{{"Ada", 36}});
    int seen = 0;
    for (auto&& [name, age] : c.stream(query))
        for (auto&& [again, other] : c.stream(query))
            seen += name == again && age == other ? 1 : 0;
    CHECK(seen == 1);
    CHECK(c.fetch_one(sql_text("SELECT * FROM authors WHERE id = :id").as<lithe::row>(2))
              .get<std::string>("name") == "Bob");
    CHECK(c.execute(sql_text("UPDATE authors SET age = 0")()) == 2);
    CHECK(c.execute(sql_text("CREATE TABLE more(a INT)")()) == 0);
    CHECK(c.fetch_all(
              sql_text("DELETE FROM authors WHERE id = ? RETURNING name").as<std::string>(1)) ==
          std::vector<std::string>{"Ada"});
    c.transact([](lithe::transaction& tx) {
        CHECK(tx.execute(sql_text("INSERT INTO authors(name, age) VALUES (?, ?)")("Cy", 3)) == 1);
    });
    CHECK(number(c.native_handle(), "SELECT count(*) FROM authors") == 2);
}

TEST_CASE("sql_text: a write of several rows asked for one is undone") {
    auto c = filled();
    CHECK_THROWS_AS(c.fetch_one(sql_text("DELETE FROM authors RETURNING id").as<int>()),
                    lithe::too_many_rows);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM authors") == 2);
    c.transact([](lithe::transaction& tx) {
        CHECK_THROWS_AS(tx.fetch_one(sql_text("DELETE FROM authors RETURNING id").as<int>()),
                        lithe::too_many_rows);
    });
    CHECK(number(c.native_handle(), "SELECT count(*) FROM authors") == 2);
}

TEST_CASE("sql_text: what sql<...> refuses is refused when it runs") {
    auto c = filled();
    for (auto const* const text :
         {"", "-- nothing", "SELECT 'a", "BEGIN", "PRAGMA foreign_keys = OFF", "SELCT 1",
          "DELETE FROM authors; DELETE FROM books", "ATTACH 'x' AS y"}) {
        INFO(text);
        CHECK_THROWS_AS(c.execute(sql_text(text)()), lithe::error);
        CHECK_THROWS_WITH(c.fetch_all(sql_text(text).as<int>()),
                          Catch::Contains("lithe: sql_text"));
    }
    CHECK(message([&] { c.fetch_all(sql_text("SELECT ?1 + ?2").as<int>(1)); }) ==
          "lithe: sql_text: the text has parameters: 2; values given: 1");
    CHECK_THROWS_AS(c.fetch_all(sql_text("SELECT name FROM authors").as<int>()),
                    lithe::schema_error);
    CHECK(message([&] {
              c.fetch_all(sql_text("SELECT nmae FROM authors").as<int>());
          }).find("no such column: nmae") != std::string::npos);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM authors") == 2);
}

TEST_CASE("sql_text: of any number of texts a few stay prepared") {
    auto c = filled();
    c.fetch_all(sql_text("SELECT 1").as<int>());
    auto const before = c.session().statements().size();
    for (int at = 0; at < 100; ++at)
        c.fetch_all(sql_text("SELECT " + std::to_string(at)).as<int>());
    CHECK(c.session().statements().size() == before);
    CHECK(sqlite3_next_stmt(c.native_handle(), nullptr) != nullptr);
    int open = 0;
    for (auto* each = sqlite3_next_stmt(c.native_handle(), nullptr); each != nullptr;
         each = sqlite3_next_stmt(c.native_handle(), each))
        ++open;
    CHECK(open == static_cast<int>(before + lithe::detail::text_cache::most));
}
