// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/format.hpp>

#include <lithe/expression/function.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto t = col<&Item::t>;

static_assert(text_of(lithe::format<"%s: %d">(t, a)) == R"(format('%s: %d', "t", "a"))");
static_assert(std::same_as<detail::result_t<decltype(lithe::format<"%d">(a)), detail::type_list<>>,
                           std::string>);

template <fixed_string Format, class... Nodes>
constexpr bool suits = detail::suits_format<Format, Nodes...>();
using whole = decltype(a);
using real = decltype(r);
using text = decltype(t);
static_assert(suits<"%05d|%+.3f|%-8s|%%|%Q", whole, real, text, text>);
static_assert(suits<"%*d %.*f", whole, whole, whole, real>);
static_assert(suits<"%lld %,d %!.15g", whole, whole, real>);
static_assert(suits<"%f %s", whole, real>);
static_assert(!suits<"%d", real>);
static_assert(!suits<"%d", text>);
static_assert(!suits<"%d">);
static_assert(!suits<"%d", whole, whole>);
static_assert(!suits<"%y", whole>);
static_assert(!suits<"100%", whole>);

}  // namespace

TEST_CASE("format prints as SQLite does") {
    auto db = rows::filled(40, 8);
    CHECK(rows::same(db,
                     from<Item>().select(lithe::format<"%05d|%+.3f|%-8s|%%|%Q">(a, r, t, t),
                                         lithe::format<"it's %*d %s">(6, a, coalesce(b, 0)),
                                         lithe::format<"%c%g">(t + "x", a)),
                     "SELECT printf('%05d|%+.3f|%-8s|%%|%Q', a, r, t, t), "
                     "printf('it''s %*d %s', 6, a, coalesce(b, 0)), printf('%c%g', t || 'x', a) "
                     "FROM items"));
}
