// SPDX-License-Identifier: BSL-1.0
//
// RIGHT, FULL and CROSS JOIN against hand-written SQL: rows without a partner on either side, NULL
// keys, duplicates, empty tables, chains of joins, and what becomes optional.

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
    for (std::size_t const size : {0U, 1U, 40U}) {
        lithe::connection c = rows::filled(size, 47);
        CHECK(rows::same(c, query, sql));
        // One side alone: what has no partner at all.
        c.execute(delete_from<Part>().all_rows());
        CHECK(rows::same(c, query, sql));
    }
}
template <class Query>
using row_of = decltype(std::declval<lithe::connection&>().fetch_one(std::declval<Query>()));

using whole = std::int64_t;
using maybe = std::optional<std::int64_t>;
using maybe_text = std::optional<std::string>;

}  // namespace

TEST_CASE("outer joins: right, everything before may be missing") {
    auto const query = from<Part>().right_join<Item>().select(part_id, item_id, col<&Item::t>);
    static_assert(query.sql() == R"(SELECT "parts"."id", "items"."id", "items"."t" FROM "parts" )"
                                 R"(RIGHT JOIN "items" ON "parts"."item_id" = "items"."id")");
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<maybe, whole, std::string>>);
    check(query, "SELECT p.id, i.id, i.t FROM parts p RIGHT JOIN items i ON p.item_id = i.id");
    check(from<Part>()
              .right_join<Item>(part_id == item_id && col<&Part::label> == "x")
              .select(part_id + 1, coalesce(part_id, -1), part_id.is_null(), item_id),
          "SELECT p.id + 1, coalesce(p.id, -1), p.id IS NULL, i.id FROM parts p "
          "RIGHT JOIN items i ON p.id = i.id AND p.label = 'x'");
    // A condition in WHERE is asked of the joined rows, one in ON of the pairs.
    check(from<Part>().right_join<Item>().where(part_id.is_null()).select(item_id),
          "SELECT i.id FROM parts p RIGHT JOIN items i ON p.item_id = i.id WHERE p.id IS NULL");
    check(from<Item>()
              .right_join(other, other[col<&Item::b>] == item_id)
              .select(item_id, other[item_id], other[col<&Item::b>]),
          "SELECT i.id, o.id, o.b FROM items i RIGHT JOIN items o ON o.b = i.id");
}

TEST_CASE("outer joins: full, both sides may be missing") {
    auto const query = from<Item>().full_join<Part>().select(item_id, part_id, col<&Part::label>);
    static_assert(
        query.sql().ends_with(R"(FULL JOIN "parts" ON "parts"."item_id" = "items"."id")"));
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<maybe, maybe, maybe_text>>);
    check(query, "SELECT i.id, p.id, p.label FROM items i FULL JOIN parts p ON p.item_id = i.id");
    check(from<Item>().full_join(twin, twin[part_id] == item_id + 3).select(item_id, twin[part_id]),
          "SELECT i.id, t.id FROM items i FULL JOIN parts t ON t.id = i.id + 3");
    check(from(other).full_join<Part>().select(other[item_id], part_id),
          "SELECT o.id, p.id FROM items o FULL JOIN parts p ON p.item_id = o.id");
    check(from<Item>().full_join<Part>().select(count(), count(item_id), count(part_id)),
          "SELECT count(*), count(i.id), count(p.id) FROM items i "
          "FULL JOIN parts p ON p.item_id = i.id");
}

TEST_CASE("outer joins: cross, every pair") {
    auto const query = from<Item>().cross_join<Part>().select(item_id, part_id);
    static_assert(query.sql() ==
                  R"(SELECT "items"."id", "parts"."id" FROM "items" CROSS JOIN "parts")");
    static_assert(std::same_as<row_of<decltype(query)>, std::tuple<whole, whole>>);
    check(query, "SELECT i.id, p.id FROM items i CROSS JOIN parts p");
    check(from<Item>()
              .cross_join(other)
              .where(other[col<&Item::a>] < col<&Item::a>)
              .select(item_id, other[item_id]),
          "SELECT i.id, o.id FROM items i CROSS JOIN items o WHERE o.a < i.a");
}

TEST_CASE("outer joins: chains") {
    // LEFT after RIGHT: the middle one is there, the first and the last may be missing.
    auto const first = from<Part>().right_join<Item>().left_join(twin, twin[part_id] == item_id);
    auto const ids = first.select(part_id, item_id, twin[part_id]);
    static_assert(std::same_as<row_of<decltype(ids)>, std::tuple<maybe, whole, maybe>>);
    check(ids,
          "SELECT p.id, i.id, t.id FROM parts p RIGHT JOIN items i ON p.item_id = i.id "
          "LEFT JOIN parts t ON t.id = i.id");
    // RIGHT after LEFT: all but the last.
    auto const last = from<Item>()
                          .left_join<Part>()
                          .right_join(other, other[item_id] == part_id)
                          .select(item_id, part_id, other[item_id]);
    static_assert(std::same_as<row_of<decltype(last)>, std::tuple<maybe, maybe, whole>>);
    check(last,
          "SELECT i.id, p.id, o.id FROM items i LEFT JOIN parts p ON p.item_id = i.id "
          "RIGHT JOIN items o ON o.id = p.id");
    auto const inner = from<Item>()
                           .full_join<Part>()
                           .join(other, other[item_id] == part_id)
                           .cross_join(twin)
                           .select(item_id, part_id, other[item_id], twin[part_id]);
    static_assert(std::same_as<row_of<decltype(inner)>, std::tuple<maybe, maybe, whole, whole>>);
    check(inner,
          "SELECT i.id, p.id, o.id, t.id FROM items i FULL JOIN parts p ON p.item_id = i.id "
          "JOIN items o ON o.id = p.id CROSS JOIN parts t");
}

TEST_CASE("outer joins: whole entities") {
    auto const both = from<Item>().full_join<Part>().select(all<Item>, all<Part>);
    static_assert(
        std::same_as<row_of<decltype(both)>, std::tuple<std::optional<Item>, std::optional<Part>>>);
    auto const right = from<Item>().right_join<Part>().select(all<Item>, all<Part>);
    static_assert(std::same_as<row_of<decltype(right)>, std::tuple<std::optional<Item>, Part>>);
    // Without select() the rows are those of FROM, where there is one.
    auto const plain = from<Item>().right_join<Part>();
    static_assert(std::same_as<row_of<decltype(plain)>, std::optional<Item>>);
    auto const named = from(other).right_join<Part>();
    static_assert(std::same_as<row_of<decltype(named)>, std::optional<Item>>);

    lithe::connection c = rows::filled(60, 53);
    std::size_t lonely_items = 0;
    std::size_t lonely_parts = 0;
    for (auto const& [item, part] : c.fetch_all(both)) {
        REQUIRE((item || part));
        lonely_items += part ? 0U : 1U;
        lonely_parts += item ? 0U : 1U;
        if (item && part)
            CHECK(part->item_id == item->id);
    }
    CHECK(lonely_items > 0);
    CHECK(lonely_parts > 0);
    std::size_t missing = 0;
    for (auto const& item : c.fetch_all(plain))
        missing += item ? 0U : 1U;
    CHECK(missing == lonely_parts);
    CHECK(c.fetch_all(named).size() == c.fetch_all(from<Part>()).size());
    std::size_t streamed = 0;
    for (auto&& item : c.stream(plain))
        streamed += item ? 0U : 1U;
    CHECK(streamed == lonely_parts);
}
