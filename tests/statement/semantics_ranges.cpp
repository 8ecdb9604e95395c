// SPDX-License-Identifier: BSL-1.0
//
// IN over a range: one text whatever the length, the rows of a written list.

#include <lithe/expression/predicate.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <array>
#include <span>

using namespace lithe;
using rows::color;
using rows::Item;

namespace {

std::string written(std::vector<std::int64_t> const& values) {
    std::string list;
    for (std::int64_t const value : values)
        list += (list.empty() ? "" : ",") + std::to_string(value);
    return "(" + list + ")";
}

}  // namespace

TEST_CASE("ranges: of every length, in and not in") {
    lithe::connection c = rows::filled(300, 11);
    std::mt19937 random(5);
    for (std::size_t const size :
         {std::size_t{0}, std::size_t{1}, std::size_t{20}, std::size_t{100'000}}) {
        std::vector<std::int64_t> ids(size);
        for (auto& id : ids)
            id = static_cast<std::int64_t>(random() % 400);
        auto const in = from<Item>().where(col<&Item::id>.in(ids)).select(col<&Item::id>);
        auto const out = from<Item>().where(col<&Item::b>.not_in(ids)).select(col<&Item::id>);
        CHECK(rows::same(c, in, "SELECT id FROM items WHERE id IN " + written(ids)));
        CHECK(rows::same(c, out, "SELECT id FROM items WHERE b NOT IN " + written(ids)));
    }
}

TEST_CASE("ranges: texts, enums, reals, views, arrays and lists in braces") {
    lithe::connection c = rows::filled(200, 13);
    auto const ids = from<Item>();
    std::vector<std::string> const texts{"a", "%", "a'b"};
    CHECK(rows::same(c, ids.where(col<&Item::t>.in(texts)).select(col<&Item::id>),
                     "SELECT id FROM items WHERE t IN ('a', '%', 'a''b')"));
    std::array<std::string_view, 2> const views{"A", ""};
    CHECK(rows::same(c, ids.where(col<&Item::u>.in(views)).select(col<&Item::id>),
                     "SELECT id FROM items WHERE u IN ('A', '')"));
    std::string const last = "a'b";
    std::vector<char const*> const pointers{"a", "%", last.c_str()};
    char const* const two[] = {"a", "%"};
    char buffer[] = "a";
    std::array<char*, 1> const writable{buffer};
    CHECK(c.fetch_all(ids.where(col<&Item::t>.in(pointers))).size() ==
          c.fetch_all(ids.where(col<&Item::t>.in(texts))).size());
    CHECK(rows::same(c, ids.where(col<&Item::t>.not_in(two)).select(col<&Item::id>),
                     "SELECT id FROM items WHERE t NOT IN ('a', '%')"));
    CHECK(rows::same(c, ids.where(col<&Item::t>.in(std::span(writable))).select(col<&Item::id>),
                     "SELECT id FROM items WHERE t IN ('a')"));
    char const* const none[] = {nullptr};
    CHECK_THROWS_AS(col<&Item::t>.in(none), std::invalid_argument);
    CHECK(rows::same(c,
                     ids.where(col<&Item::d>.in({color::red, color::blue})).select(col<&Item::id>),
                     "SELECT id FROM items WHERE d IN (1, 200)"));
    CHECK(rows::same(c, ids.where(col<&Item::q>.in({0.5, -1.0})).select(col<&Item::id>),
                     "SELECT id FROM items WHERE q IN (0.5, -1.0)"));
    int const numbers[] = {1, 2};
    CHECK(rows::same(c, ids.where(col<&Item::a>.in(std::span(numbers))).select(col<&Item::id>),
                     "SELECT id FROM items WHERE a IN (1, 2)"));
    CHECK(rows::same(c, ids.where((col<&Item::a> + 1).in({1, 2})).select(col<&Item::id>),
                     "SELECT id FROM items WHERE a + 1 IN (1, 2)"));
    CHECK(rows::same(c, ids.where(!col<&Item::a>.in({1, 2})).select(col<&Item::id>),
                     "SELECT id FROM items WHERE NOT a IN (1, 2)"));
}

TEST_CASE("ranges: an rvalue is moved into the query, an lvalue is looked at when it runs") {
    lithe::connection c = rows::filled(50, 17);
    auto const kept = [] {
        return from<Item>().where(col<&Item::id>.in(std::vector<std::int64_t>{1, 2, 3})).limit(10);
    }();
    auto const copy = kept;
    CHECK(c.fetch_all(kept).size() == 3);
    CHECK(c.fetch_all(copy).size() == 3);
    std::vector<std::int64_t> ids{1};
    auto const borrowed = from<Item>().where(col<&Item::id>.in(ids));
    CHECK(c.fetch_all(borrowed).size() == 1);
    ids.assign({1, 2, 3, 4});
    CHECK(c.fetch_all(borrowed).size() == 4);
    CHECK(kept.sql().starts_with(borrowed.sql()));
}

TEST_CASE("ranges: two in one query, and beside other values") {
    lithe::connection c = rows::filled(200, 19);
    std::vector<int> const as{0, 1, 2};
    std::vector<std::string> const ts{"a", "ab"};
    CHECK(rows::same(c,
                     from<Item>()
                         .where(col<&Item::r> > -2, col<&Item::a>.in(as), col<&Item::t>.in(ts))
                         .select(col<&Item::id>, col<&Item::a> * 2),
                     "SELECT id, a * 2 FROM items WHERE a IN (0,1,2) AND t IN ('a','ab')"));
}
