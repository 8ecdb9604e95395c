// SPDX-License-Identifier: BSL-1.0
//
// Arithmetic and scalar functions against hand-written SQL; nothing that SQLite turns into NULL or
// REAL arrives as something else.

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <cstdint>
#include <limits>

using namespace lithe;
using rows::Item;

namespace {

constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

template <class Result, class Node>
void check(Node const& node, std::string const& sql) {
    INFO(sql);
    lithe::connection c = rows::filled(120, 23);
    auto const query = from<Item>().select(col<&Item::id>, node);
    static_assert(std::same_as<decltype(c.fetch_one(query)), std::tuple<std::int64_t, Result>>);
    CHECK(rows::same(c, query, "SELECT id, " + sql + " FROM items"));
}
using whole = std::int64_t;
using maybe_whole = std::optional<std::int64_t>;
using maybe_real = std::optional<double>;
using maybe_text = std::optional<std::string>;

struct Extreme {
    std::int64_t id = 0;
    std::int64_t value = 0;
};

}  // namespace

TEST_CASE("arithmetic: types and values") {
    check<whole>(a + 1, "a + 1");
    check<whole>(1 - a * 2, "1 - a * 2");
    check<whole>((a + 1) * (a - 1) - (a - 2), "(a + 1) * (a - 1) - (a - 2)");
    check<whole>(a - (1 - a), "a - (1 - a)");
    check<whole>(-a, "-a");
    check<whole>(-(-a), "-(-a)");
    check<whole>(-a - -literal<1>, "-a - -1");
    check<maybe_whole>(a + b, "a + b");
    check<double>(r * 2, "r * 2");
    check<double>(a + 0.5, "a + 0.5");
    check<maybe_real>(q - r, "q - r");
    check<whole>(a * literal<-2>, "a * -2");
}

TEST_CASE("arithmetic: a division by zero is no value") {
    check<maybe_whole>(a / 2, "a / 2");
    check<maybe_whole>(a / 0, "a / 0");
    check<maybe_whole>(10 / a, "10 / a");
    check<maybe_whole>(10 % a, "10 % a");
    check<maybe_real>(r / a, "r / a");
    check<maybe_real>(1.5 / r, "1.5 / r");
    check<maybe_whole>(b / a % 2, "b / a % 2");
    check<maybe_whole>(a / (b / a), "a / (b / a)");
    // A literal is not zero for ever.
    check<whole>(a / literal<2>, "a / 2");
    check<whole>(a % literal<2>, "a % 2");
    check<maybe_whole>(a % literal<0U>, "a % 0");
    // `%` casts to INTEGER first: what is no zero may become one.
    check<maybe_real>(a % literal<0.5>, "a % 0.5");
    check<maybe_real>(a % literal<-0.99>, "a % -0.99");
    check<double>(a % literal<-1.5>, "a % -1.5");
    check<double>(a / literal<0.5>, "a / 0.5");
}

TEST_CASE(
    "arithmetic: an integer that overflows is an error when it is read, never another number") {
    lithe::connection c{":memory:"};
    c.create_tables<Extreme>();
    c.insert(Extreme{.id = 1, .value = INT64_MAX});
    c.insert(Extreme{.id = 2, .value = INT64_MIN});
    constexpr auto value = col<&Extreme::value>;
    auto const high = from<Extreme>().where(col<&Extreme::id> == 1);
    auto const low = from<Extreme>().where(col<&Extreme::id> == 2);
    CHECK(c.fetch_one(high.select(value + 0)) == INT64_MAX);
    CHECK_THROWS_AS(c.fetch_one(high.select(value + 1)), conversion_error);
    CHECK_THROWS_AS(c.fetch_all(high.select(value * 2)), conversion_error);
    CHECK_THROWS_AS(c.fetch_optional(low.select(-value)), conversion_error);
    CHECK_THROWS_AS(c.fetch_all(low.select(value / literal<-1>)), conversion_error);
    CHECK_THROWS_AS(c.fetch_all(low.select(lithe::abs(value))), lithe::error);
    c.insert(Extreme{.id = 3, .value = INT64_MAX});
    auto const all = from<Extreme>().where(value > 0);
    CHECK_THROWS_AS(c.fetch_one(all.select(sum(value))), lithe::error);
    CHECK(c.fetch_one(all.select(total(value))) == 2.0 * static_cast<double>(INT64_MAX));
}

TEST_CASE("functions: texts") {
    check<std::string>(lower(t), "lower(t)");
    check<maybe_text>(upper(u), "upper(u)");
    check<std::string>(trim(t), "trim(t)");
    check<std::string>(ltrim(t, "a"), "ltrim(t, 'a')");
    check<std::string>(rtrim(t, "b"), "rtrim(t, 'b')");
    check<std::string>(replace(t, "a", "xy"), "replace(t, 'a', 'xy')");
    check<maybe_text>(replace(t, u, "-"), "replace(t, u, '-')");
    check<std::string>(substr(t, 2), "substr(t, 2)");
    check<std::string>(substr(t, -2, 1), "substr(t, -2, 1)");
    check<whole>(length(t), "length(t)");
    check<maybe_whole>(length(u), "length(u)");
    check<maybe_whole>(instr(t, u), "instr(t, u)");
    check<std::string>(concat("<", t, ">"), "'<' || t || '>'");
    check<std::string>(t + "!" + t, "t || '!' || t");
    check<maybe_text>(t + u, "t || u");
    check<whole>(length(t + "ab") + 1, "length(t || 'ab') + 1");
}

TEST_CASE("functions: numbers, and what removes NULL") {
    check<whole>(lithe::abs(a), "abs(a)");
    check<maybe_real>(lithe::abs(q), "abs(q)");
    check<double>(lithe::round(r), "round(r)");
    check<double>(lithe::round(r, 1), "round(r, 1)");
    check<whole>(coalesce(b, 0), "coalesce(b, 0)");
    check<whole>(coalesce(b, a), "coalesce(b, a)");
    check<maybe_real>(coalesce(b, q), "CAST(coalesce(b, q) AS REAL)");
    check<std::string>(coalesce(u, "none"), "coalesce(u, 'none')");
    check<maybe_text>(coalesce(u, nullif(t, "")), "coalesce(u, nullif(t, ''))");
    check<std::string>(coalesce(u, u, t), "coalesce(u, u, t)");
    check<std::string>(ifnull(u, t), "ifnull(u, t)");
    check<maybe_whole>(nullif(a, 0), "nullif(a, 0)");
    check<whole>(coalesce(a / b, 0), "coalesce(a / b, 0)");
}

TEST_CASE("arithmetic: what is no number is NULL in SQLite, and never read as one") {
    struct Real {
        std::int64_t id = 0;
        double value = 0;
    };
    constexpr auto value = col<&Real::value>;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    lithe::connection c{":memory:"};
    c.create_tables<Real>();
    c.insert(Real{.value = infinity});
    auto const all = from<Real>();
    CHECK(c.fetch_one(all.select(value + 1.0)) == infinity);
    CHECK(c.fetch_one(all.select(-value)) == -infinity);
    CHECK_THROWS_AS(c.fetch_one(all.select(value - value)), lithe::conversion_error);
    CHECK_THROWS_AS(c.fetch_one(all.select(value * 0.0)), lithe::conversion_error);
    CHECK(c.fetch_one(all.select(value / value)) == std::nullopt);
    CHECK(c.fetch_one(all.select(coalesce(value - value, 7.0))) == 7.0);
    CHECK(c.fetch_all(all.where(value - value == 0.0)).empty());
    auto const written = update<Real>().set(value = value - value).all_rows();
    CHECK_THROWS_AS(c.execute(written), lithe::constraint_error);
}
