// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/row_subquery.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;
using rows::Item, rows::Part;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto t = col<&Item::t>;
constexpr auto other = lithe::alias<Item, "other">;

constexpr auto pairs = from(other).where(other[a] > 1).select(other[a], other[b]);
static_assert(text_of(lithe::row_value(a, 1).not_in(pairs)) ==
              R"(("a", ?1) NOT IN (SELECT "other"."a", "other"."b" FROM "items" AS "other" )"
              R"(WHERE "other"."a" > ?2))");
using none = detail::type_list<>;
static_assert(decltype(lithe::row_value(a, 1).in(pairs))::may_be_null<none>());
static_assert(!decltype(lithe::row_value(key, a).in(from<Item>().select(key,
                                                                        a)))::may_be_null<none>());

}  // namespace

TEST_CASE("row values among the rows of a query") {
    for (std::size_t const size : {0U, 60U}) {
        auto db = rows::filled(size, 19);
        auto const check = [&](auto const& condition, std::string const& sql) {
            INFO(sql);
            CHECK(rows::same(db, from<Item>().where(condition).select(key),
                             "SELECT id FROM items AS i WHERE " + sql));
            CHECK(rows::same(db, from<Item>().where(!condition).select(key),
                             "SELECT id FROM items AS i WHERE NOT (" + sql + ")"));
        };
        check(lithe::row_value(a, b).in(pairs), "(a, b) IN (SELECT a, b FROM items WHERE a > 1)");
        check(lithe::row_value(b, a + 1).not_in(pairs),
              "(b, a + 1) NOT IN (SELECT a, b FROM items WHERE a > 1)");
        check(lithe::row_value(key, "x").in(from<Part>()
                                                .where(col<&Part::item_id>.is_not_null())
                                                .select(col<&Part::item_id>, col<&Part::label>)),
              "(id, 'x') IN (SELECT item_id, label FROM parts WHERE item_id IS NOT NULL)");
        check(lithe::row_value(a, t).in(
                  from(other).where(other[key] != outer(key)).select(other[a], other[t])),
              "(a, t) IN (SELECT a, t FROM items AS o WHERE o.id <> i.id)");
        check(lithe::row_value(t, a).in(from<Item>().group_by(t).select(t, max(a))),
              "(t, a) IN (SELECT t, max(a) FROM items GROUP BY t)");
    }
}
