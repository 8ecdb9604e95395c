// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/record.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace detail = lithe::migrations::detail;
using detail::part;

constexpr auto inner = detail::node(detail::leaf(part::check).list[0], detail::leaf(part::ref, "a"),
                                    detail::leaf(part::integer, {}, 3));
constexpr auto outer =
    detail::node(detail::leaf(part::column, "c").list[0], inner, detail::leaf(part::unique));

static_assert(inner.size == 3 && inner.list[0].size == 2);
static_assert(outer.size == 5 && outer.list[0].size == 4);
static_assert(detail::find_part(outer.list[0], part::unique) == &outer.list[4]);
// A part of a part is not a part.
static_assert(detail::find_part(outer.list[0], part::ref) == nullptr);
static_assert(detail::join().size == 0);

}  // namespace

TEST_CASE("the parts of a record are walked without their own parts") {
    std::string seen;
    for (detail::record const& one : detail::parts_of(outer.list[0]))
        seen += one.kind == part::check ? "check " : "unique ";
    REQUIRE(seen == "check unique ");
}
