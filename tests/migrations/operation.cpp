// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/operation.hpp>

#include <lithe/migrations/digest.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
using m::detail::part;

constexpr auto why = m::lossy("old");

static_assert(m::drop_column("t", "c", why).nodes.list[0].kind == part::drop_column);
static_assert(m::drop_column("t", "c", m::if_all_null).nodes.list[1].kind == part::if_all_null);
static_assert(m::drop_table("t", m::if_empty).nodes.size == 2);
static_assert(m::rename_column("t", "a", "b").nodes.list[1].name == "b");
static_assert(m::raw("DELETE FROM t", why).nodes.list[0].name == "DELETE FROM t");
static_assert(m::raw("x", m::effects(m::drop_table("t", why))).nodes.list[1].size == 2);

// Without an acknowledgement there is no way to drop.
template <class Why>
concept drops = requires(Why const& given) { m::drop_table("t", given); };
static_assert(drops<decltype(why)> && !drops<int> && !drops<decltype(m::if_all_null)>);

}  // namespace

TEST_CASE("an operation is its record with its parts behind it") {
    auto const index = m::create_unique_index("i", "t", "a", m::desc("b", lithe::nocase),
                                              m::where(m::ref<int>("a") > 0));
    std::string kinds;
    for (m::detail::record const& one : m::detail::parts_of(index.nodes.list[0]))
        kinds += std::to_string(static_cast<int>(one.kind)) + " ";
    REQUIRE(kinds == "75 73 73 74 ");
    REQUIRE(m::alter_column("t", "c", m::drop_not_null, m::set_default(1), m::drop_default,
                            m::set_collate(lithe::nocase), m::set_not_null(m::fill(0)),
                            m::set_type<int>(m::ref<int>("c")))
                .nodes.size == 11);
}
