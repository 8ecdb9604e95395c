// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/overview.hpp>

#include <lithe/migrations/migrator.hpp>
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/noted_history.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

using namespace support::noted;

}  // namespace

TEST_CASE("pending is what the file does not have, up to options.to") {
    lithe::connection db(":memory:");
    auto const loaded = detail::load(history);
    note(db, "1", digest_of(1));
    auto const seen = detail::look_at(db.native_handle(), loaded, "2");
    REQUIRE(seen.shown.applied == std::vector<std::string>{"1"});
    REQUIRE(seen.shown.pending == std::vector<std::string>{"2"});
    REQUIRE(detail::model_of_applied(loaded, seen).schema.table("t") != nullptr);
    REQUIRE(detail::model_at(loaded, "3").schema.table("u") != nullptr);
}

TEST_CASE("phases::expand_only leaves to an operator what older programs would not survive") {
    constexpr auto first =
        m::migration("1", "init", m::create_table("t", m::column<int>("a"), m::column<int>("b")));
    constexpr auto second =
        m::migration("2", "adds", m::add_column("t", m::column<std::optional<int>>("c")));
    constexpr auto third = m::migration("3", "drops", m::drop_column("t", "a", m::lossy("x")));
    constexpr auto fourth =
        m::migration("4", "adds again", m::add_column("t", m::column<std::optional<int>>("d")));
    auto const staged = m::history(first, second, third, fourth);
    using list = std::vector<std::string>;
    lithe::connection db(":memory:");
    m::migrator{db, m::history(first)}.migrate();
    m::migrator start{db, staged, {.phases = m::phases::expand_only}};
    REQUIRE(start.plan().to == "2");
    auto const done = start.migrate();
    REQUIRE(done.versions == list{"2"});
    REQUIRE(done.held == list{"3", "4"});
    REQUIRE(start.plan().empty());
    REQUIRE(start.migrate().held == list{"3", "4"});
    REQUIRE(start.status().pending == list{"3", "4"});
    REQUIRE(m::migrator{db, staged}.migrate().versions == list{"3", "4"});
    // No older program has a new file.
    lithe::connection fresh(":memory:");
    REQUIRE(
        m::migrator{fresh, staged, {.phases = m::phases::expand_only}}.migrate().versions.size() ==
        4);
    // What its author marked is as it is marked.
    lithe::connection marked(":memory:");
    m::migrator{marked, m::history(first)}.migrate();
    m::migrator both{
        marked,
        m::history(
            first,
            m::migration("2", "raw", m::raw("DELETE FROM t WHERE 0", m::lossy("none"))).expand(),
            m::migration("3", "x", m::create_table("u", m::column<int>("a"))).contract()),
        {.phases = m::phases::expand_only}};
    REQUIRE(both.migrate().held == list{"3"});
}
