// SPDX-License-Identifier: BSL-1.0
//
// Names as a program writes them: both namespaces open, <algorithm> and <cmath> included, columns
// of std types, whose namespace argument-dependent lookup searches.

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <cmath>
#include <list>
#include <numeric>
#include <ranges>

using namespace std;
using namespace lithe;
using rows::Item;

namespace {

namespace items {
inline constexpr auto a = col<&Item::a>;
inline constexpr auto t = col<&Item::t>;
inline constexpr auto r = col<&Item::r>;
}  // namespace items

struct repository {
    connection& c;
    auto at_least(int64_t least) {
        return c.fetch_all(from<Item>().where(items::a >= least).order_by(col<&Item::id>));
    }
};

}  // namespace

TEST_CASE("lookup: lithe's functions beside those of std") {
    connection c = rows::filled(100, 61);
    string const letter = "a";
    CHECK(
        rows::same(c,
                   from<Item>().select(count(), min(items::t), max(items::t + letter),
                                       count(distinct(items::t)), min(lithe::abs(items::r)),
                                       max(replace(items::t, "a", letter))),
                   "SELECT count(*), min(t), max(t || 'a'), count(DISTINCT t), min(abs(r)), max(t) "
                   "FROM items"));
    CHECK(rows::same(c,
                     from<Item>().where(abs(items::a) > 1, round(items::r) != 0).select(items::a),
                     "SELECT a FROM items WHERE abs(a) > 1 AND round(r) <> 0"));
    // The same names of std are still those of std.
    CHECK(min(1, 2) == 1);
    CHECK(max(string("a"), string("b")) == "b");
    CHECK(count(letter.begin(), letter.end(), 'a') == 1);
    CHECK(abs(-1.5) == 1.5);
}

TEST_CASE("lookup: conditions put together, kept and reused") {
    connection c = rows::filled(100, 67);
    auto const some = items::a > 0 && items::t != "a";
    auto const more = some || col<&Item::flag>;
    CHECK(rows::same(c, from<Item>().where(more).select(col<&Item::id>),
                     "SELECT id FROM items WHERE (a > 0 AND t <> 'a') OR flag"));
    auto const with = [&](auto... conditions) {
        return c.fetch_all(from<Item>().where(items::a > 0, conditions...)).size();
    };
    CHECK(with() == c.fetch_all(from<Item>().where(items::a > 0)).size());
    CHECK(with(items::t == "a", !col<&Item::flag>) <= with(items::t == "a"));
    CHECK(rows::shown(repository{c}.at_least(1)) ==
          rows::of_sql(c.native_handle(), "SELECT * FROM items WHERE a >= 1 ORDER BY id"));
    for (auto&& [id, text] : c.stream(from<Item>().select(col<&Item::id>, items::t).limit(3)))
        CHECK(c.get<Item>(id).t == text);
}

TEST_CASE("lookup: insert_all takes any range") {
    connection c = rows::filled(0, 1);
    vector<Item> const all(5);
    CHECK(c.insert_all(list<Item>(all.begin(), all.end())) == 5);
    Item const some[] = {Item{}, Item{}};
    CHECK(c.insert_all(some) == 2);
    vector<int> const numbers{1, 2, 3};
    CHECK(c.insert_all(numbers | views::transform([](int a) { return Item{.a = a}; })) == 3);
    CHECK(c.insert_all(all | views::filter([](Item const& item) { return item.a != 0; })) == 0);
    CHECK(c.fetch_one(from<Item>().select(sum(items::a))) == 6);
}
