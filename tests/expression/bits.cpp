// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/bits.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

#include <ostream>

namespace {

using namespace lithe;
using lithe_test::literal_text_of, lithe_test::text_of;
using rows::Item;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;

static_assert(text_of((a & 3) == 1) == R"("a" & ?1 = ?2)");
static_assert(text_of(a | (b << 2)) == R"("a" | ("b" << ?1))");
static_assert(text_of((a + 1) >> (a & b)) == R"("a" + ?1 >> ("a" & "b"))");
static_assert(text_of(~(a | b) * 2) == R"(~(("a" | "b")) * ?1)");
static_assert(text_of((a & 1) * 2) == R"(("a" & ?1) * ?2)");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(std::same_as<value<decltype(a & 1)>, std::int64_t>);
static_assert(std::same_as<value<decltype(1 << b)>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(~b)>, std::optional<std::int64_t>>);

// A stream is no operand, so that nothing is printed as an expression.
template <class Left, class Right>
concept shifts = requires(Left left, Right right) { left << right; };
static_assert(!shifts<std::ostream&, decltype(a)>);

}  // namespace

TEST_CASE("bit operators answer as SQLite does") {
    auto db = rows::filled(60, 5);
    CHECK(rows::same(
        db,
        from<Item>().select(a & b, a | b, ~a, a << 2, b >> 1, (a & 3) | (b << a), a << -1, ~(-a)),
        "SELECT a & b, a | b, ~a, a << 2, b >> 1, (a & 3) | (b << a), a << -1, ~(-a) FROM items"));
    CHECK(rows::same(db, from<Item>().where((a & 1) == 1, (6 >> (a & 1)) != 3).select(a),
                     "SELECT a FROM items WHERE (a & 1) = 1 AND (6 >> (a & 1)) <> 3"));
    CHECK(literal_text_of((a & 3) << 1) == R"("a" & 3 << 1)");
}
