// SPDX-License-Identifier: BSL-1.0
//
// Subqueries against hand-written SQL: EXISTS, IN and values, by themselves and correlated, over
// NULLs, duplicates and empty tables, in every clause that takes an expression, and in writes.

#include "support/catch.hpp"
#include "support/judged.hpp"
#include "support/property.hpp"

using namespace lithe;
using lithe::outer;
using rows::Item;
using rows::judge;
using rows::judge_order;
using rows::judge_write;
using rows::Part;
using rows::row_of;

namespace {

constexpr auto item_id = col<&Item::id>;
constexpr auto part_id = col<&Part::id>;
constexpr auto its_parts = from<Part>().where(col<&Part::item_id> == outer(item_id));
constexpr auto other = lithe::alias<Item, "other">;
using maybe = std::optional<std::int64_t>;

}  // namespace

TEST_CASE("subqueries: exists") {
    auto const some =
        exists(from<Part>().where(col<&Part::item_id> == outer(item_id), col<&Part::label> == "x"));
    judge(from<Item>().where(some, col<&Item::a> > -2).select(item_id),
          "SELECT id FROM items i WHERE EXISTS (SELECT * FROM parts p WHERE p.item_id = i.id "
          "AND p.label = 'x') AND a > -2");
    judge(from<Item>().where(!exists(its_parts)).select(item_id),
          "SELECT id FROM items i WHERE NOT EXISTS (SELECT * FROM parts p WHERE p.item_id = i.id)");
    judge(from<Item>().where(exists(from<Part>())).select(item_id),
          "SELECT id FROM items WHERE EXISTS (SELECT * FROM parts)");
    judge(from<Item>().where(!some || item_id == 3).select(item_id),
          "SELECT id FROM items i WHERE NOT EXISTS (SELECT * FROM parts p WHERE p.item_id = i.id "
          "AND p.label = 'x') OR id = 3");
    // An aggregate always has a row; a group only where there are rows.
    judge(from<Item>().where(exists(its_parts.select(count()))).select(item_id),
          "SELECT id FROM items");
    judge(from<Item>()
              .where(exists(its_parts.group_by(col<&Part::label>).having(count() > 1)))
              .select(item_id),
          "SELECT id FROM items i WHERE EXISTS (SELECT 1 FROM parts p WHERE p.item_id = i.id "
          "GROUP BY label HAVING count(*) > 1)");
    auto const shown = from<Item>().select(item_id, some);
    static_assert(std::same_as<row_of<decltype(shown)>, std::tuple<std::int64_t, bool>>);
    judge(shown,
          "SELECT id, EXISTS (SELECT * FROM parts p WHERE p.item_id = i.id AND p.label = 'x') "
          "FROM items i");
}

TEST_CASE("subqueries: in") {
    auto const labelled = from<Part>().where(col<&Part::label> == "y").select(col<&Part::item_id>);
    judge(from<Item>().where(item_id.in(labelled)).select(item_id),
          "SELECT id FROM items WHERE id IN (SELECT item_id FROM parts WHERE label = 'y')");
    // A NULL among the rows makes NOT IN true of nothing, as SQL has it.
    judge(from<Item>().where(item_id.not_in(labelled)).select(item_id),
          "SELECT id FROM items WHERE id NOT IN (SELECT item_id FROM parts WHERE label = 'y')");
    judge(from<Item>()
              .where(lithe::in(col<&Item::b>, from(other).select(other[col<&Item::a>])),
                     lithe::not_in(item_id, from<Part>().select(part_id)))
              .select(item_id),
          "SELECT id FROM items WHERE b IN (SELECT a FROM items) "
          "AND id NOT IN (SELECT id FROM parts)");
    auto const shown =
        from<Item>().select(item_id.in(labelled), item_id.in(from<Part>().select(part_id)),
                            col<&Item::b>.in(from<Part>().select(part_id)));
    static_assert(std::same_as<row_of<decltype(shown)>,
                               std::tuple<std::optional<bool>, bool, std::optional<bool>>>);
    judge(shown,
          "SELECT id IN (SELECT item_id FROM parts WHERE label = 'y'), id IN (SELECT id FROM "
          "parts), b IN (SELECT id FROM parts) FROM items");
    judge(from<Item>()
              .where(item_id.in(from(other)
                                    .select(other[item_id])
                                    .order_by(desc(other[col<&Item::r>]), other[item_id])
                                    .limit(3)))
              .select(item_id),
          "SELECT id FROM items WHERE id IN (SELECT id FROM items ORDER BY r DESC, id LIMIT 3)");
    // An enum's subquery compares with the enum.
    judge(from<Item>()
              .where(col<&Item::c>.in(
                  from(other).where(other[item_id] < 4).select(other[col<&Item::d>])))
              .select(item_id),
          "SELECT id FROM items WHERE c IN (SELECT d FROM items WHERE id < 4)");
}

TEST_CASE("subqueries: values") {
    auto const mean = scalar(from(other).select(avg(other[col<&Item::r>])));
    judge(from<Item>().where(col<&Item::r> > mean).select(item_id),
          "SELECT id FROM items WHERE r > (SELECT avg(r) FROM items)");
    auto const counted = from<Item>().select(
        item_id, scalar(its_parts.select(count())), scalar(its_parts.select(max(part_id))),
        scalar(its_parts.select(part_id).order_by(part_id).limit(1)),
        coalesce(scalar(its_parts.select(min(part_id))), 0));
    static_assert(std::same_as<row_of<decltype(counted)>,
                               std::tuple<std::int64_t, std::int64_t, maybe, maybe, std::int64_t>>);
    judge(counted,
          "SELECT id, (SELECT count(*) FROM parts WHERE item_id = i.id), "
          "(SELECT max(p.id) FROM parts p WHERE p.item_id = i.id), "
          "(SELECT p.id FROM parts p WHERE p.item_id = i.id ORDER BY p.id LIMIT 1), "
          "coalesce((SELECT min(p.id) FROM parts p WHERE p.item_id = i.id), 0) FROM items i");
    // No row is NULL, also of count() once HAVING or LIMIT can take its row away.
    auto const none = from<Item>().select(scalar(its_parts.select(count()).limit(0)),
                                          scalar(its_parts.having(count() > 1).select(count())));
    static_assert(std::same_as<row_of<decltype(none)>, std::tuple<maybe, maybe>>);
    judge(none,
          "SELECT (SELECT count(*) FROM parts WHERE item_id = i.id LIMIT 0), (SELECT count(*) FROM "
          "parts WHERE item_id = i.id HAVING count(*) > 1) FROM items i");
    // Arithmetic, order and groups take it as any expression.
    auto const size = scalar(its_parts.select(count()));
    judge_order(from<Item>().select(item_id, size + 1).order_by(desc(size), item_id),
                "SELECT id, (SELECT count(*) FROM parts WHERE item_id = i.id) + 1 FROM items i "
                "ORDER BY (SELECT count(*) FROM parts WHERE item_id = i.id) DESC, id");
    judge(from<Item>().group_by(size).select(size, count()),
          "SELECT (SELECT count(*) FROM parts WHERE item_id = i.id) AS n, count(*) FROM items i "
          "GROUP BY n");
    auto const of_group = from<Part>().where(part_id == outer(col<&Item::a>)).select(count());
    judge(from<Item>()
              .group_by(col<&Item::a>)
              .having(count() > scalar(of_group))
              .select(col<&Item::a>, count()),
          "SELECT a, count(*) FROM items i GROUP BY a "
          "HAVING count(*) > (SELECT count(*) FROM parts WHERE id = i.a)");
    judge(from<Item>().select(sum(size), max(size)),
          "SELECT sum((SELECT count(*) FROM parts WHERE item_id = i.id)), max((SELECT count(*) "
          "FROM parts WHERE item_id = i.id)) FROM items i");
    // Values before, inside and behind are bound in the order of their places.
    judge(from<Item>()
              .where(col<&Item::a> > -3,
                     scalar(from<Part>().where(part_id > 2, part_id < 9).select(count())) > 1,
                     col<&Item::a> < 3)
              .select(item_id, col<&Item::a> + 100)
              .order_by(item_id)
              .limit(7),
          "SELECT id, a + 100 FROM items WHERE a > -3 AND (SELECT count(*) FROM parts WHERE id > 2 "
          "AND id < 9) > 1 AND a < 3 ORDER BY id LIMIT 7");
}

TEST_CASE("subqueries: columns of the queries around") {
    auto const inner = exists(from(other).where(other[col<&Item::a>] == outer(outer(col<&Item::a>)),
                                                other[item_id] < outer(part_id)));
    judge(from<Item>()
              .where(exists(from<Part>().where(col<&Part::item_id> == outer(item_id), inner)))
              .select(item_id),
          "SELECT id FROM items i WHERE EXISTS (SELECT 1 FROM parts p WHERE p.item_id = i.id AND "
          "EXISTS (SELECT 1 FROM items o WHERE o.a = i.a AND o.id < p.id))");
    judge(from<Item>()
              .where(item_id == scalar(from(other)
                                           .where(other[col<&Item::a>] == outer(col<&Item::a>))
                                           .select(max(other[item_id]))))
              .select(item_id, col<&Item::a>),
          "SELECT max(id), a FROM items GROUP BY a");
    judge(from<Item>()
              .where(exists(from<Part>()
                                .join(other, other[item_id] == part_id)
                                .where(col<&Part::item_id> == outer(item_id),
                                       other[col<&Item::a>] < outer(col<&Item::a>))))
              .select(item_id),
          "SELECT id FROM items i WHERE EXISTS (SELECT 1 FROM parts p JOIN items o ON o.id = p.id "
          "WHERE p.item_id = i.id AND o.a < i.a)");
    // Behind an outer join the column around may be missing, and so may what is made of it.
    auto const query = from<Part>().left_join<Item>().select(
        part_id, scalar(from(other).select(count() + outer(item_id))));
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<std::int64_t, maybe>>);
    judge(query,
          "SELECT p.id, (SELECT count(*) + i.id FROM items) FROM parts p "
          "LEFT JOIN items i ON p.item_id = i.id");
    judge(from<Part>()
              .join<Item>(col<&Part::item_id> == item_id &&
                          exists(from(other).where(other[item_id] == outer(part_id))))
              .select(part_id),
          "SELECT p.id FROM parts p JOIN items i ON p.item_id = i.id "
          "AND EXISTS (SELECT 1 FROM items o WHERE o.id = p.id)");
}

TEST_CASE("subqueries: in writes") {
    auto const parts = its_parts.select(count());
    judge_write(lithe::update<Item>()
                    .set(col<&Item::b> = scalar(its_parts.select(max(part_id))),
                         col<&Item::a> = scalar(parts) + 1)
                    .where(item_id > 5),
                "UPDATE items SET b = (SELECT max(p.id) FROM parts p WHERE p.item_id = items.id), "
                "a = (SELECT count(*) FROM parts p WHERE p.item_id = items.id) + 1 WHERE id > 5");
    judge_write(delete_from<Part>().where(
                    col<&Part::item_id>.in(from<Item>().where(col<&Item::a> > 1).select(item_id))),
                "DELETE FROM parts WHERE item_id IN (SELECT id FROM items WHERE a > 1)");
    judge_write(
        delete_from<Item>().where(!exists(its_parts), item_id > 20),
        "DELETE FROM items WHERE NOT EXISTS (SELECT 1 FROM parts p WHERE p.item_id = items.id) "
        "AND id > 20");
    judge_write(
        insert_into<Part>()
            .values(Part{.id = 1, .item_id = std::nullopt, .label = "new"})
            .on_conflict<&Part::id>()
            .do_update(col<&Part::label> = scalar(
                           from<Item>().where(item_id == outer(part_id)).select(col<&Item::t>))),
        "INSERT INTO parts VALUES (1, NULL, 'new') ON CONFLICT (id) DO UPDATE SET label = "
        "(SELECT t FROM items WHERE items.id = parts.id)");
}
