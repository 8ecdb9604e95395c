// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/window.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

static_assert(text_of(sum(a).over()) == R"(sum("a") OVER ())");
static_assert(text_of(count().over(partition_by(t, u))) ==
              R"(count(*) OVER (PARTITION BY "t", "u"))");
static_assert(text_of(sum(a).filter(a > 0).over(order_by(desc(b).nulls_last(), key))) ==
              R"(sum("a") FILTER (WHERE "a" > ?1) OVER (ORDER BY "b" DESC NULLS LAST, "id"))");
static_assert(text_of(avg(q).over(partition_by(t), order_by(key),
                                  rows_between(preceding(2), current_row)) +
                      1) == R"(avg("q") OVER (PARTITION BY "t" ORDER BY "id" ROWS BETWEEN ?1 )"
                            R"(PRECEDING AND CURRENT ROW) + ?2)");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
template <class Node>
constexpr bool optional_value = detail::is_optional<value<Node>>;
static_assert(std::same_as<value<decltype(sum(a).over())>, std::int64_t>);
static_assert(std::same_as<value<decltype(sum(b).over())>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(max(t).over(order_by(key)))>, std::string>);
static_assert(std::same_as<value<decltype(count(b).over())>, std::int64_t>);
static_assert(optional_value<decltype(sum(a).filter(a > 0).over())>);
static_assert(!optional_value<decltype(count().filter(a > 0).over())>);
static_assert(!optional_value<decltype(sum(a).over(rows_between(preceding(1), following(1))))>);
static_assert(optional_value<decltype(sum(a).over(rows_between(following(1), following(2))))>);
static_assert(optional_value<decltype(sum(a).over(
                  rows_between(preceding(1), following(1)).exclude_current_row()))>);

static_assert(detail::contains_window<decltype(sum(a).over() + 1)>);
static_assert(!detail::contains_aggregate<decltype(sum(a).over() + 1)>);
static_assert(detail::contains_aggregate<decltype(sum(a).filter(b > 1))>);

template <class Query>
constexpr bool collectable(Query const&) {
    return detail::select_facts<typename Query::clauses>::collectable;
}
static_assert(collectable(from<Item>().select(key, a + 1)));
static_assert(!collectable(from<Item>().select(key, count().over() + 1)));

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 150U}) {
        lithe::connection db = rows::filled(size, 5);
        CHECK(rows::same(db, query, sql));
    }
}

}  // namespace

TEST_CASE("windows: aggregates over all rows, over partitions and running") {
    check(from<Item>().select(key, sum(a).over(), count(b).over(partition_by(t)),
                              max(u).over(partition_by(t, col<&Item::flag>))),
          "SELECT id, sum(a) OVER (), count(b) OVER (PARTITION BY t), "
          "max(u) OVER (PARTITION BY t, flag) FROM items");
    check(from<Item>().select(key, sum(a).over(order_by(key)), avg(q).over(order_by(desc(b))),
                              group_concat(t, "-").over(partition_by(a > 0), order_by(key))),
          "SELECT id, sum(a) OVER (ORDER BY id), avg(q) OVER (ORDER BY b DESC), "
          "group_concat(t, '-') OVER (PARTITION BY a > 0 ORDER BY id) FROM items");
}

TEST_CASE("windows: filters and values stand in their places") {
    check(
        from<Item>().where(a > -3).select(
            key, count().filter(b > 0).over(partition_by(a > 1)) * 100,
            sum(q).filter(t != "a").over(order_by(key), rows_between(preceding(3), following(1)))),
        "SELECT id, count(*) FILTER (WHERE b > 0) OVER (PARTITION BY a > 1) * 100, "
        "sum(q) FILTER (WHERE t <> 'a') OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 "
        "FOLLOWING) FROM items WHERE a > -3");
}

TEST_CASE("windows: over groups, in the order of rows, with an outer join") {
    check(from<Item>().group_by(t).select(t, count(), count().over(),
                                          max(t).over(order_by(count(), t))),
          "SELECT t, count(*), count(*) OVER (), max(t) OVER (ORDER BY count(*), t) FROM items "
          "GROUP BY t");
    lithe::connection db = rows::filled(80, 9);
    CHECK(rows::same_order(db, from<Item>().select(key).order_by(sum(a).over(partition_by(t)), key),
                           "SELECT id FROM items ORDER BY sum(a) OVER (PARTITION BY t), id"));
    auto const joined = from<Item>().left_join<rows::Part>().select(
        key, col<&rows::Part::id>, count(col<&rows::Part::id>).over(partition_by(key)),
        max(col<&rows::Part::id>).over(partition_by(key)));
    CHECK(rows::same(db, joined,
                     "SELECT i.id, p.id, count(p.id) OVER (PARTITION BY i.id), max(p.id) OVER "
                     "(PARTITION BY i.id) FROM items i LEFT JOIN parts p ON p.item_id = i.id"));
}
