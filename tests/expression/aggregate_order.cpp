// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/aggregate_order.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

static_assert(text_of(group_concat(t, ", ").order_by(desc(a), key)) ==
              R"(group_concat("t", ?1 ORDER BY "a" DESC, "id"))");
static_assert(text_of(count(distinct(t)).order_by(t)) == R"(count(DISTINCT "t" ORDER BY "t"))");
static_assert(text_of(group_concat(u).order_by(a + 1).filter(a > 2)) ==
              R"(group_concat("u" ORDER BY "a" + ?1) FILTER (WHERE "a" > ?2))");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(
    std::same_as<value<decltype(group_concat(t).order_by(a))>, std::optional<std::string>>);
static_assert(std::same_as<value<decltype(count(b).order_by(a))>, std::int64_t>);

}  // namespace

TEST_CASE("aggregates in an order, where the library has it") {
    auto db = rows::filled(60, 16);
    auto const query =
        from<Item>().group_by(a).select(a, group_concat(t, "-").order_by(desc(b), key),
                                        group_concat(u).order_by(t, key).filter(b > 0));
    if (sqlite3_libversion_number() < 3'044'000) {
        CHECK_THROWS_AS(db.fetch_all(query), lithe::missing_feature);
        return;
    }
    CHECK(
        rows::same(db, query,
                   "SELECT a, group_concat(t, '-' ORDER BY b DESC, id), group_concat(u ORDER BY t, "
                   "id) FILTER (WHERE b > 0) FROM items GROUP BY a"));
}

TEST_CASE("aggregates of distinct values: each has them") {
    auto db = rows::filled(60, 17);
    CHECK(
        rows::same(db,
                   from<Item>().select(count(distinct(b)), sum(distinct(b)), total(distinct(b)),
                                       avg(distinct(b)), min(distinct(b)), max(distinct(t))),
                   "SELECT count(DISTINCT b), sum(DISTINCT b), total(DISTINCT b), avg(DISTINCT b), "
                   "min(DISTINCT b), max(DISTINCT t) FROM items"));
}
