// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/table_step.hpp>

#include <lithe/migrations/replay.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;
using detail::fault;

constexpr auto people =
    m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("name"), m::column<std::optional<int>>("age"));

// What the step finds on `people`.
template <std::size_t Size>
constexpr fault found(m::detail::operation<Size> const& step) {
    detail::replayer run;
    static_cast<void>(run.apply(people.nodes.list[0]));
    static_cast<void>(run.apply(step.nodes.list[0]));
    return run.found.what;
}
constexpr auto why = m::lossy("x");

}  // namespace

TEST_CASE("each operation finds what it needs, or says what it does not") {
    REQUIRE(found(m::rename_column("people", "NAME", "title")) == fault::none);
    REQUIRE(found(m::rename_column("people", "name", "Name")) == fault::none);
    REQUIRE(found(m::rename_column("people", "name", "age")) == fault::column_exists);
    REQUIRE(found(m::drop_column("people", "nmae", why)) == fault::no_column);
    REQUIRE(found(m::drop_column("people", "id", why)) == fault::key_column);
    REQUIRE(found(people) == fault::name_taken);
    REQUIRE(found(m::create_table("__lithe_new_x", m::column<int>("a"))) == fault::bad_name);
    REQUIRE(found(m::add_column("people", m::column<int>("x"))) == fault::not_null_needs_fill);
    REQUIRE(found(m::add_column("people", m::column<int>("x").default_value(1))) == fault::none);
    REQUIRE(found(m::add_column("people", m::column<std::optional<int>>("x"))) == fault::none);
    REQUIRE(found(m::add_column("people", m::column<int>("x"), m::fill(m::ref<int>("age")))) ==
            fault::ref_type);
    REQUIRE(found(m::add_column("people", m::column<int>("x"),
                                m::fill(m::coalesce(m::ref<std::optional<int>>("age"), 0)))) ==
            fault::none);
    REQUIRE(found(m::alter_column("people", "age",
                                  m::set_type<std::optional<std::string>>(m::cast<std::string>(
                                      m::ref<std::optional<int>>("age"))))) == fault::none);
    // NOT NULL stays NOT NULL.
    REQUIRE(found(m::alter_column("people", "name",
                                  m::set_type<std::optional<int>>(
                                      m::cast<std::optional<int>>(m::ref<std::string>("name"))))) ==
            fault::not_null_needs_fill);
}

TEST_CASE("dropping a table drops its indexes and triggers, a rename takes them along") {
    detail::replayer run;
    REQUIRE(run.apply(people.nodes.list[0]));
    REQUIRE(run.apply(m::create_index("i", "people", "name").nodes.list[0]));
    REQUIRE(run.apply(
        m::create_trigger("g", "AFTER INSERT ON people BEGIN SELECT 1; END").nodes.list[0]));
    REQUIRE(run.apply(m::rename_table("people", "persons").nodes.list[0]));
    REQUIRE(run.schema.indexes[0].table.view() == "persons");
    REQUIRE(run.schema.triggers[0].table.view() == "persons");
    REQUIRE(run.apply(m::drop_table("persons", why).nodes.list[0]));
    REQUIRE(run.schema.indexes.empty());
    REQUIRE(run.schema.triggers.empty());
}
