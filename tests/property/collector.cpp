// SPDX-License-Identifier: BSL-1.0
//
// fetch_all of a query without order collects its rows inside SQLite; stream steps. Whatever the
// table holds, they must agree: in the rows, and in the error and what it says.
#include <lithe/sqlite.hpp>

#include "support/property.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using lithe::col;
using lithe::from;

namespace {

struct cell {
    std::int64_t id = 0;
    std::optional<std::int8_t> small{};
    std::int64_t big = 0;
    double real = 0;
    std::optional<std::string> text{};
    std::optional<lithe::bytes> blob{};

    static constexpr auto schema() {
        return lithe::table("cells", lithe::primary_key<&cell::id>).non_strict();
    }
    friend auto operator<=>(cell const&, cell const&) = default;
};

// Values that fit where they are put, most of the time.
char const* const literals[6][8] = {
    // by column
    {"1", "2", "3", "4", "5", "6", "7", "8"},
    {"0", "-128", "127", "NULL", "5", "5", "128", "'x'"},
    {"0", "1", "-9223372036854775808", "9223372036854775807", "7", "7", "7.5", "NULL"},
    {"0.0", "1.5", "-0.0", "3", "9e999", "2.5", "9007199254740993", "x'00'"},
    {"''", "'text'", "NULL", "'a' || char(0) || 'b'", "'ü'", "'text'", "1", "x''"},
    {"x''", "x'00ff'", "NULL", "zeroblob(3)", "NULL", "x'01'", "'text'", "1.5"},
};

// The last two of each column do not fit, and are rare: most tables have rows to compare.
std::string value_of(int column, std::uint8_t choice) {
    return literals[column][choice < 250 ? choice % 6 : choice % 8];
}

using random_row = std::tuple<std::uint8_t, std::uint8_t, std::uint8_t, std::uint8_t, std::uint8_t>;

void store(lithe::connection& c, std::vector<random_row> const& rows) {
    c.execute_script(
        "DROP TABLE IF EXISTS cells; CREATE TABLE cells(id INTEGER PRIMARY KEY, small, big, real, "
        "text, blob)");
    for (auto const& [small, big, real, text, blob] : rows) {
        std::string sql = "INSERT INTO cells(small, big, real, text, blob) VALUES(";
        sql += value_of(1, small);
        sql += std::string(",") + value_of(2, big) + "," + value_of(3, real) + "," +
               value_of(4, text) + "," + value_of(5, blob) + ")";
        c.execute_script(sql);
    }
}

template <class Row>
struct outcome {
    std::vector<Row> rows{};
    std::string what{};
    std::string sql{};
};

template <class Row, class Work>
outcome<Row> outcome_of(Work&& work) {
    outcome<Row> seen;
    try {
        work(seen.rows);
        std::sort(seen.rows.begin(), seen.rows.end());
    } catch (lithe::error const& thrown) {
        seen = {{}, thrown.what(), std::string(thrown.sql())};
    }
    return seen;
}

template <class Query>
void compare(lithe::connection& c, Query const& query) {
    static_assert(lithe::detail::statement_rows<Query>::collectable);
    using row = lithe::detail::row_of<Query>;
    auto const collected = outcome_of<row>([&](auto& rows) { rows = c.fetch_all(query); });
    auto const stepped = outcome_of<row>([&](auto& rows) {
        for (auto&& one : c.stream(query))
            rows.push_back(one);
    });
    RC_ASSERT(collected.what == stepped.what);
    RC_ASSERT(collected.sql == stepped.sql);
    RC_ASSERT(collected.rows == stepped.rows);
    if (!collected.what.empty())
        RC_TAG(collected.what.substr(0, 20));
}

}  // namespace

TEST_CASE("property: the collector and stepping agree, in rows and in errors") {
    lithe::connection c(":memory:");
    lithe_test::check_property("collector", [&](std::vector<random_row> const& rows) {
        store(c, rows);
        auto const every = from<cell>();
        auto const other = lithe::alias<cell, "other">;
        compare(c, every);
        compare(c, every.where(col<&cell::real> >= 0, col<&cell::small>.is_not_null()));
        compare(c, every.select(col<&cell::big>));
        compare(c, every.select(col<&cell::text>, col<&cell::real>));
        compare(c, every.select(lithe::length(col<&cell::text>), col<&cell::big> + 1));
        // Overflows at the least integer, inside SQLite.
        compare(c, every.select(lithe::abs(col<&cell::big>), col<&cell::id>));
        compare(c, every.left_join(other, other[col<&cell::id>] == col<&cell::big>)
                       .select(col<&cell::id>, other[col<&cell::small>], other[col<&cell::real>]));
    });
}
