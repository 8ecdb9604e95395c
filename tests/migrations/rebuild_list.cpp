// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/rebuild_list.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

}  // namespace

TEST_CASE("each new column knows its expression over the old table") {
    detail::replayer state;
    REQUIRE(
        state.apply(m::create_table("t", m::column<int>("a"), m::column<std::optional<int>>("b"))
                        .nodes.list[0]));
    detail::table_model const before = *state.schema.table("t");
    std::vector<detail::action> actions;
    detail::rebuild_list rebuilds(state, actions);
    auto& open = rebuilds.begin(before, "t");
    auto const add = m::add_column("t", m::column<int>("c"), m::fill(m::ref<int>("a") + 1));
    REQUIRE(state.apply(add.nodes.list[0]));
    rebuilds.fold(open, add.nodes.list[0]);
    auto const fill = m::alter_column("t", "b", m::set_not_null(m::fill(7)));
    REQUIRE_FALSE(detail::rebuild_list::reads_new(open, fill.nodes.list[0]));
    REQUIRE(state.apply(fill.nodes.list[0]));
    rebuilds.fold(open, fill.nodes.list[0]);
    auto const reads = m::add_column("t", m::column<int>("d"), m::fill(m::ref<int>("c")));
    REQUIRE(detail::rebuild_list::reads_new(open, reads.nodes.list[0]));

    rebuilds.flush_all();
    REQUIRE(actions.size() == 1);
    REQUIRE(actions[0].rebuild.sources.size() == 2);
    REQUIRE(actions[0].rebuild.sources[0].value.view() == R"("t"."a" + 1)");
    REQUIRE(actions[0].rebuild.sources[1].value.view() == R"(coalesce("t"."b", 7))");
    REQUIRE(actions[0].rebuild.after.has("c"));
}
