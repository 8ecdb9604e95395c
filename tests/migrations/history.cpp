// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/history.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace m = lithe::migrations;
using m::detail::part;

constexpr auto one = m::migration("1", "first", m::create_table("t", m::column<int>("a")));
constexpr auto two = m::migration("2", "second", m::drop_table("t", m::lossy("x")));
constexpr auto flat = m::history(one, two);
constexpr auto nested = m::history(m::history(one), m::history(m::history(two)));
static_assert(flat.nodes.size == nested.nodes.size);
static_assert(std::is_same_v<decltype(flat), decltype(nested)>);

static_assert(one.down(m::drop_table("t", m::lossy("x"))).nodes.size == one.nodes.size + 3);
static_assert(one.expand().contract().nodes.list[0].number ==
              (m::detail::is_expand | m::detail::is_contract));
static_assert(m::draft(one).nodes.list[0].number == m::detail::is_draft);
static_assert(m::frozen("v1:0", one).nodes.list[one.nodes.size].kind == part::pin);
static_assert(one.irreversible("gone").nodes.list[0].size == 3);

}  // namespace

TEST_CASE("chunks of histories are one list of migrations") {
    std::string versions;
    m::detail::record const* at = nested.nodes.list;
    for (; at < nested.nodes.list + nested.nodes.size; at += 1 + at->size)
        versions += std::string(at->name) + ":" + std::string(at->other) + " ";
    REQUIRE(versions == "1:first 2:second ");
}
