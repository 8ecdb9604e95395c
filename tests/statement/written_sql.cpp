// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/written_sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

using lithe::sql;

namespace {

struct person {
    std::string name{};
    std::optional<int> age{};
};

template <class Statement>
inline constexpr auto mistake = decltype(find_in_whole(static_cast<Statement*>(nullptr)))::value;

constexpr auto query = sql<"SELECT name, age FROM people WHERE age > ?1">.as<person>(18);
using query_type = std::remove_cvref_t<decltype(query)>;
static_assert(!query_type::writes && query_type::returns_rows);
static_assert(query.sql() == "SELECT name, age FROM people WHERE age > ?1");
static_assert(std::is_same_v<query_type::rows::row_type, person>);

// One type for all integers; texts are copied, but for literals.
static_assert(std::is_same_v<decltype(sql<"SELECT ?">.as<int>(1)),
                             decltype(sql<"SELECT ?">.as<int>(std::uint8_t{1}))>);
static_assert(std::is_same_v<decltype(sql<"SELECT ?">.as<int>(std::string())),
                             decltype(sql<"SELECT ?">.as<int>(std::declval<std::string_view>()))>);
static_assert(std::is_same_v<decltype(sql<"SELECT ?">.as<int>("a")),
                             decltype(sql<"SELECT ?">.as<int>(lithe::borrow("a")))>);

constexpr auto removal = sql<"DELETE FROM people WHERE age < ?">(3);
using removal_type = std::remove_cvref_t<decltype(removal)>;
static_assert(removal_type::writes && !removal_type::returns_rows);

// A text alone is no statement yet, and says so where it would be run.
static_assert(mistake<std::remove_cvref_t<decltype(sql<"DELETE FROM people">)>> ==
              lithe::detail::rule::values_missing);

struct recorder {
    std::vector<std::string> seen{};
    template <class Value>
    void operator()(Value const& value) {
        if constexpr (std::is_convertible_v<Value, std::string>) {
            seen.push_back(value);
        } else {
            seen.push_back(std::to_string(value));
        }
    }
};

}  // namespace

TEST_CASE("sql: values are owned and bound in the order given") {
    recorder sink;
    auto const statement = [] {
        std::string first = "one that is long enough to be on the heap";
        char second[] = "two";
        auto made =
            sql<"SELECT ?, ?, ?">.as<std::tuple<std::string, std::string, int>>(first, second, 3);
        first.assign("gone");
        second[0] = 'x';
        return made;
    }();
    statement.bind(sink);
    CHECK(sink.seen ==
          std::vector<std::string>{"one that is long enough to be on the heap", "two", "3"});
}
