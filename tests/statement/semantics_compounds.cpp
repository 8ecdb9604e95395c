// SPDX-License-Identifier: BSL-1.0
//
// UNION, UNION ALL, INTERSECT and EXCEPT against hand-written SQL, over NULLs, duplicates and empty
// tables.

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

constexpr auto a = from<Item>().select(col<&Item::a>);
constexpr auto b = from<Item>().select(col<&Item::b>);
constexpr auto parts = from<Part>().select(col<&Part::item_id>);
constexpr auto other = lithe::alias<Item, "other">;
using maybe = std::optional<std::int64_t>;

}  // namespace

TEST_CASE("compounds: each kind, and chains from the left") {
    static_assert(std::same_as<row_of<decltype(a.union_with(a))>, std::int64_t>);
    static_assert(std::same_as<row_of<decltype(a.union_with(b))>, maybe>);
    judge(a.union_with(b), "SELECT a FROM items UNION SELECT b FROM items");
    judge(a.union_all(b), "SELECT a FROM items UNION ALL SELECT b FROM items");
    judge(b.intersect(a), "SELECT b FROM items INTERSECT SELECT a FROM items");
    judge(b.except(a), "SELECT b FROM items EXCEPT SELECT a FROM items");
    judge(a.union_all(b).except(parts).union_all(a).intersect(b),
          "SELECT a FROM items UNION ALL SELECT b FROM items EXCEPT SELECT item_id FROM parts "
          "UNION ALL SELECT a FROM items INTERSECT SELECT b FROM items");
    judge(a.except(b).union_all(b),
          "SELECT a FROM items EXCEPT SELECT b FROM items UNION ALL SELECT b FROM items");
}

TEST_CASE("compounds: types, order and values") {
    auto const mixed =
        from<Item>()
            .where(col<&Item::a> > -2)
            .select(col<&Item::a>, col<&Item::r>, col<&Item::t>, col<&Item::c>)
            .union_all(from<Item>()
                           .where(col<&Item::b> < 2)
                           .select(col<&Item::r>, col<&Item::b>, col<&Item::u>, col<&Item::d>));
    static_assert(std::same_as<row_of<decltype(mixed)>,
                               std::tuple<double, std::optional<double>, std::optional<std::string>,
                                          std::optional<rows::color>>>);
    // What was a whole number is read as REAL, so it is cast there.
    judge(mixed,
          "SELECT CAST(a AS REAL), r, t, c FROM items WHERE a > -2 UNION ALL "
          "SELECT r, CAST(b AS REAL), u, d FROM items WHERE b < 2");
    judge_order(
        from<Item>()
            .where(col<&Item::a> > -3)
            .select(col<&Item::a>, col<&Item::id>)
            .union_with(
                from<Part>().where(col<&Part::id> > 1).select(col<&Part::item_id>, col<&Part::id>))
            .order_by(desc(col<&Item::a>).nulls_last(), col<&Item::id>)
            .limit(9)
            .offset(2),
        "SELECT a, id FROM items WHERE a > -3 UNION SELECT item_id, id FROM parts WHERE id "
        "> 1 ORDER BY 1 DESC NULLS LAST, 2 LIMIT 9 OFFSET 2");
    judge_order(a.union_with(b).order_by(col<&Item::a>).offset(1),
                "SELECT a FROM items UNION SELECT b FROM items ORDER BY 1 LIMIT -1 OFFSET 1");
}

TEST_CASE("compounds: structs, groups and joins as parts") {
    judge(from<Item>().where(col<&Item::a> > 0).union_with(from<Item>().where(col<&Item::a> < 2)),
          "SELECT * FROM items");
    auto const missing = from<Part>().left_join<Item>().select(lithe::all<Item>);
    static_assert(
        std::same_as<row_of<decltype(from<Item>().union_all(missing))>, std::optional<Item>>);
    judge(from<Item>().intersect(from<Item>().join<Part>().select(lithe::all<Item>)),
          "SELECT DISTINCT i.* FROM items i JOIN parts p ON p.item_id = i.id");
    judge(from<Item>().union_with(from(other)), "SELECT * FROM items");
    judge(from<Item>()
              .group_by(col<&Item::a>)
              .select(col<&Item::a>, count())
              .union_all(from<Item>().select(literal<std::int64_t{-9}>, count()))
              .union_all(from<Part>().join<Item>().select(col<&Part::id>, col<&Item::a>)),
          "SELECT a, count(*) FROM items GROUP BY a UNION ALL SELECT -9, count(*) FROM items "
          "UNION ALL SELECT p.id, i.a FROM parts p JOIN items i ON p.item_id = i.id");
}

TEST_CASE("compounds: in other statements") {
    judge(
        from<Item>().where(col<&Item::id>.in(parts.except(a))).select(col<&Item::id>),
        "SELECT id FROM items WHERE id IN (SELECT item_id FROM parts EXCEPT SELECT a FROM items)");
    judge(from<Item>()
              .where(exists(from<Part>()
                                .where(col<&Part::item_id> == outer(col<&Item::id>))
                                .select(col<&Part::id>)
                                .except(from(other)
                                            .where(other[col<&Item::a>] == outer(col<&Item::a>))
                                            .select(other[col<&Item::id>]))))
              .select(col<&Item::id>),
          "SELECT id FROM items i WHERE EXISTS (SELECT id FROM parts WHERE item_id = i.id EXCEPT "
          "SELECT id FROM items WHERE a = i.a)");
    auto const least = from<Item>().select(
        col<&Item::id>, scalar(a.union_with(b).order_by(col<&Item::a>).limit(1)));
    static_assert(std::same_as<row_of<decltype(least)>, std::tuple<std::int64_t, maybe>>);
    judge(least,
          "SELECT id, (SELECT a FROM items UNION SELECT b FROM items ORDER BY 1 LIMIT 1) "
          "FROM items");
}

TEST_CASE("compounds: among their rows") {
    auto const pairs = from<Item>()
                           .select(col<&Item::a>, col<&Item::id>)
                           .union_with(from<Part>().select(col<&Part::item_id>, col<&Part::id>));
    judge(from<Item>()
              .where(row_value(col<&Item::b>, col<&Item::id>).in(pairs))
              .select(col<&Item::id>),
          "SELECT id FROM items WHERE (b, id) IN (SELECT a, id FROM items UNION SELECT item_id, id "
          "FROM parts)");
}
