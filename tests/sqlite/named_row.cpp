// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/named_row.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <stdexcept>
#include <string>
#include <vector>

using lithe::sql;
using namespace lithe_test;

TEST_CASE("named_row: values by name and by position") {
    auto c = library();
    c.insert(author{.name = "Ada", .age = 36});
    auto const rows = c.fetch_all(
        sql<"SELECT id, name, email, age * 1.5 AS half, x'0102' AS raw FROM authors">.as<lithe::row>());
    REQUIRE(rows.size() == 1);
    lithe::row const& row = rows[0];
    CHECK(row.size() == 5);
    CHECK(row.names() == std::vector<std::string>{"id", "name", "email", "half", "raw"});
    CHECK(row.get<std::int64_t>("id") == 1);
    CHECK(row.get<std::string>("NAME") == "Ada");
    CHECK(row.get<std::string>(1) == "Ada");
    CHECK(row.get<std::optional<std::string>>("email") == std::nullopt);
    CHECK(row.get<std::optional<double>>("half") == 54.0);
    CHECK(row.get<lithe::bytes>("raw") == lithe::bytes{std::byte{1}, std::byte{2}});
    CHECK(row.is_null("email"));
    CHECK(!row.is_null(0));
    CHECK(row.contains("half"));
    CHECK(!row.contains("age"));
    try {
        static_cast<void>(row.get<int>("name"));
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.column() == "name");
        CHECK(thrown.found() == "TEXT");
    }
    CHECK_THROWS_AS(row.get<std::string>("email"), lithe::conversion_error);
    CHECK_THROWS_AS(row.get<int>("age"), std::out_of_range);
    CHECK_THROWS_AS(row.get<int>(5), std::out_of_range);
}

TEST_CASE("named_row: a row outlives its statement, is copied and moved") {
    auto c = library();
    auto kept = c.fetch_one(sql<"SELECT 'a text that is long enough for the heap' AS text, zeroblob(9) "
                                "AS zeros">.as<lithe::row>());
    auto const copy = kept;
    kept = c.fetch_one(sql<"SELECT 2 AS number">.as<lithe::row>());
    CHECK(copy.get<std::string>("text") == "a text that is long enough for the heap");
    CHECK(copy.get<lithe::bytes>("zeros").size() == 9);
    auto const moved = std::move(kept);
    CHECK(moved.get<int>("number") == 2);
}

TEST_CASE("named_row: a name that two columns have is not guessed") {
    auto c = library();
    auto const row = c.fetch_one(sql<"SELECT 1 AS a, 2 AS A, 3 AS b">.as<lithe::row>());
    CHECK(!row.contains("a"));
    CHECK_THROWS_AS(row.get<int>("a"), std::out_of_range);
    CHECK(row.get<int>(1) == 2);
}
