// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/compatibility.hpp>

#include <lithe/migrations/history.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

template <class... Steps>
constexpr bool breaks(Steps const&... steps) {
    auto const made = m::migration("2", "next", steps...);
    return m::detail::breaks_programs_of(made.nodes.list[0]);
}

constexpr auto note = m::column<std::string>("note");
constexpr auto made = m::create_table("t", m::column<std::int64_t>("id").primary_key());

// What an older program's INSERT leaves out has a value; what it writes is allowed.
static_assert(!breaks(m::add_column("t", m::column<std::optional<std::string>>("note"))));
static_assert(!breaks(m::add_column("t", note.default_value("-"))));
static_assert(breaks(m::add_column("t", note, m::fill("-"))));
static_assert(breaks(m::add_column("t", note.default_value("-").unique())));
static_assert(breaks(m::create_unique_index("t_note_idx", "t", "note")));
static_assert(!breaks(m::create_index("t_note_idx", "t", "note")));
static_assert(breaks(m::add_constraint("t", m::unique("note"))));
static_assert(breaks(m::drop_column("t", "note", m::lossy("gone"))));

// No older program knows the table.
static_assert(!breaks(made, m::add_column("t", note, m::fill("-")),
                      m::create_unique_index("t_note_idx", "t", "note")));

}  // namespace

TEST_CASE(
    "compatibility: a migration marked .contract() breaks programs, one marked .expand() not") {
    auto const index = m::migration("2", "next", m::create_index("i", "t", "note"));
    CHECK(m::detail::breaks_programs_of(index.contract().nodes.list[0]));
    CHECK_FALSE(m::detail::breaks_programs_of(index.nodes.list[0]));
}
