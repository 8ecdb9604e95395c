// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/replay.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;
using detail::fault;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto parent = m::create_table("parents", id);
constexpr auto child =
    m::create_table("children", id, m::column<std::int64_t>("parent").references("parents", "id"));

template <std::size_t Size>
constexpr detail::finding find(m::detail::history_t<Size> const& history) {
    detail::replayer run;
    detail::replay(run, {history.nodes.list, Size});
    return run.found;
}

// The child may come first, in the same migration.
static_assert(find(m::history(m::migration("1", "a", child, parent))).what == fault::none);
static_assert(find(m::history(m::migration("1", "a", child), m::migration("2", "b", parent)))
                  .what == fault::no_parent);
static_assert(find(m::history(m::migration("1", "a", parent, child),
                              m::migration("2", "b", m::drop_table("parents", m::lossy("x")))))
                  .version == "2");
static_assert(find(m::history(m::migration("9", "a", parent), m::migration("10", "b"))).what ==
              fault::none);
static_assert(find(m::history(m::migration("10", "a"), m::migration("010", "b"))).what ==
              fault::version_order);
static_assert(find(m::history(m::migration("1a", "a"))).what == fault::bad_version);

static_assert(detail::is_before("9", "10") && detail::is_before("09", "10") &&
              !detail::is_before("10", "10") && detail::is_version("0") && !detail::is_version(""));

}  // namespace

TEST_CASE("a finding says migration, step, table and column") {
    auto const found = find(m::history(
        m::migration("1", "a", parent, child),
        m::migration("2", "b", m::add_column("children", m::column<int>("x").default_value(1)),
                     m::rename_column("children", "y", "z"))));
    REQUIRE(found.what == fault::no_column);
    REQUIRE(found.version == "2");
    REQUIRE(found.step == 2);
    REQUIRE(found.table == "children");
    REQUIRE(found.column == "y");
}

TEST_CASE("raw SQL changes the model by its effects") {
    detail::replayer run;
    auto const history = m::history(m::migration(
        "1", "a", parent, m::raw("anything", m::effects(m::rename_table("parents", "p")))));
    detail::replay(run, {history.nodes.list, history.nodes.size});
    REQUIRE(run.schema.table("p") != nullptr);
}
