#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The judge of typed statements: rows as texts, from lithe's results and from hand-written SQL
// through the C API alone, so that the two can be compared; and tables full of NULLs and
// duplicates.

#include <lithe/sqlite.hpp>
#include <lithe/value/chrono.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace rows {

using table = std::vector<std::string>;

// ---- values as texts, exactly ----

inline std::string show(double value) {
    return "r" + std::to_string(std::bit_cast<std::uint64_t>(value));
}
inline std::string show(std::string const& value) {
    return "'" + value + "'";
}
template <class Number>
    requires std::is_integral_v<Number>
std::string show(Number value) {
    return std::to_string(value);
}
template <class Enum>
    requires std::is_enum_v<Enum>
std::string show(Enum value) {
    return std::to_string(static_cast<std::int64_t>(value));
}
/// As a date and as ticks: what columns of no stored form of their own have.
inline std::string show(std::chrono::year_month_day value) {
    return show(std::string(lithe::value_traits<std::chrono::year_month_day>::to_storage(value)));
}
template <class Duration>
std::string show(std::chrono::sys_time<Duration> value) {
    return show(value.time_since_epoch().count());
}
template <class Value>
std::string show(std::optional<Value> const& value) {
    return value ? show(*value) : "NULL";
}
template <class... Values>
std::string show(std::tuple<Values...> const& row) {
    return std::apply([](auto const&... value) { return ((show(value) + "|") + ...); }, row);
}
template <class Entity>
    requires std::is_aggregate_v<Entity>
std::string show(Entity const& row) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return ((show(lithe::detail::get_field<Index>(row)) + "|") + ...);
    }(lithe::detail::field_indices<Entity>{});
}

template <class Row>
table shown(std::vector<Row> const& given) {
    table result;
    for (auto const& row : given)
        result.push_back(show(row));
    return result;
}
inline table sorted(table given) {
    std::sort(given.begin(), given.end());
    return given;
}

// ---- the same from SQLite itself ----

/// The rows of `sql`; `?1`, `?2`, … are not bound: write the values out.
inline table of_sql(sqlite3* db, std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    lithe::detail::check(db, sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), sql);
    table result;
    int const columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        std::string row;
        for (int at = 0; at < columns; ++at) {
            switch (sqlite3_column_type(statement, at)) {
                case SQLITE_NULL:
                    row += "NULL";
                    break;
                case SQLITE_INTEGER:
                    row += std::to_string(sqlite3_column_int64(statement, at));
                    break;
                case SQLITE_FLOAT:
                    row += show(sqlite3_column_double(statement, at));
                    break;
                default:
                    row += show(std::string(
                        reinterpret_cast<char const*>(sqlite3_column_text(statement, at))));
            }
            if (columns > 1)
                row += "|";
        }
        result.push_back(row);
    }
    lithe::detail::check(db, sqlite3_finalize(statement), sql);
    return result;
}

// ---- tables ----

enum class color : std::uint8_t { red = 1, green = 2, blue = 200 };

struct Item {
    std::int64_t id = 0;
    std::int64_t a = 0;
    std::optional<std::int64_t> b{};
    double r = 0;
    std::optional<double> q{};
    std::string t{};
    std::optional<std::string> u{};
    color c = color::red;
    std::optional<color> d{};
    bool flag = false;

    static constexpr auto schema() { return lithe::table("items", lithe::primary_key<&Item::id>); }
};

struct Part {
    std::int64_t id = 0;
    std::optional<std::int64_t> item_id{};
    std::optional<std::string> label{};

    static constexpr auto schema() {
        return lithe::table("parts", lithe::primary_key<&Part::id>,
                            lithe::foreign_key<&Part::item_id>.references<&Item::id>());
    }
};

/// Few distinct values, so that everything occurs: NULLs, duplicates, matches and none.
inline Item random_item(std::mt19937& random) {
    auto const below = [&](unsigned limit) { return random() % limit; };
    auto const text = [&] {
        std::initializer_list<char const*> const texts = {"",  "a", "A",  "ab",
                                                          "%", "_", "äb", "a'b"};
        return std::string(texts.begin()[below(8)]);
    };
    Item item;
    item.a = static_cast<std::int64_t>(below(7)) - 3;
    if (below(3) != 0)
        item.b = static_cast<std::int64_t>(below(5)) - 2;
    item.r = static_cast<double>(below(9)) / 4 - 1;
    if (below(3) != 0)
        item.q = static_cast<double>(below(5)) / 2 - 1;
    item.t = text();
    if (below(3) != 0)
        item.u = text();
    color const colors[] = {color::red, color::green, color::blue};
    item.c = colors[below(3)];
    if (below(3) != 0)
        item.d = colors[below(3)];
    item.flag = below(2) == 1;
    return item;
}

/// A connection with `items` random items and some parts, a third of them without an item.
inline lithe::connection filled(std::size_t items, unsigned seed) {
    lithe::connection c{":memory:"};
    c.create_tables<Item, Part>();
    std::mt19937 random(seed);
    std::vector<Item> all(items);
    for (Item& item : all)
        item = random_item(random);
    c.insert_all(all);
    std::vector<Part> parts(items / 2);
    for (Part& part : parts) {
        if (random() % 3 != 0)
            part.item_id = static_cast<std::int64_t>(random() % items) + 1;
        if (random() % 3 != 0)
            part.label = random() % 2 == 0 ? "x" : "y";
    }
    c.insert_all(parts);
    return c;
}

/// Whether a query gives the rows that `sql` gives: in any order, or in the same.
template <class Query>
bool same(lithe::connection& c, Query const& query, std::string const& sql) {
    return sorted(shown(c.fetch_all(query))) == sorted(of_sql(c.native_handle(), sql));
}
template <class Query>
bool same_order(lithe::connection& c, Query const& query, std::string const& sql) {
    return shown(c.fetch_all(query)) == of_sql(c.native_handle(), sql);
}

}  // namespace rows
