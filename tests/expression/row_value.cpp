// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/row_value.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::literal_text_of, lithe_test::text_of;
using rows::Item;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;
constexpr auto c = col<&Item::c>;

static_assert(text_of(row_value(a, b) < row_value(1, 2)) == R"(("a", "b") < (?1, ?2))");
static_assert(text_of(row_value(a, 1) >= row_value(b, 2)) == R"(("a", ?1) >= ("b", ?2))");
static_assert(text_of(row_value(a, b) != row_value(b, a)) == R"(("a", "b") <> ("b", "a"))");
static_assert(text_of(row_value(a, b).not_in(row_value(1, 2), row_value(b, 4))) ==
              R"(("a", "b") NOT IN (VALUES (?1, ?2), ("b", ?3)))");

using none = detail::type_list<>;
static_assert(detail::is_predicate<decltype(row_value(a, b) == row_value(1, 2))>);
static_assert(decltype(row_value(a, b) == row_value(1, 2))::may_be_null<none>());
static_assert(!decltype(row_value(a, t) == row_value(1, "x"))::may_be_null<none>());
static_assert(!decltype(row_value(a, b) ==
                        row_value(1, std::optional<int>()))::may_be_null<none>());
static_assert(!expression<decltype(row_value(a, b))>);

}  // namespace

TEST_CASE("row values compare as in SQLite") {
    auto db = rows::filled(130, 7);
    auto const check = [&](auto const& condition, std::string const& sql) {
        INFO(sql);
        CHECK(rows::same(db, from<Item>().where(condition), "SELECT * FROM items WHERE " + sql));
        CHECK(rows::same(db, from<Item>().where(!condition),
                         "SELECT * FROM items WHERE NOT (" + sql + ")"));
    };
    check(row_value(a, b) == row_value(1, 1), "(a, b) = (1, 1)");
    check(row_value(a, b) != row_value(b, a), "(a, b) <> (b, a)");
    check(row_value(a, b) < row_value(1, 0), "(a, b) < (1, 0)");
    check(row_value(a, t, b) <= row_value(1, "b", 0), "(a, t, b) <= (1, 'b', 0)");
    check(row_value(u, a) > row_value(t, 0), "(u, a) > (t, 0)");
    check(row_value(a + 1, c) >= row_value(b, rows::color::green), "(a + 1, c) >= (b, 2)");
    check(row_value(a, b).in(row_value(1, 1), row_value(2, a)),
          "(a, b) IN (VALUES (1, 1), (2, a))");
    check(row_value(a, u).not_in(row_value(1, "a"), row_value(2, std::string("ab"))),
          "(a, u) NOT IN (VALUES (1, 'a'), (2, 'ab'))");
    check(row_value(a, b) == row_value(1, std::optional<std::int64_t>()), "(a, b) IS (1, NULL)");
    check(row_value(b, a) != row_value(std::optional<std::int64_t>(1), 1), "(b, a) IS NOT (1, 1)");
}

TEST_CASE("row values in DDL") {
    CHECK(literal_text_of(row_value(a, t) < row_value(1, "x")) == R"(("a", "t") < (1, 'x'))");
    CHECK(literal_text_of(row_value(a, t).in(row_value(1, "x"), row_value(2, t))) ==
          R"(("a", "t") IN (VALUES (1, 'x'), (2, "t")))");
}

TEST_CASE("row values: an index over the columns answers") {
    auto db = rows::filled(3, 7);
    db.execute_script("CREATE INDEX items_a_t ON items(a, t)");
    auto const query = from<Item>().where(row_value(a, t) > row_value(1, "a")).select(a);
    auto const plan =
        rows::of_sql(db.native_handle(), "EXPLAIN QUERY PLAN " + std::string(query.sql()));
    CHECK(plan.at(0).find("(a,t)>(?,?)") != std::string::npos);
}
