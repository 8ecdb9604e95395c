// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/digest.hpp>

#include <lithe/migrations/history.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto first = m::migration(
    "20260101000000", "init",
    m::create_table("people", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("name").collate(lithe::nocase).default_value("x"),
                    m::column<std::optional<double>>("height").check(
                        m::ref<std::optional<double>>("height") > 0.5),
                    m::foreign_key("id").references("people", "id").on_delete(lithe::cascade)),
    m::create_unique_index("i", "people", m::desc("name"),
                           m::where(m::ref<std::int64_t>("id") > 7)));

// Golden: files out there have these digests, so that they never change. A change of the
// serialisation gets a new prefix, and this one stays.
static_assert(m::digest(first).view() ==
              "v1:840cdcab1434a90d77e598bafe40e3a95babcaeda7007a2bc06779cef9354639");

static_assert(m::digest(first).view() == m::digest(m::draft(first)).view());
static_assert(m::digest(first).view() == m::digest(m::frozen("v1:0", first)).view());

template <class Step>
constexpr bool differs(Step const& left, Step const& right) {
    return m::digest(m::migration("1", "a", left)).view() !=
           m::digest(m::migration("1", "a", right)).view();
}
static_assert(differs(m::rename_table("a", "b"), m::rename_table("ab", "")));
static_assert(differs(m::add_column("t", m::column<int>("a")),
                      m::add_column("t", m::column<int>("b"))));

}  // namespace

TEST_CASE("a digest is of version and steps") {
    REQUIRE(m::digest(m::migration("1", "a")).view() == m::digest(m::migration("1", "b")).view());
    REQUIRE(m::digest(m::migration("1", "a")).view() != m::digest(m::migration("2", "a")).view());
    REQUIRE(m::digest(first.down(m::drop_table("people", m::lossy("x")))).view() !=
            m::digest(first).view());
}
