// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/math.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

#include <cmath>  // its functions are found, too, and must not be taken

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto q = col<&Item::q>;

static_assert(text_of(pow(a, 2)) == R"(pow("a", ?1))");
static_assert(text_of(log(2, r) + pi()) == R"(log(?1, "r") + pi())");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
using maybe = std::optional<double>;
static_assert(std::same_as<value<decltype(floor(a))>, std::int64_t>);
static_assert(std::same_as<value<decltype(ceil(b))>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(trunc(r))>, double>);
static_assert(std::same_as<value<decltype(sqrt(a))>, maybe>);
static_assert(std::same_as<value<decltype(ln(r))>, maybe>);
static_assert(std::same_as<value<decltype(mod(a, 2))>, maybe>);
static_assert(std::same_as<value<decltype(sin(a))>, double>);
static_assert(std::same_as<value<decltype(sin(r))>, maybe>);
static_assert(std::same_as<value<decltype(pow(a, 2))>, double>);
static_assert(std::same_as<value<decltype(pow(a, r))>, maybe>);
static_assert(std::same_as<value<decltype(exp(r))>, double>);
static_assert(std::same_as<value<decltype(atan2(q, 1))>, maybe>);
static_assert(std::same_as<value<decltype(pi())>, double>);

bool has_math(lithe::connection& db) {
    return sqlite3_compileoption_used("ENABLE_MATH_FUNCTIONS") == 1 &&
           !rows::of_sql(db.native_handle(), "SELECT pi()").empty();
}

}  // namespace

TEST_CASE("math functions answer as SQLite does") {
    auto db = rows::filled(60, 5);
    if (!has_math(db)) {
        CHECK_THROWS_AS(db.fetch_all(from<Item>().select(sqrt(a))), lithe::missing_feature);
        return;
    }
    CHECK(rows::same(
        db,
        from<Item>().select(acos(r), acosh(a), asin(q), asinh(r), atan(a), atan2(r, q), atanh(r),
                            ceil(r), floor(b), trunc(q), cos(r), cosh(a), sin(a), sinh(r), tan(q),
                            tanh(r)),
        "SELECT acos(r), acosh(a), asin(q), asinh(r), atan(a), atan2(r, q), atanh(r), ceil(r), "
        "floor(b), trunc(q), cos(r), cosh(a), sin(a), sinh(r), tan(q), tanh(r) FROM items"));
    CHECK(rows::same(
        db,
        from<Item>().select(degrees(r), radians(a), exp(q), ln(a), log10(r), log2(a), log(r),
                            log(3, a), mod(a, b), mod(r, q), pow(a, b), pow(a, r), sqrt(a), sqrt(q),
                            pow(2, a), atan2(a, 1) + pi()),
        "SELECT degrees(r), radians(a), exp(q), ln(a), log10(r), log2(a), log(r), log(3, a), "
        "mod(a, b), mod(r, q), pow(a, b), pow(a, r), sqrt(a), sqrt(q), pow(2, a), "
        "atan2(a, 1) + pi() FROM items"));
}

TEST_CASE("math functions: of the infinite") {
    auto db = rows::filled(1, 5);
    if (!has_math(db))
        return;
    double const endless = std::numeric_limits<double>::infinity();
    db.execute(lithe::update<Item>().set(r = endless).where(key == 1));
    CHECK(rows::same(
        db, from<Item>().select(sin(r), cos(r), tan(r), exp(r), floor(r), sqrt(r), atan(r)),
        "SELECT sin(r), cos(r), tan(r), exp(r), floor(r), sqrt(r), atan(r) FROM items"));
}
