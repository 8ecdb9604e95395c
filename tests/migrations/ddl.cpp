// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/ddl.hpp>

#include <lithe/expression/comparison.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/statement/create_table.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace detail = lithe::migrations::detail;
using lithe::col;

struct Parent {
    std::int64_t id = 0;
};
struct Item {
    std::int64_t left = 0;
    std::string right{};
    std::optional<double> price{};
    std::optional<std::int64_t> parent{};

    static constexpr auto schema() {
        return lithe::table(
            "items", lithe::primary_key<&Item::left, &Item::right>, lithe::unique<&Item::price>,
            lithe::default_value<&Item::price>(1.5),
            lithe::check(col<&Item::price> >= 0).named("c"),
            lithe::foreign_key<&Item::parent>.references<&Parent::id>().on_delete(lithe::set_null),
            lithe::collate<&Item::right>(lithe::nocase), lithe::without_rowid,
            lithe::index<&Item::right>.desc<&Item::right>());
    }
};

// A migrated file reads like a new one: what the model writes is what the descriptor writes.
constexpr bool survives(std::string_view sql) {
    detail::table_model const table = detail::parse_table(sql);
    return detail::create_table_text(table, table.name).view() == sql;
}
static_assert(survives(lithe::create_table_sql<Parent>()));

}  // namespace

TEST_CASE("a descriptor's own CREATE TABLE is written again") {
    detail::table_model const table = detail::parse_table(lithe::create_table_sql<Item>());
    REQUIRE(detail::same_table(
        table, detail::parse_table(detail::create_table_text(table, "items").view())));
    REQUIRE(detail::create_table_text(table, "new", "temp")
                .view()
                .starts_with("CREATE TABLE \"temp\".\"new\" ("));
    detail::index_model index;
    std::string_view sql = lithe::create_indexes_sql<Item>();
    sql.remove_suffix(2);
    REQUIRE(detail::parse_index(sql, index));
    REQUIRE(detail::create_index_text(index).view() == sql);
}
