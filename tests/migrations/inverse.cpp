// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/inverse.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

constexpr auto people =
    m::migration("1", "init",
                 m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::optional<std::string>>("name")));

// Down after up leaves the model as it was.
template <class... Steps>
bool is_undone(Steps const&... steps) {
    auto const migration = m::migration("2", "next", steps...);
    detail::replayer run;
    REQUIRE(run.apply_migration(people.nodes.list[0]));
    detail::schema_model const before = run.schema;
    REQUIRE(run.apply_migration(migration.nodes.list[0]));
    std::vector<detail::record> const down = detail::steps_down(migration.nodes.list[0]);
    for (detail::record const& step : detail::parts_of(down.front()))
        REQUIRE(run.apply(step));
    return run.schema.tables.size() == before.tables.size() &&
           detail::same_table(run.schema.tables[0], before.tables[0]) &&
           run.schema.indexes.empty() && run.schema.views.empty() && run.schema.triggers.empty();
}

}  // namespace

TEST_CASE("what was created, added and renamed is undone, the last first") {
    REQUIRE(is_undone(m::create_table("pets", m::column<int>("a")),
                      m::add_column("pets", m::column<std::optional<int>>("b")),
                      m::rename_table("pets", "animals")));
    REQUIRE(is_undone(m::rename_column("people", "name", "title"),
                      m::create_index("i", "people", "title"),
                      m::create_view("v", "SELECT title FROM people"),
                      m::create_trigger("g", "AFTER INSERT ON people BEGIN SELECT 1; END"),
                      m::add_constraint("people", m::unique("title"))));
}

TEST_CASE("what was lost has no inverse that is guessed") {
    auto const lost = m::migration("2", "next", m::drop_column("people", "name", m::lossy("x")));
    REQUIRE_THROWS_AS(detail::steps_down(lost.nodes.list[0]), lithe::migration_error);
    auto const written =
        lost.down(m::add_column("people", m::column<std::optional<std::string>>("name")));
    REQUIRE(detail::steps_down(written.nodes.list[0]).size() > 1);
    auto const never = m::migration("2", "next").irreversible("the past is gone");
    REQUIRE_THROWS_WITH(detail::steps_down(never.nodes.list[0]),
                        "lithe: rollback(): migration 2 is irreversible: the past is gone");
}
