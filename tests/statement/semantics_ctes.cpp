// SPDX-License-Identifier: BSL-1.0
//
// CTEs and derived tables against hand-written SQL: values inside and outside of them, joins,
// names used several times, compounds and subqueries.

#include "support/catch.hpp"
#include "support/judged.hpp"
#include "support/property.hpp"

using namespace lithe;
using lithe::outer;
using rows::Item;
using rows::judge;
using rows::judge_order;
using rows::Part;
using rows::row_of;

namespace {

struct Group {
    std::int64_t a = 0;
    std::int64_t count = 0;
    std::optional<double> mean{};
};
constexpr auto item_id = col<&Item::id>;
constexpr auto size = col<&Group::count>;
constexpr auto grouped = from<Item>()
                             .where(item_id > 2)
                             .group_by(col<&Item::a>)
                             .having(count() < 9)
                             .select_as<Group>(col<&Item::a>, count(), avg(col<&Item::q>));
constexpr auto groups = lithe::cte<"groups_of_a">(grouped);
std::string const with =
    "WITH g(a, count, mean) AS (SELECT a, count(*), avg(q) FROM items WHERE id > 2 GROUP BY a "
    "HAVING count(*) < 9) ";

}  // namespace

TEST_CASE("ctes: read, joined, and once for several uses") {
    auto const query = from(groups).where(groups[size] > 1);
    static_assert(std::same_as<row_of<decltype(query)>, Group>);
    judge(query, with + "SELECT * FROM g WHERE count > 1");
    judge(from(groups.materialized()).where(groups[size] > 1),
          with + "SELECT * FROM g WHERE count > 1");
    judge(from(groups.not_materialized()).where(groups[size] > 1),
          with + "SELECT * FROM g WHERE count > 1");
    judge(from<Item>()
              .join(groups, groups[col<&Group::a>] == col<&Item::a>)
              .where(item_id < 20, groups[size] > 1)
              .select(item_id, groups[size] + 10, groups[col<&Group::mean>]),
          with +
              "SELECT id, count + 10, mean FROM items i JOIN g ON g.a = i.a WHERE id < 20 "
              "AND count > 1");
    auto const missing = from<Item>()
                             .left_join(groups, groups[size] == item_id && groups[size] > 1)
                             .select(item_id, groups[size]);
    static_assert(std::same_as<row_of<decltype(missing)>,
                               std::tuple<std::int64_t, std::optional<std::int64_t>>>);
    judge(missing, with + "SELECT id, count FROM items LEFT JOIN g ON count = id AND count > 1");
    auto const twin = groups.as<"twin">();
    judge(from(groups)
              .join(twin, twin[size] > groups[size])
              .where(groups[size] + 3 > scalar(from(groups).select(max(groups[size]))))
              .select(groups[col<&Group::a>], twin[col<&Group::a>]),
          with +
              "SELECT g.a, t.a FROM g JOIN g t ON t.count > g.count WHERE g.count + 3 > "
              "(SELECT max(count) FROM g)");
}

TEST_CASE("ctes: one made of another, in compounds and in subqueries") {
    auto const large = lithe::cte<"large">(
        from(groups)
            .where(groups[size] > 1, groups[size] < 8)
            .select_as<Group>(groups[col<&Group::a>], groups[size] * 2, literal<0.5>));
    judge_order(from(large)
                    .join(groups, groups[col<&Group::a>] == large[col<&Group::a>])
                    .where(large[size] > 3)
                    .select(large[col<&Group::a>], groups[size] + 100)
                    .order_by(large[col<&Group::a>])
                    .limit(4),
                with +
                    ", l(a, count, mean) AS (SELECT a, count * 2, 0.5 FROM g WHERE count > 1 "
                    "AND count < 8) SELECT l.a, g.count + 100 FROM l JOIN g ON g.a = l.a "
                    "WHERE l.count > 3 ORDER BY l.a LIMIT 4");
    judge(from(groups)
              .where(groups[size] > 2)
              .union_all(from(large).where(large[size] > 5))
              .except(from(groups).where(groups[col<&Group::a>] == 1)),
          with +
              ", l(a, count, mean) AS (SELECT a, count * 2, 0.5 FROM g WHERE count > 1 AND "
              "count < 8) SELECT * FROM g WHERE count > 2 UNION ALL SELECT * FROM l WHERE "
              "count > 5 EXCEPT SELECT * FROM g WHERE a = 1");
    judge(from<Item>()
              .where(item_id > 3,
                     exists(from(groups).where(groups[col<&Group::a>] == outer(col<&Item::a>),
                                               groups[size] > 1)),
                     col<&Item::a>.in(from(large).select(large[col<&Group::a>])))
              .select(item_id, col<&Item::a> + 7),
          with +
              ", l(a, count, mean) AS (SELECT a, count * 2, 0.5 FROM g WHERE count > 1 AND "
              "count < 8) SELECT id, a + 7 FROM items i WHERE id > 3 AND EXISTS (SELECT 1 FROM "
              "g WHERE g.a = i.a AND count > 1) AND a IN (SELECT a FROM l)");
    // A struct that stands for a table, of a compound.
    auto const some = lithe::cte<"some">(from<Item>()
                                             .where(col<&Item::a> == 1)
                                             .union_with(from<Item>().where(item_id == 2))
                                             .order_by(item_id)
                                             .limit(3));
    judge(from<Part>().join(some).select(col<&Part::id>, some[item_id]),
          "SELECT p.id, s.id FROM parts p JOIN (SELECT * FROM items WHERE a = 1 OR id = 2 ORDER BY "
          "id LIMIT 3) s ON p.item_id = s.id");
}

TEST_CASE("derived tables: values where they stand") {
    auto const table = lithe::derived<"g">(grouped);
    judge(from(table).where(table[size] > 1), with + "SELECT * FROM g WHERE count > 1");
    judge(from<Item>()
              .join<Part>(col<&Part::id> > 1 && col<&Part::id> == item_id)
              .left_join(table, table[col<&Group::a>] == col<&Item::a> && table[size] < 7)
              .where(item_id < 20)
              .select(item_id + 5, table[size]),
          with +
              "SELECT i.id + 5, g.count FROM items i JOIN parts p ON p.id > 1 AND p.id = i.id "
              "LEFT JOIN g ON g.a = i.a AND g.count < 7 WHERE i.id < 20");
    // The top two of each value of a, by their place in it.
    struct Placed {
        std::int64_t id = 0;
        std::int64_t a = 0;
        std::int64_t place = 0;
    };
    auto const placed = lithe::derived<"placed">(from<Item>().select_as<Placed>(
        item_id, col<&Item::a>,
        row_number().over(partition_by(col<&Item::a>),
                          lithe::order_by(desc(col<&Item::r>), item_id))));
    judge_order(from(placed)
                    .where(placed[col<&Placed::place>] <= 2)
                    .order_by(placed[col<&Placed::a>], placed[col<&Placed::place>]),
                "SELECT id, a, n FROM (SELECT id, a, row_number() OVER (PARTITION BY a ORDER BY r "
                "DESC, id) AS n FROM items) WHERE n <= 2 ORDER BY a, n");
}

TEST_CASE("ctes: ranges, texts and enums among their values") {
    std::vector<std::int64_t> const ids = {2, 3, 5, 7, 11};
    std::string const text = "a";
    auto const chosen = lithe::cte<"chosen">(from<Item>().where(
        item_id.in(ids), col<&Item::t> != text, col<&Item::c> != rows::color::blue));
    auto const wanted = std::vector<std::int64_t>{-1, 0, 1};
    judge(
        from(chosen)
            .where(chosen[col<&Item::a>].in(wanted), chosen[col<&Item::t>] != "b")
            .select(chosen[item_id], chosen[col<&Item::t>] + "!"),
        "SELECT id, t || '!' FROM items WHERE id IN (2, 3, 5, 7, 11) AND t <> 'a' AND c <> 200 AND "
        "a IN (-1, 0, 1) AND t <> 'b'");
    // What is stored in a form of its own keeps it through the name.
    judge(
        from<Item>()
            .where(col<&Item::d>.in(from(chosen).select(chosen[col<&Item::c>])),
                   item_id.not_in(ids))
            .select(item_id, col<&Item::d>),
        "SELECT id, d FROM items WHERE d IN (SELECT c FROM items WHERE id IN (2, 3, 5, 7, 11) AND "
        "t <> 'a' AND c <> 200) AND id NOT IN (2, 3, 5, 7, 11)");
}

TEST_CASE("ctes: the same query runs again, with other values, on the same statement") {
    lithe::connection c = rows::filled(20, 5);
    auto const above = [&](std::int64_t least) {
        auto const some = lithe::cte<"some_items">(from<Item>().where(item_id > least));
        return c.fetch_one(from(some).select(count()));
    };
    CHECK(above(0) == 20);
    CHECK(above(15) == 5);
    CHECK(above(20) == 0);
    auto const rest = lithe::cte<"some_items">(from<Item>().where(item_id > 17));
    std::int64_t seen = 0;
    for (auto const& item : c.stream(from(rest)))
        seen += item.id;
    CHECK(seen == 18 + 19 + 20);
}
