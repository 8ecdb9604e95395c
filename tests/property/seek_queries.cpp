// SPDX-License-Identifier: BSL-1.0
//
// seek_after() on joins, DISTINCT, groups and self-joins of random tables: the pages of every size,
// one behind the other, are the rows of hand-written SQL.

#include <lithe/statement/seek.hpp>

#include "support/catch.hpp"
#include "support/judged.hpp"

namespace {

using namespace lithe;
using rows::Item, rows::Part;

constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;
constexpr auto d = col<&Item::d>;
constexpr auto part = col<&Part::id>;
constexpr auto label = col<&Part::label>;

template <class Query>
rows::table pages(connection& c, Query const& query, std::size_t size) {
    rows::table all;
    for (std::optional<rows::row_of<Query>> last;;) {
        auto const page = c.fetch_all(query.limit(size).seek_after(last));
        if (page.empty())
            return all;
        last = page.back();
        for (auto const& one : page)
            all.push_back(rows::show(one));
    }
}

template <class Query>
void judge_pages(Query const& query, std::string const& sql) {
    rows::judge_answer(sql, rows::random_tables, [&](connection& c) {
        auto const whole = rows::of_sql(c.native_handle(), sql);
        for (std::size_t size = 1; size <= whole.size() + 1; size += size < 4 ? 1 : size - 1)
            if (pages(c, query, size) != whole)
                return false;
        return pages(c, query, whole.size() + 1) == whole;
    });
}

}  // namespace

TEST_CASE("seek_after: pages of joins") {
    judge_pages(
        from<Part>()
            .left_join<Item>()
            .select(u, label, part, b)
            .order_by(desc(u).nulls_first(), label, asc(b).nulls_last(), part),
        "SELECT u, label, parts.id, b FROM parts LEFT JOIN items ON items.id = item_id ORDER BY "
        "u DESC NULLS FIRST, label, b ASC NULLS LAST, parts.id");
    judge_pages(
        from<Item>()
            .left_join<Part>()
            .where(a != 0)
            .select(d, key, part)
            .order_by(desc(d), key, desc(part)),
        "SELECT d, items.id, parts.id FROM items LEFT JOIN parts ON items.id = item_id WHERE a "
        "<> 0 ORDER BY d DESC, items.id, parts.id DESC");
    judge_pages(
        from<Item>()
            .full_join<Part>()
            .select(part, q, key)
            .order_by(asc(q).nulls_last(), desc(key), asc(part).nulls_last()),
        "SELECT parts.id, q, items.id FROM items FULL JOIN parts ON items.id = item_id ORDER BY "
        "q ASC NULLS LAST, items.id DESC, parts.id ASC NULLS LAST");
    constexpr auto other = lithe::alias<Item, "other">;
    judge_pages(
        from<Item>()
            .left_join(other, other[b] == b && other[key] < key)
            .select(other[u], t, other[key], key)
            .order_by(other[u].desc().nulls_last(), t, other[key], key),
        "SELECT o.u, i.t, o.id, i.id FROM items i LEFT JOIN items o ON o.b = i.b AND o.id < i.id "
        "ORDER BY o.u DESC NULLS LAST, i.t, o.id, i.id");
}

TEST_CASE("seek_after: pages of distinct rows and of groups") {
    judge_pages(
        from<Item>().select(b, u, d).distinct().order_by(desc(u).nulls_first(), asc(d).nulls_last(),
                                                         b),
        "SELECT DISTINCT b, u, d FROM items ORDER BY u DESC NULLS FIRST, d ASC NULLS LAST, b");
    judge_pages(from<Item>()
                    .left_join<Part>()
                    .select(label, t.collate(nocase))
                    .distinct()
                    .order_by(t.collate(nocase), desc(label)),
                "SELECT DISTINCT label, t COLLATE NOCASE FROM items LEFT JOIN parts ON items.id = "
                "item_id ORDER BY t COLLATE NOCASE, label DESC");
    judge_pages(
        from<Item>()
            .group_by(u, b)
            .having(count() < 9)
            .select(u, sum(q), count(), b)
            .order_by(asc(sum(q)).nulls_last(), desc(count()), desc(b), u),
        "SELECT u, sum(q), count(*), b FROM items GROUP BY u, b HAVING count(*) < 9 ORDER BY "
        "sum(q) ASC NULLS LAST, count(*) DESC, b DESC, u");
}
