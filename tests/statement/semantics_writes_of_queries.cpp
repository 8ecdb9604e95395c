// SPDX-License-Identifier: BSL-1.0
//
// INSERT … SELECT, UPDATE … FROM and DELETE by subqueries against hand-written SQL, with the values
// of both parts and the rows that RETURNING gives.

#include "support/catch.hpp"
#include "support/judged.hpp"
#include "support/property.hpp"

using namespace lithe;
using lithe::outer;
using rows::Item;
using rows::judge_write;
using rows::Part;

namespace {

constexpr auto item_id = col<&Item::id>;
constexpr auto part_id = col<&Part::id>;
constexpr auto other = lithe::alias<Item, "other">;

struct Group {
    std::int64_t a = 0;
    std::int64_t count = 0;
};
constexpr auto groups = lithe::cte<"per_a">(from<Item>()
                                                .where(item_id > 2)
                                                .group_by(col<&Item::a>)
                                                .select_as<Group>(col<&Item::a>, count()));

/// The rows that a write returns, and what it leaves behind.
template <class Statement>
void judge_returning(Statement const& statement, std::string const& sql) {
    lithe_test::check_property(sql, [&](unsigned seed) {
        lithe::connection mine = rows::random_tables(seed);
        lithe::connection theirs = rows::random_tables(seed);
        RC_ASSERT(rows::sorted(rows::shown(mine.fetch_all(statement))) ==
                  rows::sorted(rows::of_sql(theirs.native_handle(), sql)));
        for (char const* all :
             {"SELECT * FROM items ORDER BY id", "SELECT * FROM parts ORDER BY id"})
            RC_ASSERT(rows::of_sql(mine.native_handle(), all) ==
                      rows::of_sql(theirs.native_handle(), all));
    });
}

}  // namespace

TEST_CASE("writes of queries: insert") {
    judge_write(insert_into<Part>()
                    .columns(col<&Part::item_id>, col<&Part::label>)
                    .select_from(from<Item>()
                                     .where(col<&Item::a> > 0, item_id < 9)
                                     .select(item_id, col<&Item::u>)
                                     .order_by(item_id)),
                "INSERT INTO parts (item_id, label) SELECT id, u FROM items WHERE a > 0 AND id < 9 "
                "ORDER BY id");
    judge_write(insert_into<Part>().or_ignore().select_from(from<Part>().select_as<Part>(
                    part_id + 3, col<&Part::item_id>, col<&Part::label>)),
                "INSERT OR IGNORE INTO parts SELECT id + 3, item_id, label FROM parts");
    judge_write(
        insert_into<Part>()
            .columns(part_id, col<&Part::label>)
            .select_from(from<Item>().select(item_id, col<&Item::t>))
            .on_conflict<&Part::id>()
            .do_update(
                col<&Part::label> = excluded<&Part::label> + "!",
                col<&Part::item_id> = scalar(from(groups).select(min(groups[col<&Group::count>])))),
        "INSERT INTO parts (id, label) SELECT id, t FROM items WHERE true ON CONFLICT (id) DO "
        "UPDATE SET label = excluded.label || '!', item_id = (SELECT min(n) FROM (SELECT count(*) "
        "AS n FROM items WHERE id > 2 GROUP BY a))");
    judge_returning(
        insert_into<Part>()
            .columns(col<&Part::label>)
            .select_from(from(groups)
                             .where(groups[col<&Group::count>] > 1)
                             .select(cast<std::string>(groups[col<&Group::a>] + 5))
                             .union_with(from<Item>().where(item_id == 3).select(col<&Item::t>)))
            .returning(col<&Part::label>, col<&Part::item_id>),
        "INSERT INTO parts (label) SELECT CAST(a + 5 AS TEXT) FROM (SELECT a, count(*) AS n FROM "
        "items WHERE id > 2 GROUP BY a) WHERE n > 1 UNION SELECT t FROM items WHERE id = 3 "
        "RETURNING label, item_id");
}

TEST_CASE("writes of queries: update from") {
    judge_write(lithe::update<Item>()
                    .from(groups)
                    .set(col<&Item::b> = groups[col<&Group::count>] + 10, col<&Item::t> = "x")
                    .where(groups[col<&Group::a>] == col<&Item::a>, item_id < 15),
                "UPDATE items SET b = n + 10, t = 'x' FROM (SELECT a, count(*) AS n FROM items "
                "WHERE id > 2 GROUP BY a) g WHERE g.a = items.a AND id < 15");
    judge_write(
        lithe::update<Part>()
            .set(col<&Part::label> = "of an item")
            .from<Item>()
            .where(col<&Part::item_id> == item_id, col<&Item::a> > 0),
        "UPDATE parts SET label = 'of an item' FROM items i WHERE item_id = i.id AND a > 0");
    auto const derived = lithe::derived<"largest">(
        from(other)
            .where(other[item_id] > 1)
            .group_by(other[col<&Item::a>])
            .select_as<Group>(other[col<&Item::a>], count(other[col<&Item::b>])));
    judge_returning(
        lithe::update<Item>()
            .from(derived)
            .set(col<&Item::b> = derived[col<&Group::count>] * 2)
            .where(derived[col<&Group::a>] == col<&Item::a>, derived[col<&Group::count>] > 0)
            .returning(item_id, col<&Item::b>),
        "UPDATE items SET b = n * 2 FROM (SELECT a AS g, count(b) AS n FROM items "
        "WHERE id > 1 GROUP BY a) WHERE g = a AND n > 0 RETURNING id, b");
}

TEST_CASE("writes of queries: delete") {
    judge_write(
        delete_from<Part>().where(col<&Part::item_id>.in(from(groups)
                                                             .where(groups[col<&Group::count>] > 1)
                                                             .select(groups[col<&Group::a>] + 2)),
                                  part_id < 9),
        "DELETE FROM parts WHERE item_id IN (SELECT a + 2 FROM (SELECT a, count(*) AS n "
        "FROM items WHERE id > 2 GROUP BY a) WHERE n > 1) AND id < 9");
    judge_returning(
        delete_from<Part>()
            .where(exists(
                from<Item>().where(item_id == outer(col<&Part::item_id>), col<&Item::a> < 1)))
            .returning(part_id),
        "DELETE FROM parts WHERE EXISTS (SELECT 1 FROM items i WHERE i.id = parts.item_id AND "
        "i.a < 1) RETURNING id");
}
