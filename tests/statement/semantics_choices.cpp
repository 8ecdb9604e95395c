// SPDX-License-Identifier: BSL-1.0
//
// when() and choose() inside subqueries, compounds, CTEs, derived tables and INSERT … SELECT, each
// combination compared with SQL that has only what is chosen.

#include "support/catch.hpp"
#include "support/library.hpp"

#include <string>
#include <vector>

using namespace lithe;
using lithe_test::author, lithe_test::book;

namespace {

constexpr auto key = col<&author::id>;
constexpr auto age = col<&author::age>;
constexpr auto price = col<&book::price>;
constexpr auto writer = col<&book::author_id>;

struct Step {
    std::int64_t at = 0;
};
struct Rich {
    std::int64_t author = 0;
    std::int64_t books = 0;
};

lithe::connection shelf() {
    auto c = lithe_test::library();
    for (int at = 1; at <= 9; ++at)
        c.insert(author{.name = std::string(1, static_cast<char>('a' + at % 4)), .age = at * 5});
    for (int at = 0; at < 24; ++at) {
        c.insert(book{
            .author_id = 1 + at * at % 9, .title = std::to_string(at), .price = at * 7 % 10 * 1.5});
    }
    return c;
}

std::vector<std::int64_t> by_hand(connection& c, std::string const& text) {
    std::vector<std::int64_t> found;
    for (auto const& value : c.fetch_all(sql_text(text).as<std::int64_t>()))
        found.push_back(value);
    return found;
}
std::string only(bool on, std::string text) {
    return on ? text : std::string();
}

}  // namespace

TEST_CASE("choices: in subqueries of WHERE, of the result and of the order") {
    auto c = shelf();
    for (int round = 0; round < 2; ++round) {
        std::uint64_t prepared = 0;
        for (unsigned bits = 0; bits < 16; ++bits) {
            bool const dear = (bits & 1U) != 0;
            bool const old = (bits & 2U) != 0;
            bool const outside = (bits & 4U) != 0;
            bool const counted = (bits & 8U) != 0;
            auto const with_books = from<book>().where(when(dear, price > 4.0)).select(writer);
            auto const own = from<book>()
                                 .where(writer == outer(key), when(counted, price > 2.5))
                                 .select(count());
            auto const before = c.session().statements().preparations();
            auto const found = c.fetch_all(
                from<author>()
                    .where(when(outside, key.in(with_books)), when(old, age > 20), age < 44)
                    .select(key * 100 + scalar(own))
                    .order_by(desc(scalar(own)), key));
            prepared += c.session().statements().preparations() - before;
            std::string const books = "(SELECT count(*) FROM books WHERE author_id = a.id" +
                                      only(counted, " AND price > 2.5") + ")";
            CHECK(found ==
                  by_hand(c, "SELECT id * 100 + " + books + " FROM authors a WHERE age < 44" +
                                 only(outside, " AND id IN (SELECT author_id FROM books" +
                                                   only(dear, " WHERE price > 4") + ")") +
                                 only(old, " AND age > 20") + " ORDER BY " + books + " DESC, id"));
        }
        // Without the outer condition its inner choice makes no text: 3 of 4 pairs.
        CHECK(prepared == (round == 0 ? 12U : 0U));
    }
}

TEST_CASE("choices: in compounds, in EXISTS and in row values") {
    auto c = shelf();
    for (unsigned bits = 0; bits < 8; ++bits) {
        bool const first = (bits & 1U) != 0;
        bool const second = (bits & 2U) != 0;
        bool const third = (bits & 4U) != 0;
        auto const some = from<author>().where(when(first, age > 20)).select(key);
        auto const sold =
            from<book>().where(when(second, price > 3.0), when(third, writer != 5)).select(writer);
        CHECK(c.fetch_all(some.intersect(sold).order_by(key)) ==
              by_hand(c, "SELECT id FROM authors" + only(first, " WHERE age > 20") +
                             " INTERSECT SELECT author_id FROM books WHERE 1" +
                             only(second, " AND price > 3") + only(third, " AND author_id <> 5") +
                             " ORDER BY 1"));
        CHECK(c.fetch_all(from<author>()
                              .where(key.in(some.union_all(sold)), when(third, exists(sold)))
                              .select(key)
                              .order_by(choose(first ? 1 : 0, asc(key), desc(key)))) ==
              by_hand(c, "SELECT id FROM authors WHERE id IN (SELECT id FROM authors" +
                             only(first, " WHERE age > 20") +
                             " UNION ALL SELECT author_id FROM books WHERE 1" +
                             only(second, " AND price > 3") + only(third, " AND author_id <> 5") +
                             ") ORDER BY id" + only(first, " DESC")));
    }
}

TEST_CASE("choices: in CTEs, derived tables and recursion, also where the name is left out") {
    auto c = shelf();
    for (unsigned bits = 0; bits < 16; ++bits) {
        bool const dear = (bits & 1U) != 0;
        bool const many = (bits & 2U) != 0;
        bool const used = (bits & 4U) != 0;
        bool const old = (bits & 8U) != 0;
        auto const rich = lithe::cte<"rich">(from<book>()
                                                 .where(when(dear, price > 4.5))
                                                 .group_by(writer)
                                                 .having(when(many, count() > 1))
                                                 .select_as<Rich>(writer, count()));
        auto const names = from(rich).where(rich[col<&Rich::books>] > 0);
        std::string const body = "SELECT author_id AS a, count(*) AS n FROM books" +
                                 only(dear, " WHERE price > 4.5") + " GROUP BY 1" +
                                 only(many, " HAVING count(*) > 1");
        std::string const with = "WITH r AS (" + body + ") ";
        auto const writers = names.select(rich[col<&Rich::author>]);
        CHECK(c.fetch_all(from<author>()
                              .where(when(used, key.in(writers)), when(old, age > 15), age != 30)
                              .select(key)) ==
              by_hand(c, with + "SELECT id FROM authors WHERE age <> 30" +
                             only(used, " AND id IN (SELECT a FROM r)") +
                             only(old, " AND age > 15")));
        auto const twin = rich.as<"twin">();
        CHECK(c.fetch_one(from(rich)
                              .join(twin, twin[col<&Rich::books>] == rich[col<&Rich::books>] &&
                                              when(old, twin[col<&Rich::author>] > 3))
                              .select(count())) ==
              by_hand(c, with + "SELECT count(*) FROM r JOIN r AS t ON r.n = t.n" +
                             only(old, " AND t.a > 3"))
                  .front());
        auto const table = derived<"d">(from<book>()
                                            .where(when(dear, price > 4.5))
                                            .group_by(writer)
                                            .having(when(many, count() > 1))
                                            .select_as<Rich>(writer, count()));
        CHECK(
            c.fetch_all(from(table)
                            .where(when(old, table[col<&Rich::author>] > 3))
                            .select(table[col<&Rich::author>])
                            .order_by(table[col<&Rich::author>])) ==
            by_hand(c, "SELECT a FROM (" + body + ")" + only(old, " WHERE a > 3") + " ORDER BY a"));
    }
}

TEST_CASE("choices: in a recursive query, at its beginning and in its step") {
    auto c = shelf();
    constexpr auto steps = lithe::cte_ref<"steps", Step>;
    constexpr auto at = steps[col<&Step::at>];
    for (unsigned bits = 0; bits < 4; ++bits) {
        bool const first = (bits & 1U) != 0;
        bool const second = (bits & 2U) != 0;
        auto const walk = recursive_cte(
            steps, from<author>().where(when(first, age > 20), key < 8).select_as<Step>(key),
            from(steps).where(at < 40, when(second, at != 14)).select_as<Step>(at * 2));
        CHECK(c.fetch_all(from(walk).select(walk[col<&Step::at>]).order_by(walk[col<&Step::at>])) ==
              by_hand(c, "WITH RECURSIVE s(n) AS (SELECT id FROM authors WHERE id < 8" +
                             only(first, " AND age > 20") +
                             " UNION ALL SELECT n * 2 FROM s WHERE n < 40" +
                             only(second, " AND n <> 14") + ") SELECT n FROM s ORDER BY n"));
    }
}

TEST_CASE("choices: in INSERT … SELECT, UPDATE and DELETE") {
    for (unsigned bits = 0; bits < 4; ++bits) {
        bool const first = (bits & 1U) != 0;
        bool const second = (bits & 2U) != 0;
        auto c = shelf();
        auto const old = from<author>().where(when(first, age > 20), age < 41).select(key);
        auto const rows =
            by_hand(c, "SELECT id FROM authors WHERE age < 41" + only(first, " AND age > 20"));
        auto const copied = from<author>()
                                .where(key.in(old), when(second, age != 25))
                                .select(key, literal<"x">, literal<1.5>);
        CHECK(c.execute(insert_into<book>()
                            .columns(writer, col<&book::title>, price)
                            .select_from(copied)) ==
              by_hand(c, "SELECT count(*) FROM authors WHERE age < 41" +
                             only(first, " AND age > 20") + only(second, " AND age <> 25"))
                  .front());
        CHECK(c.execute(update<author>()
                            .set(age = scalar(from<book>()
                                                  .where(when(second, price > 3.0))
                                                  .select(cast<std::int32_t>(count()))))
                            .where(key.in(old))) == static_cast<std::int64_t>(rows.size()));
        auto const books =
            by_hand(c, "SELECT count(*) FROM books" + only(second, " WHERE price > 3")).front();
        for (auto const one : rows)
            CHECK(c.get<author>(one).age == books);
    }
}

TEST_CASE("ctes: two of one name have the same values or are refused") {
    auto c = shelf();
    auto const rich = [](double than, bool on = true) {
        return lithe::cte<"rich">(from<book>()
                                      .where(price > than, when(on, writer != 3))
                                      .group_by(writer)
                                      .select_as<Rich>(writer, count()));
    };
    auto const both = [&](auto const& left, auto const& right) {
        auto const twin = right.template as<"twin">();
        return from(left)
            .join(twin, left[col<&Rich::author>] == twin[col<&Rich::author>])
            .select(count());
    };
    auto const wanted = by_hand(c,
                                "SELECT count(DISTINCT author_id) FROM books WHERE price > 4.5 "
                                "AND author_id <> 3")
                            .front();
    CHECK(c.fetch_one(both(rich(4.5), rich(4.5))) == wanted);
    CHECK_THROWS_AS(c.fetch_one(both(rich(4.5), rich(6.0))), std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_one(both(rich(4.5), rich(4.5, false))), std::invalid_argument);
    auto const inside = [&](auto const& left, auto const& right) {
        return from<author>()
            .where(key.in(from(left).select(left[col<&Rich::author>])),
                   key.not_in(from(right).select(right[col<&Rich::author>])))
            .select(key);
    };
    CHECK(c.fetch_all(inside(rich(3.0), rich(3.0))).empty());
    CHECK_THROWS_AS(c.fetch_all(inside(rich(3.0), rich(6.0))), std::invalid_argument);
    // What a CTE names in turn is seen, too; and ranges, which the program has.
    std::vector<std::int64_t> few{1, 2};
    std::vector<std::int64_t> more{1, 2, 4};
    auto const outer_one = [&](double than, std::vector<std::int64_t> const& ids) {
        auto const inner = rich(than);
        return lithe::cte<"chosen">(
            from(inner)
                .where(inner[col<&Rich::author>].in(ids))
                .select_as<Rich>(inner[col<&Rich::author>], inner[col<&Rich::books>]));
    };
    CHECK_NOTHROW(c.fetch_one(both(outer_one(1.0, few), outer_one(1.0, few))));
    CHECK_THROWS_AS(c.fetch_one(both(outer_one(1.0, few), outer_one(2.0, few))),
                    std::invalid_argument);
    CHECK_THROWS_AS(c.fetch_one(both(outer_one(1.0, few), outer_one(1.0, more))),
                    std::invalid_argument);
    // A derived table has its values where it stands.
    auto const dear = [](double than) {
        return derived<"dear">(
            from<book>().where(price > than).group_by(writer).select_as<Rich>(writer, count()));
    };
    CHECK(c.fetch_all(inside(dear(3.0), dear(6.0))) ==
          by_hand(c,
                  "SELECT id FROM authors WHERE id IN (SELECT author_id FROM books WHERE price "
                  "> 3) AND id NOT IN (SELECT author_id FROM books WHERE price > 6)"));
}
