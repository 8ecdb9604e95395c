// SPDX-License-Identifier: BSL-1.0
//
// Joins against hand-written SQL: rows without a partner, NULL keys, duplicates, empty tables, and
// what becomes optional.

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace lithe;
using rows::Item;
using rows::Part;

namespace {

constexpr auto item_id = col<&Item::id>;
constexpr auto part_id = col<&Part::id>;
constexpr auto other = lithe::alias<Item, "other">;
constexpr auto twin = lithe::alias<Part, "twin">;

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 60U}) {
        lithe::connection c = rows::filled(size, 41);
        CHECK(rows::same(c, query, sql));
    }
}
template <class Query>
using row_of = decltype(std::declval<lithe::connection&>().fetch_one(std::declval<Query>()));

}  // namespace

TEST_CASE("joins: inner, with the key found or given") {
    auto const found = from<Item>().join<Part>().select(item_id, part_id, col<&Part::label>);
    static_assert(std::same_as<row_of<decltype(found)>,
                               std::tuple<std::int64_t, std::int64_t, std::optional<std::string>>>);
    check(found, "SELECT i.id, p.id, p.label FROM items i JOIN parts p ON p.item_id = i.id");
    check(from<Part>().join<Item>().select(item_id, part_id),
          "SELECT i.id, p.id FROM items i JOIN parts p ON p.item_id = i.id");
    check(from<Item>().join<Part>(part_id == item_id && col<&Part::label> == "x").select(item_id),
          "SELECT i.id FROM items i JOIN parts p ON p.id = i.id AND p.label = 'x'");
    check(from<Item>()
              .join<Part>(part_id < item_id)
              .where(col<&Item::a> > 1)
              .select(item_id, part_id),
          "SELECT i.id, p.id FROM items i JOIN parts p ON p.id < i.id WHERE i.a > 1");
}

TEST_CASE("joins: left, and what may be missing is optional") {
    auto const query = from<Item>().left_join<Part>().select(item_id, part_id, col<&Part::label>);
    static_assert(
        std::same_as<row_of<decltype(query)>, std::tuple<std::int64_t, std::optional<std::int64_t>,
                                                         std::optional<std::string>>>);
    check(query, "SELECT i.id, p.id, p.label FROM items i LEFT JOIN parts p ON p.item_id = i.id");
    auto const computed = from<Item>().left_join<Part>().select(
        part_id + 1, coalesce(part_id, 0), part_id > 3, part_id.is_null(), col<&Item::a> + 1);
    static_assert(std::same_as<row_of<decltype(computed)>,
                               std::tuple<std::optional<std::int64_t>, std::int64_t,
                                          std::optional<bool>, bool, std::int64_t>>);
    check(computed,
          "SELECT p.id + 1, coalesce(p.id, 0), p.id > 3, p.id IS NULL, i.a + 1 "
          "FROM items i LEFT JOIN parts p ON p.item_id = i.id");
    // The other way round the items are the ones that may be missing.
    auto const reversed = from<Part>().left_join<Item>().select(part_id, item_id, col<&Item::flag>);
    static_assert(
        std::same_as<row_of<decltype(reversed)>,
                     std::tuple<std::int64_t, std::optional<std::int64_t>, std::optional<bool>>>);
    check(reversed, "SELECT p.id, i.id, i.flag FROM parts p LEFT JOIN items i ON p.item_id = i.id");
    check(from<Part>().left_join<Item>().where(item_id.is_null()).select(part_id),
          "SELECT p.id FROM parts p LEFT JOIN items i ON p.item_id = i.id WHERE i.id IS NULL");
}

TEST_CASE("joins: whole entities") {
    auto const query = from<Part>().left_join<Item>().select(all<Part>, all<Item>);
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<Part, std::optional<Item>>>);
    lithe::connection c = rows::filled(60, 43);
    std::size_t missing = 0;
    for (auto const& [part, item] : c.fetch_all(query)) {
        REQUIRE(part.item_id.has_value() == item.has_value());
        missing += item.has_value() ? 0U : 1U;
        if (item)
            CHECK(item->id == part.item_id);
    }
    CHECK(static_cast<std::int64_t>(missing) ==
          c.fetch_one(from<Part>().where(col<&Part::item_id>.is_null()).select(count())));
    CHECK(missing > 0);
    // Without select() the rows are those of FROM.
    CHECK(rows::same(c, from<Part>().join<Item>().where(col<&Item::a> > 0),
                     "SELECT p.* FROM parts p JOIN items i ON p.item_id = i.id WHERE i.a > 0"));
}

TEST_CASE("joins: whole entities of an alias") {
    auto const joined = from<Item>().left_join(other, other[item_id] == col<&Item::b>);
    auto const query = joined.select(all<Item>, other[all<Item>]);
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<Item, std::optional<Item>>>);
    lithe::connection c = rows::filled(60, 43);
    std::size_t there = 0;
    for (auto const& [item, found] : c.fetch_all(query)) {
        there += found.has_value() ? 1U : 0U;
        if (found)
            CHECK(found->id == item.b);
    }
    CHECK(there > 0);
    CHECK(there < c.fetch_all(query).size());
    check(joined.where(other[item_id].is_not_null()).select(other[all<Item>]),
          "SELECT o.* FROM items i JOIN items o ON o.id = i.b");
    check(from(other).select(other[all<Item>]), "SELECT * FROM items");
    // ORDER BY of a compound is by the place of that alias's column.
    auto const pairs = from<Item>()
                           .join(other, other[item_id] == col<&Item::b>)
                           .select(all<Item>, other[all<Item>]);
    rows::table ids;
    for (auto const& [item, found] :
         c.fetch_all(pairs.union_with(pairs).order_by(other[item_id], item_id)))
        ids.push_back(rows::show(std::tuple(item.id, found.id)));
    CHECK(ids == rows::of_sql(c.native_handle(),
                              "SELECT i.id, o.id FROM items i JOIN items o ON o.id = i.b "
                              "ORDER BY o.id, i.id"));
    // Of a named query, too.
    auto const some = lithe::cte<"some">(from<Item>().where(col<&Item::a> > 0));
    check(from(some).select(some[all<Item>]), "SELECT * FROM items WHERE a > 0");
    check(from(some).union_all(from(some)).order_by(some[item_id], item_id),
          "SELECT * FROM items WHERE a > 0 UNION ALL SELECT * FROM items WHERE a > 0");
}

TEST_CASE("joins: a table with itself, and three") {
    check(from<Item>()
              .join(other, other[col<&Item::a>] == col<&Item::b>)
              .where(other[item_id] < item_id)
              .select(item_id, other[item_id]),
          "SELECT i.id, o.id FROM items i JOIN items o ON o.a = i.b WHERE o.id < i.id");
    auto const lonely = from<Item>()
                            .left_join(other, other[item_id] == col<&Item::b>)
                            .select(item_id, other[col<&Item::t>]);
    static_assert(std::same_as<row_of<decltype(lonely)>,
                               std::tuple<std::int64_t, std::optional<std::string>>>);
    check(lonely, "SELECT i.id, o.t FROM items i LEFT JOIN items o ON o.id = i.b");
    check(from<Item>().left_join<Part>().left_join(twin).select(item_id, part_id, twin[part_id]),
          "SELECT i.id, p.id, t.id FROM items i LEFT JOIN parts p ON p.item_id = i.id "
          "LEFT JOIN parts t ON t.item_id = i.id");
    check(from(other).select(other[item_id], other[col<&Item::b>]), "SELECT id, b FROM items");
    check(from(other).join<Part>().select(other[item_id], part_id),
          "SELECT o.id, p.id FROM items o JOIN parts p ON p.item_id = o.id");
}
