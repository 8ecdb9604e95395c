// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/lowering.hpp>

#include <lithe/migrations/parse.hpp>

#include "support/catch.hpp"

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

// A column takes along what is its own; what names others, too, keeps it.
constexpr bool may_drop(std::string_view sql, std::string_view column) {
    detail::table_model table = detail::parse_table(sql);
    return detail::drop_own_constraints(table, column) && table.checks.empty() &&
           table.uniques.empty() && table.foreign_keys.empty();
}
static_assert(may_drop("CREATE TABLE t (a UNIQUE CHECK (a > 0) REFERENCES p (x), b)", "a"));
static_assert(!may_drop("CREATE TABLE t (a, b, CHECK (a > b))", "a"));
static_assert(!may_drop("CREATE TABLE t (a, b, UNIQUE (a, b))", "b"));
static_assert(!may_drop("CREATE TABLE t (a, b AS (a + 1))", "a"));

static_assert(detail::trigger_table("AFTER UPDATE OF a ON \"my table\" BEGIN SELECT 1; END")
                  .view() == "my table");

}  // namespace

TEST_CASE("a rename goes through the table's own texts") {
    detail::table_model table = detail::parse_table(
        "CREATE TABLE t (a PRIMARY KEY, b AS (a || 'a'), c REFERENCES t (a), CHECK (a > "
        "length(c)), "
        "UNIQUE (a, c))");
    detail::rename_column_in(table, "a", "z");
    REQUIRE(detail::same_table(
        table, detail::parse_table("CREATE TABLE t (z PRIMARY KEY, b AS (\"z\" || 'a'), "
                                   "c REFERENCES t (z), CHECK (z > length(c)), UNIQUE (z, c))")));
}

TEST_CASE("an index of a history") {
    auto const step =
        m::create_unique_index("i", "t", "a", m::desc("b", lithe::nocase),
                               m::on(m::sql<int>("length(c)")), m::where(m::ref<int>("a") > 0));
    REQUIRE(
        detail::create_index_text(detail::make_index(step.nodes.list[0])).view() ==
        R"(CREATE UNIQUE INDEX "i" ON "t" ("a", "b" COLLATE "NOCASE" DESC, length(c)) WHERE "a" > 0)");
}
