// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/same_values.hpp>

#include <lithe/sqlite.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/rows.hpp"

#include <stdexcept>

namespace {

using namespace lithe;
using blog::User;
using lithe::detail::make_pack;
constexpr auto age = col<&User::age>;

/// Where `age + value` stands among `age + 1`, a column, `age + 2` and `age + 2`.
constexpr std::size_t place(int value) {
    auto const all = make_pack(age + 1, age, age + 2, age + 2);
    return detail::place_of_same<detail::literal_recorder>(age + value, all);
}
static_assert(place(1) == 0);
static_assert(place(2) == 1);
static_assert(place(3) == 3);

constexpr auto key = col<&rows::Item::id>;
constexpr auto a = col<&rows::Item::a>;
constexpr auto moving(int rows) {
    return lithe::window<"w">(order_by(key), rows_between(preceding(rows), current_row));
}
auto sums(int defined, int selected, int ordered) {
    return from<rows::Item>()
        .window(moving(defined))
        .select(key, sum(a).over(moving(selected)) + 1)
        .order_by(desc(min(a).over(moving(ordered))), key);
}
auto inner(int defined, int named) {
    return from<rows::Item>().window(moving(defined)).select(sum(a).over(moving(named))).limit(1);
}
struct Sum {
    std::int64_t item = 0;
    std::int64_t total = 0;
};
auto named(int defined, int selected) {
    return from(lithe::cte<"t">(from<rows::Item>()
                                    .window(moving(defined))
                                    .select_as<Sum>(key, sum(a).over(moving(selected)))));
}
struct Shown {
    std::int64_t item = 0;
    std::int64_t total = 0;
    static constexpr auto schema() {
        return lithe::view(
            "shown", from<rows::Item>().window(moving(1)).select(key, sum(a).over(moving(1))));
    }
};

}  // namespace

TEST_CASE("same_values: a window of a name has the values of the window() of that name") {
    connection c = rows::filled(20, 3);
    c.create_tables<Shown>();
    auto const same = [&](auto const& query, std::string const& sql) {
        return rows::shown(c.fetch_all(query)) == rows::of_sql(c.native_handle(), sql);
    };
    std::string const w2 = "(ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)";
    CHECK(same(sums(2, 2, 2), "SELECT id, sum(a) OVER " + w2 +
                                  " + 1 FROM items ORDER BY min(a) OVER " + w2 + " DESC, id"));
    CHECK_THROWS_AS(c.fetch_all(sums(2, 1, 2)), std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_all(sums(2, 2, 1)), std::invalid_argument);
    // A subquery's windows are its own, and compared by themselves.
    auto const both = [](int defined, int selected) {
        return from<rows::Item>().window(moving(2)).select(scalar(inner(defined, selected)),
                                                           sum(a).over(moving(2)));
    };
    CHECK(same(both(1, 1),
               "SELECT (SELECT sum(a) OVER (ORDER BY id ROWS 1 PRECEDING) FROM items "
               "LIMIT 1), sum(a) OVER " +
                   w2 + " FROM items"));
    CHECK_THROWS_AS(c.fetch_all(both(1, 3)), std::invalid_argument);
    CHECK(same(named(2, 2), "SELECT id, sum(a) OVER " + w2 + " FROM items"));
    CHECK_THROWS_AS(c.fetch_all(named(2, 1)), std::invalid_argument);
    CHECK(same(from<Shown>(), "SELECT id, sum(a) OVER (ORDER BY id ROWS 1 PRECEDING) FROM items"));
}

TEST_CASE("same_values: texts too") {
    std::string const text = "b";
    auto const all = make_pack(col<&User::name> + std::string("a"), age);
    using recorder = detail::literal_recorder;
    CHECK(detail::place_of_same<recorder>(col<&User::name> + text, all) == 1);
    CHECK(detail::place_of_same<recorder>(col<&User::name> + std::string("a"), all) == 0);
}
