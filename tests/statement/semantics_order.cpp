// SPDX-License-Identifier: BSL-1.0
//
// ORDER BY, LIMIT, OFFSET and DISTINCT against hand-written SQL.

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace lithe;
using rows::Item;

namespace {

constexpr auto key = col<&Item::id>;
constexpr auto b = col<&Item::b>;
constexpr auto u = col<&Item::u>;

}  // namespace

TEST_CASE("order: directions and the place of NULL") {
    lithe::connection c = rows::filled(150, 29);
    auto const items = from<Item>();
    CHECK(rows::same_order(c, items.order_by(b, key), "SELECT * FROM items ORDER BY b, id"));
    CHECK(rows::same_order(c, items.order_by(desc(b), desc(key)),
                           "SELECT * FROM items ORDER BY b DESC, id DESC"));
    CHECK(rows::same_order(c, items.order_by(asc(b).nulls_last(), key),
                           "SELECT * FROM items ORDER BY b ASC NULLS LAST, id"));
    CHECK(rows::same_order(c, items.order_by(b.desc().nulls_first(), key.asc()),
                           "SELECT * FROM items ORDER BY b DESC NULLS FIRST, id"));
    CHECK(rows::same_order(c, items.order_by(col<&Item::a> % 3, coalesce(u, "m"), key),
                           "SELECT * FROM items ORDER BY a % 3, coalesce(u, 'm'), id"));
    CHECK(
        rows::same_order(c, items.order_by(b > 0, key), "SELECT * FROM items ORDER BY b > 0, id"));
    CHECK(rows::same_order(c, items.order_by(u.is_null(), lower(u), key),
                           "SELECT * FROM items ORDER BY u IS NULL, lower(u), id"));
    CHECK(rows::same_order(c, items.select(b).order_by(u, key),
                           "SELECT b FROM items ORDER BY u, id"));
}

TEST_CASE("order: limits and offsets") {
    lithe::connection c = rows::filled(40, 31);
    auto const items = from<Item>().order_by(key);
    auto const sql = std::string("SELECT * FROM items ORDER BY id ");
    CHECK(rows::same_order(c, items.limit(7), sql + "LIMIT 7"));
    CHECK(rows::same_order(c, items.limit(0), sql + "LIMIT 0"));
    CHECK_THROWS_AS(items.limit(-1), std::invalid_argument);
    CHECK_THROWS_AS(items.limit(3).offset(std::int64_t{-1}), std::invalid_argument);
    CHECK_THROWS_AS(from<Item>().union_all(from<Item>()).limit(-7), std::invalid_argument);
    CHECK(rows::same_order(c, items.limit(7).offset(5), sql + "LIMIT 7 OFFSET 5"));
    CHECK(rows::same_order(c, items.offset(35), sql + "LIMIT -1 OFFSET 35"));
    CHECK(rows::same_order(c, items.offset(100), sql + "LIMIT -1 OFFSET 100"));
    CHECK(rows::same_order(c, items.limit(literal<3>).offset(literal<1> + 1),
                           sql + "LIMIT 3 OFFSET 2"));
    CHECK_THROWS_AS(c.fetch_all(items.limit(UINT64_MAX)), conversion_error);
}

TEST_CASE("order: distinct rows") {
    lithe::connection c = rows::filled(150, 37);
    CHECK(rows::same(c, from<Item>().distinct().select(b), "SELECT DISTINCT b FROM items"));
    CHECK(rows::same(c, from<Item>().select(b, u).distinct(), "SELECT DISTINCT b, u FROM items"));
    CHECK(rows::same_order(c, from<Item>().distinct().select(b).order_by(desc(b)).limit(3),
                           "SELECT DISTINCT b FROM items ORDER BY b DESC LIMIT 3"));
    CHECK(rows::same(c, from<Item>().distinct(), "SELECT DISTINCT * FROM items"));
    CHECK(rows::same(c, from<Item>().distinct().where(b > 0).select(b + 1),
                     "SELECT DISTINCT b + 1 FROM items WHERE b > 0"));
}
