// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/action.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

template <class Column, class... More>
bool by_alter(Column const& column, More const&... more) {
    auto const step = m::add_column("t", column, more...);
    return m::detail::adds_by_alter(step.nodes.list[0]);
}

}  // namespace

TEST_CASE("ALTER TABLE ADD COLUMN where SQLite takes it whatever rows there are") {
    REQUIRE(by_alter(m::column<std::optional<int>>("a")));
    REQUIRE(by_alter(m::column<int>("a").default_value(0)));
    REQUIRE(by_alter(m::column<std::optional<int>>("a").references("p", "id")));
    REQUIRE(by_alter(m::column<std::optional<int>>("a").check(m::sql<bool>("a > 0"))));
    REQUIRE(by_alter(m::column<std::optional<int>>("a").generated(m::sql<int>("1"))));
    // These pass on an empty table and fail on one with rows.
    REQUIRE_FALSE(
        by_alter(m::column<std::optional<int>>("a").generated(m::sql<int>("1")).stored()));
    REQUIRE_FALSE(
        by_alter(m::column<std::string>("a").default_value(m::sql<std::string>("CURRENT_DATE"))));
    REQUIRE_FALSE(by_alter(m::column<int>("a").default_value(0).references("p", "id")));
    REQUIRE_FALSE(by_alter(m::column<std::optional<int>>("a").unique()));
    REQUIRE_FALSE(by_alter(m::column<int>("a"), m::fill(1)));
}

TEST_CASE("what may lose data is lossy, unless a condition is looked at") {
    REQUIRE(m::detail::lossy_risk(m::drop_column("t", "a", m::lossy("x")).nodes.list[0]) ==
            m::risk::lossy);
    REQUIRE(m::detail::lossy_risk(m::drop_table("t", m::if_empty).nodes.list[0]) ==
            m::risk::breaking);
    REQUIRE(m::detail::risk_of_raw(m::raw("x").nodes.list[0]) == m::risk::opaque);
    REQUIRE(m::detail::why_of(m::raw("x", m::lossy("because")).nodes.list[0]) == "because");
}
