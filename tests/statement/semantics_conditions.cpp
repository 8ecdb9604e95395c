// SPDX-License-Identifier: BSL-1.0
//
// Conditions against hand-written SQL, on random rows with NULLs and on an empty table.

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace lithe;
using rows::color;
using rows::Item;

namespace {

constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

/// The ids of the rows for which the condition is true, on three tables, one of them empty.
template <class Condition>
void check(Condition const& condition, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 150U}) {
        lithe::connection c = rows::filled(size, 7);
        CHECK(rows::same(c, from<Item>().where(condition).select(col<&Item::id>),
                         "SELECT id FROM items WHERE " + sql));
    }
}

}  // namespace

TEST_CASE("conditions: comparisons of columns with values and with each other") {
    check(a == 1, "a = 1");
    check(b != 1, "b <> 1");
    check(1 < b, "1 < b");
    check(b >= a, "b >= a");
    check(q > 0, "q > 0");
    check(q <= 0.5, "q <= 0.5");
    check(col<&Item::r> == a, "r = a");
    check(t == "a", "t = 'a'");
    check(u > "a'", "u > 'a'''");
    check(t == u, "t = u");
    check(col<&Item::flag> == true, "flag = 1");
    check(col<&Item::c> == color::blue, "c = 200");
    check(col<&Item::d> != color::green, "d <> 2");
    check(col<&Item::c> == col<&Item::d>, "c = d");
}

TEST_CASE("conditions: a nullable column keeps SQL's =, an optional value means IS") {
    check(b == std::optional<int>(1), "b IS 1");
    check(b == std::optional<int>(), "b IS NULL");
    check(b != std::optional<int>(1), "b IS NOT 1");
    check(b != std::optional<int>(), "b IS NOT NULL");
    check(std::optional<std::string>() == u, "u IS NULL");
    check(u == std::optional<std::string>("a"), "u IS 'a'");
    check(col<&Item::d> == std::optional<color>(color::red), "d IS 1");
    check(b == std::nullopt, "b IS NULL");
    check(u != nullptr, "u IS NOT NULL");
    check(b == a, "b = a");
    check(b.is_null() || q.is_not_null(), "b IS NULL OR q IS NOT NULL");
}

TEST_CASE("conditions: logic with NULL, and brackets") {
    check(!(b == 1), "NOT b = 1");
    check(!(b == 1 && q > 0), "NOT (b = 1 AND q > 0)");
    check((b == 1 || q > 0) && u == "a", "(b = 1 OR q > 0) AND u = 'a'");
    check(b == 1 || (q > 0 && u == "a"), "b = 1 OR q > 0 AND u = 'a'");
    check(!(b == 1) || !(q > 0), "NOT b = 1 OR NOT q > 0");
    check(!!(b == 1), "NOT NOT b = 1");
    check((b == 1) == (q > 0), "(b = 1) = (q > 0)");
    check((a > 0) == col<&Item::flag>, "(a > 0) = flag");
    check(is_null(b == 1), "(b = 1) IS NULL");
    check(!(a - 1 == 0), "NOT a - 1 = 0");
}

TEST_CASE("conditions: lists, BETWEEN, LIKE and GLOB") {
    check(a.in(1, 2), "a IN (1, 2)");
    check(b.in(1, a), "b IN (1, a)");
    check(b.not_in(1, 2), "b NOT IN (1, 2)");
    check(t.in("a", "%"), "t IN ('a', '%')");
    check(!u.in("a"), "NOT u IN ('a')");
    check(col<&Item::c>.in(color::red, color::blue), "c IN (1, 200)");
    check(a.between(-1, 2), "a BETWEEN -1 AND 2");
    check(not_between(b, -1, 1), "b NOT BETWEEN -1 AND 1");
    check(a.between(b, 2) && b < 2, "a BETWEEN b AND 2 AND b < 2");
    check(!(a.between(0, 1)), "NOT a BETWEEN 0 AND 1");
    check(u.between("a", "b"), "u BETWEEN 'a' AND 'b'");
    check(t.like("a%"), "t LIKE 'a%'");
    check(u.not_like("%b"), "u NOT LIKE '%b'");
    check(t.like(u), "t LIKE u");
    check(t.glob("a*"), "t GLOB 'a*'");
    check(!t.like("_"), "NOT t LIKE '_'");
    check(upper(t).like("A%"), "upper(t) LIKE 'A%'");
}

TEST_CASE("conditions: as results they are bool, or NULL") {
    lithe::connection c = rows::filled(100, 3);
    auto const known = from<Item>().select(a > 0);
    auto const unknown = from<Item>().select(b > 0);
    auto const null_test = from<Item>().select(b.is_null());
    static_assert(std::same_as<decltype(c.fetch_all(known)), std::vector<bool>>);
    static_assert(std::same_as<decltype(c.fetch_one(unknown)), std::optional<bool>>);
    static_assert(std::same_as<decltype(c.fetch_one(null_test)), bool>);
    CHECK(rows::same(c, unknown, "SELECT b > 0 FROM items"));
    CHECK(rows::same(c, null_test, "SELECT b IS NULL FROM items"));
}
