// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/written_row.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <tuple>
#include <utility>
#include <vector>

using lithe::sql;
using namespace lithe_test;

namespace {

struct name_and_age {
    std::string name{};
    std::int32_t age = 0;
    friend bool operator==(name_and_age const&, name_and_age const&) = default;
};
struct age_only {
    std::int8_t age = 0;
};

lithe::connection filled() {
    auto c = library();
    c.insert_all({author{.id = 1, .name = "Ada", .email = "a@example.org", .age = 36},
                  author{.id = 2, .name = "Bob", .age = 17},
                  author{.id = 3, .name = "Cy?", .age = 80}});
    return c;
}

template <class Work>
std::vector<std::string> mismatches(Work&& work) {
    try {
        work();
    } catch (lithe::schema_error const& thrown) {
        CHECK(!thrown.sql().empty());
        return thrown.mismatches();
    }
    return {};
}

}  // namespace

TEST_CASE("written_row: aggregates, tuples, values, entities") {
    auto c = filled();
    CHECK(c.fetch_all(
              sql<"SELECT name, age FROM authors WHERE age > ?1 ORDER BY id">.as<name_and_age>(
                  18)) == std::vector<name_and_age>{{"Ada", 36}, {"Cy?", 80}});
    CHECK(c.fetch_one(sql<"SELECT count(*) FROM authors">.as<int>()) == 3);
    CHECK(c.fetch_optional(
              sql<"SELECT email FROM authors WHERE id = :id">.as<std::optional<std::string>>(2)) ==
          std::optional<std::optional<std::string>>(std::optional<std::string>()));
    CHECK(!c.fetch_optional(sql<"SELECT name FROM authors WHERE id = ?">.as<std::string>(9)));
    CHECK(
        c.fetch_one(
            sql<"SELECT age, name FROM authors WHERE name LIKE '%?'">.as<std::pair<int, std::string>>()) ==
        std::pair(80, std::string("Cy?")));
    CHECK(c.fetch_one(sql<"SELECT * FROM authors WHERE id = 1">.as<author>()) == c.get<author>(1));
    int sum = 0;
    for (auto&& [name, age] :
         c.stream(sql<"SELECT name, age FROM authors">.as<std::tuple<std::string, int>>()))
        sum += age + static_cast<int>(name.size());
    CHECK(sum == 36 + 17 + 80 + 9);
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT name FROM authors">.as<std::string>()),
                    lithe::too_many_rows);
    CHECK(
        c.fetch_all(
             sql<"PRAGMA table_info(books)">.as<std::tuple<int, std::string, std::string, int, std::optional<std::string>, int>>())
            .size() == 4);
}

TEST_CASE("written_row: writes with and without rows") {
    auto c = filled();
    CHECK(c.execute(sql<"UPDATE authors SET age = age + ?2 WHERE age < ?1">(50, 1)) == 2);
    CHECK(c.fetch_all(sql<"DELETE FROM authors WHERE age < ? RETURNING name">.as<std::string>(
              30)) == std::vector<std::string>{"Bob"});
    CHECK_THROWS_AS(c.fetch_one(sql<"DELETE FROM authors RETURNING id">.as<int>()),
                    lithe::too_many_rows);
    CHECK(c.fetch_one(sql<"SELECT count(*) FROM authors">.as<int>()) == 2);
    CHECK(c.execute(sql<"DELETE FROM authors RETURNING id">()) == 2);
    c.execute(sql<"CREATE TABLE more(a INT) STRICT">());
    CHECK(number(c.native_handle(), "SELECT count(*) FROM sqlite_schema WHERE name='more'") == 1);
}

TEST_CASE("written_row: nullptr and nullopt are NULL") {
    auto c = filled();
    using answer = std::optional<int>;
    CHECK(c.fetch_one(sql<"SELECT ?1">.as<answer>(nullptr)) == answer());
    CHECK(c.fetch_one(lithe::sql_text("SELECT ?1").as<answer>(nullptr)) == answer());
    CHECK(c.fetch_one(lithe::sql_text("SELECT ?1").as<answer>(std::nullopt)) == answer());
    CHECK(c.execute(sql<"UPDATE authors SET email = ? WHERE id = ?">(nullptr, 1)) == 1);
    CHECK(c.get<author>(1).email == std::nullopt);
    CHECK(c.execute(sql<"UPDATE authors SET email = ? WHERE id = ?">(std::nullopt, 2)) == 1);
}

TEST_CASE("written_row: each way in which columns do not fit is told at the first run") {
    auto c = filled();
    CHECK(mismatches([&] { c.fetch_all(sql<"SELECT name FROM authors">.as<name_and_age>()); }) ==
          std::vector<std::string>{"the statement has columns: 1; the row: 2"});
    CHECK(mismatches([&] {
              c.fetch_all(sql<"SELECT age, name FROM authors">.as<name_and_age>());
          }).size() == 4);
    CHECK(mismatches([&] { c.fetch_one(sql<"SELECT name FROM authors">.as<int>()); }) ==
          std::vector<std::string>{"column 1 (name): its type is TEXT, the field takes INTEGER"});
    CHECK(mismatches([&] {
              c.fetch_all(sql<"SELECT name AS title, age FROM authors">.as<name_and_age>());
          }) == std::vector<std::string>{"column 1 (title): the field in its place is name; "
                                         "reorder, or write AS name"});
    // An expression has no name and no type; what does not fit is told of the row.
    CHECK(c.fetch_all(sql<"SELECT upper(name), age + 0 FROM authors">.as<name_and_age>()).size() ==
          3);
    // INTEGER is read as REAL where that is exact.
    CHECK(c.fetch_one(sql<"SELECT age FROM authors WHERE id = 1">.as<double>()) == 36);
    try {
        c.fetch_all(sql<"SELECT age * 10 FROM authors">.as<age_only>());
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.column() == "age");
    }
}

TEST_CASE("written_row: nothing of a write that does not fit its row is done") {
    auto c = filled();
    CHECK(mismatches([&] {
              c.fetch_all(sql<"DELETE FROM authors RETURNING name">.as<int>());
          }).size() == 1);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM authors") == 3);
}

TEST_CASE("written_row: one text with two rows is compared with each") {
    auto c = filled();
    CHECK(c.fetch_one(sql<"SELECT age FROM authors WHERE id = 2">.as<int>()) == 17);
    CHECK(mismatches([&] {
              c.fetch_one(sql<"SELECT age FROM authors WHERE id = 2">.as<std::string>());
          }).size() == 1);
    CHECK(c.fetch_one(sql<"SELECT age FROM authors WHERE id = 2">.as<int>()) == 17);
}

TEST_CASE("written_row: columns that change later are compared again") {
    auto c = filled();
    constexpr auto all = sql<"SELECT * FROM authors ORDER BY id LIMIT 1">.as<author>();
    CHECK(c.fetch_one(all).name == "Ada");
    auto const before = c.session().statements().preparations();
    CHECK(c.fetch_one(all).name == "Ada");
    CHECK(c.session().statements().preparations() == before);
    run_sql(c.native_handle(), "ALTER TABLE authors ADD COLUMN more TEXT");
    CHECK(mismatches([&] { c.fetch_one(all); }) ==
          std::vector<std::string>{"the statement has columns: 5; the row: 4"});
    run_sql(c.native_handle(), "ALTER TABLE authors DROP COLUMN more");
    CHECK(c.fetch_one(all).name == "Ada");
}

TEST_CASE("written_row: a text that begins like a query and writes is not run") {
    auto c = filled();
    sqlite3_stmt* deletion = nullptr;
    REQUIRE(sqlite3_prepare_v2(c.native_handle(), "DELETE FROM authors", -1, &deletion, nullptr) ==
            SQLITE_OK);
    CHECK_THROWS_WITH(lithe::detail::confirm_reading(deletion, {.text = "SELECT", .size = 6}),
                      Catch::Contains("begins like a query"));
    CHECK_NOTHROW(lithe::detail::confirm_reading(deletion, {.writes = true}));
    sqlite3_finalize(deletion);
}

TEST_CASE(
    "written_row: a PRAGMA without a value is read, also where SQLite says that it may write") {
    auto c = filled();
    CHECK(c.fetch_one(sql<"PRAGMA journal_mode">.as<std::string>()) == "memory");
    CHECK(c.fetch_one(sql<"-- which?\npragma main.journal_mode;">.as<std::string>()) == "memory");
    CHECK(c.fetch_one(lithe::sql_text("PRAGMA journal_mode").as<std::string>()) == "memory");
    CHECK(c.fetch_one(sql<"PRAGMA auto_vacuum">.as<int>()) == 2);
}

TEST_CASE("written_row: a syntax error is told with the text") {
    auto c = filled();
    try {
        c.fetch_all(sql<"SELECT nmae FROM authors">.as<std::string>());
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(thrown.sql() == "SELECT nmae FROM authors");
        CHECK(thrown.offset() == 7);
    }
}
