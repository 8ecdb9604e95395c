// SPDX-License-Identifier: BSL-1.0
//
// Aggregates, groups and HAVING against hand-written SQL, over rows with NULLs and over none.

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace lithe;
using rows::Item;
using rows::Part;

namespace {

constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto u = col<&Item::u>;

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 150U}) {
        lithe::connection c = rows::filled(size, 47);
        CHECK(rows::same(c, query, sql));
    }
}
template <class Node>
using value = decltype(std::declval<lithe::connection&>().fetch_one(
    from<Item>().select(std::declval<Node>())));

struct Summary {
    std::optional<std::int64_t> b{};
    std::int64_t count = 0;
    std::optional<double> mean{};
    double total = 0;
};

}  // namespace

TEST_CASE("groups: an aggregate over no rows is NULL, but for count and total") {
    static_assert(std::same_as<value<decltype(count())>, std::int64_t>);
    static_assert(std::same_as<value<decltype(count(b))>, std::int64_t>);
    static_assert(std::same_as<value<decltype(total(a))>, double>);
    static_assert(std::same_as<value<decltype(sum(a))>, std::optional<std::int64_t>>);
    static_assert(std::same_as<value<decltype(sum(q))>, std::optional<double>>);
    static_assert(std::same_as<value<decltype(avg(a))>, std::optional<double>>);
    static_assert(std::same_as<value<decltype(min(col<&Item::t>))>, std::optional<std::string>>);
    static_assert(std::same_as<value<decltype(max(col<&Item::c>))>, std::optional<rows::color>>);
    static_assert(std::same_as<value<decltype(max(col<&Item::flag>))>, std::optional<bool>>);
    static_assert(std::same_as<value<decltype(group_concat(u))>, std::optional<std::string>>);
    static_assert(std::same_as<value<decltype(coalesce(sum(a), 0))>, std::int64_t>);
    check(from<Item>().select(count(), count(b), sum(a), sum(q), total(b), avg(b), min(u), max(q)),
          "SELECT count(*), count(b), sum(a), sum(q), total(b), avg(b), min(u), max(q) FROM items");
    check(from<Item>().select(max(col<&Item::c>), min(col<&Item::d>), max(col<&Item::flag>)),
          "SELECT max(c), min(d), max(flag) FROM items");
    check(from<Item>().where(a > 100).select(coalesce(sum(a), 0), max(b)),
          "SELECT coalesce(sum(a), 0), max(b) FROM items WHERE a > 100");
}

TEST_CASE("groups: each value once") {
    check(
        from<Item>().select(count(distinct(b)), sum(distinct(b)), total(distinct(b)),
                            avg(distinct(q))),
        "SELECT count(DISTINCT b), sum(DISTINCT b), total(DISTINCT b), avg(DISTINCT q) FROM items");
    check(from<Item>().where(u == "a").select(group_concat(u), group_concat(u, "-"),
                                              group_concat(distinct(u))),
          "SELECT group_concat(u), group_concat(u, '-'), group_concat(DISTINCT u) FROM items "
          "WHERE u = 'a'");
}

TEST_CASE("groups: by columns and expressions, NULL being a group") {
    check(from<Item>().group_by(b).select(b, count(), sum(a)),
          "SELECT b, count(*), sum(a) FROM items GROUP BY b");
    check(from<Item>().group_by(b, u).select(u, b, max(a) - min(a)),
          "SELECT u, b, max(a) - min(a) FROM items GROUP BY b, u");
    check(from<Item>().group_by(upper(u)).select(upper(u), count()),
          "SELECT upper(u), count(*) FROM items GROUP BY upper(u)");
    check(from<Item>().group_by(a % literal<2>).select(a % literal<2>, avg(q)),
          "SELECT a % 2, avg(q) FROM items GROUP BY a % 2");
    check(from<Item>().group_by(b).select_as<Summary>(b, count(), avg(a), total(q)),
          "SELECT b, count(*), avg(a), total(q) FROM items GROUP BY b");
    check(from<Item>().group_by(b).select(count()), "SELECT count(*) FROM items GROUP BY b");
}

TEST_CASE("groups: having, and the order of groups") {
    check(from<Item>().where(a > -2).group_by(b).having(count() > 3, b.is_not_null()).select(b),
          "SELECT b FROM items WHERE a > -2 GROUP BY b HAVING count(*) > 3 AND b IS NOT NULL");
    check(from<Item>().having(count() > 100).select(sum(a)),
          "SELECT sum(a) FROM items HAVING count(*) > 100");
    lithe::connection c = rows::filled(150, 53);
    CHECK(rows::same_order(
        c,
        from<Item>()
            .group_by(b)
            .having(count() > 1 || sum(a) < 0)
            .select(b, count())
            .order_by(desc(count()), b)
            .limit(3),
        "SELECT b, count(*) FROM items GROUP BY b HAVING count(*) > 1 OR sum(a) < 0 "
        "ORDER BY count(*) DESC, b LIMIT 3"));
}

TEST_CASE("groups: over a left join, where count(column) is not count()") {
    check(from<Item>()
              .left_join<Part>()
              .group_by(col<&Item::id>, col<&Item::t>)
              .select(col<&Item::t>, count(col<&Part::id>), count(), max(col<&Part::label>)),
          "SELECT i.t, count(p.id), count(*), max(p.label) FROM items i LEFT JOIN parts p ON "
          "p.item_id = i.id GROUP BY i.id, i.t");
}
