// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/table.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

struct item {
    std::int64_t id = 0;
    int left = 0;
    int right = 0;
};
struct payload {};

constexpr auto key = lithe::primary_key<&item::id>;
constexpr auto by_left = lithe::index<&item::left>;
constexpr auto by_right = lithe::index<&item::right>;

static_assert(lithe::table("item").strict && !lithe::table("item").non_strict().strict);
static_assert(lithe::table("item", key).name == "item");
static_assert(lithe::table("item_" + lithe::name_of<payload>, key).name == "item_payload");

// Shared lists stand in their place, also lists of lists.
constexpr auto shared = lithe::constraints(by_left, lithe::constraints(by_right));
constexpr auto described = lithe::table("item", key, shared, lithe::unique<&item::left>);
using list = decltype(described)::constraint_list::types;
static_assert(list::size == 4);
static_assert(
    std::is_same_v<lithe::detail::nth_t<1, list>, std::remove_const_t<decltype(by_left)>>);
static_assert(
    std::is_same_v<lithe::detail::nth_t<2, list>, std::remove_const_t<decltype(by_right)>>);
static_assert(lithe::table("item", lithe::constraints()).constraints.size == 0);

}  // namespace

TEST_CASE("a table keeps the values of its constraints, those of shared lists, too") {
    std::string name;
    lithe::table("item", lithe::constraints(by_left.named("a")), by_right.named("b"))
        .constraints.each([&](auto const& index) { name += index.name; });
    CHECK(name == "ab");
}
