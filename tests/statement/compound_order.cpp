// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/compound_order.hpp>

#include <lithe/sqlite.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/judged.hpp"

#include <stdexcept>

using namespace lithe;
using blog::boss;
using blog::User;
using rows::Item;
using rows::judge_order;
using namespace lithe::detail;

namespace {

constexpr auto users = from<User>();
constexpr auto names = users.select(col<&User::name>);

struct Short {
    std::string name{};
    std::int64_t posts = 0;
};
constexpr auto shorts = users.select_as<Short>(col<&User::name>, count(col<&User::id>));
constexpr auto mixed = users.select(col<&User::age> + 1, lithe::all<User>, count());
template <class Query, class Node>
constexpr std::size_t place = result_place<std::remove_const_t<Node>, std::remove_const_t<Query>>;
static_assert(place<decltype(names), decltype(col<&User::name>)> == 1);
static_assert(place<decltype(names), decltype(col<&User::age>)> == 0);
static_assert(place<decltype(users), decltype(col<&User::age>)> == 4);
static_assert(place<decltype(from(boss)), decltype(boss[col<&User::age>])> == 4);
static_assert(place<decltype(mixed), decltype(col<&User::id>)> == 2);
static_assert(place<decltype(mixed), decltype(count())> == 6);
static_assert(place<decltype(shorts), decltype(col<&Short::posts>)> == 2);
static_assert(place<decltype(shorts), decltype(count(col<&User::id>))> == 2);

using order = compound_order_clause<std::remove_const_t<decltype(mixed)>,
                                    decltype(desc(count()).nulls_last()),
                                    decltype(asc(col<&User::age>).nulls_first())>;
static_assert(sql_of<order> == " ORDER BY 6 DESC NULLS LAST, 5 NULLS FIRST");

constexpr auto a = col<&Item::a>;
constexpr auto t = col<&Item::t>;
constexpr auto key = col<&Item::id>;
constexpr auto none = from<Item>().where(a > 1000);
// Two columns of one type; `factor` says which of them orders.
auto products(int factor) {
    return from<Item>()
        .select(key, a * 1, a * -1)
        .union_all(none.select(key, key, key))
        .order_by(a * factor, key)
        .limit(4);
}
auto least(int factor, int ordered) {
    return from<Item>()
        .select(a * factor)
        .union_all(none.select(key))
        .order_by(a * ordered)
        .limit(3);
}
struct Pair {
    std::int64_t first = 0;
    std::int64_t second = 0;
};
constexpr auto pairs = lithe::cte_ref<"pairs", Pair>;
auto walk(int ordered) {
    auto const step = from(pairs)
                          .where(pairs[col<&Pair::first>] < 7)
                          .select_as<Pair>(pairs[col<&Pair::first>] + 2, pairs[col<&Pair::second>]);
    return recursive_cte(pairs, from<Item>()
                                    .where(key < 4)
                                    .select_as<Pair>(key * 1, key * -1)
                                    .union_all(step)
                                    .order_by(key * ordered, col<&Pair::second>)
                                    .limit(5));
}
auto walked(int ordered) {
    auto const rows = walk(ordered);
    return from(rows).select(rows[col<&Pair::first>], rows[col<&Pair::second>]);
}

}  // namespace

TEST_CASE("compound_order: of several columns of one type the one that has the term's values") {
    for (int const factor : {1, -1}) {
        std::string const number = std::to_string(factor);
        judge_order(products(factor),
                    "SELECT id, a * 1, a * -1 FROM items ORDER BY a * " + number + ", id LIMIT 4");
        judge_order(from<Item>().where(a.in(least(factor, factor))).select(key).order_by(key),
                    "SELECT id FROM items WHERE a IN (SELECT a * " + number +
                        " FROM items ORDER BY 1 LIMIT 3) ORDER BY id");
        judge_order(walked(factor),
                    "WITH RECURSIVE p(k, v) AS (SELECT id * 1, id * -1 FROM items WHERE id < 4 "
                    "UNION ALL SELECT k + 2, v FROM p WHERE k < 7 ORDER BY " +
                        std::string(factor == 1 ? "1" : "2") + ", 2 LIMIT 5) SELECT k, v FROM p");
    }
}

TEST_CASE("compound_order: a term that no column has the values of is refused") {
    connection c = rows::filled(3, 1);
    CHECK(c.fetch_all(least(1, 1)).size() == 3);
    CHECK_THROWS_AS(c.fetch_all(products(2)), std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_all(least(1, 2)), std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_all(walked(2)), std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_all(from<Item>().where(a.in(least(1, 2)))), std::invalid_argument);
    CHECK(c.fetch_all(least(2, 2)).size() == 3);
}

TEST_CASE("compound_order: a term with its own collation") {
    auto const texts = from<Item>().select(t, key);
    judge_order(texts.union_with(texts).order_by(desc(t.collate(nocase)), key),
                "SELECT t, id FROM items ORDER BY t COLLATE NOCASE DESC, id");
    auto const joined = from<Item>().select(t + "A", t + "b", key);
    judge_order(joined.union_all(joined).order_by((t + "b").collate(nocase), key),
                "SELECT t || 'A', t || 'b', id FROM items UNION ALL SELECT t || 'A', t || 'b', id "
                "FROM items ORDER BY 2 COLLATE NOCASE, 3");
}
