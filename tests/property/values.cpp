// SPDX-License-Identifier: BSL-1.0
//
// CASE, row values, casts and functions against hand-written SQL on random tables: what NULL makes
// of each of them is SQLite's answer.

#include "support/catch.hpp"
#include "support/judged.hpp"

using namespace lithe;
using rows::Item;
using rows::judge;
using rows::judge_order;
using rows::Part;

namespace {

constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

}  // namespace

TEST_CASE("values: CASE, searched and simple, with and without ELSE") {
    judge(
        from<Item>().select(key, case_when(b > 0, t).when(q < 0.5, "low"),
                            case_of(b).when(0, "none").when(1, "one").else_(t), iif(b > a, b, a),
                            case_when(u == t, 1).else_(b)),
        "SELECT id, CASE WHEN b > 0 THEN t WHEN q < 0.5 THEN 'low' END, CASE b WHEN 0 THEN 'none' "
        "WHEN 1 THEN 'one' ELSE t END, iif(b > a, b, a), CASE WHEN u = t THEN 1 ELSE b END FROM "
        "items");
    auto const kind = case_when(b > 0, "more").when(b < 0, "less");
    judge(from<Item>().group_by(kind).select(kind, count(), sum(iif(q > 0.0, 1, 0))),
          "SELECT CASE WHEN b > 0 THEN 'more' WHEN b < 0 THEN 'less' END AS k, count(*), sum(iif(q "
          "> 0.0, 1, 0)) FROM items GROUP BY k");
}

TEST_CASE("values: row values compare as SQLite says, NULLs in any of their places") {
    auto const pair = row_value(a, b);
    judge(from<Item>().where(pair < row_value(0, 1)).select(key),
          "SELECT id FROM items WHERE (a, b) < (0, 1)");
    judge(from<Item>().where(!(pair >= row_value(0, 0))).select(key),
          "SELECT id FROM items WHERE NOT (a, b) >= (0, 0)");
    judge(from<Item>().where(pair.in(row_value(0, 0), row_value(1, -1))).select(key),
          "SELECT id FROM items WHERE (a, b) IN (VALUES (0, 0), (1, -1))");
    judge(
        from<Item>()
            .where(row_value(key, t).in(
                from<Part>()
                    .where(col<&Part::item_id>.is_not_null())
                    .select(coalesce(col<&Part::item_id>, 0), coalesce(col<&Part::label>, "a"))))
            .select(key),
        "SELECT id FROM items WHERE (id, t) IN (SELECT coalesce(item_id, 0), coalesce(label, 'a') "
        "FROM parts WHERE item_id IS NOT NULL)");
}

TEST_CASE("values: functions, casts and comparisons that know NULL") {
    judge(
        from<Item>().select(coalesce(b, a), ifnull(u, t), nullif(a, 0), max(a, b), min(q, 0.25),
                            abs(b), round(q, 1), b.is_distinct_from(a), u.is_not_distinct_from(t)),
        "SELECT coalesce(b, a), ifnull(u, t), nullif(a, 0), max(a, b), min(q, 0.25), abs(b), "
        "round(q, 1), b IS NOT a, u IS t FROM items");
    judge(from<Item>().select(lithe::cast<std::string>(b), lithe::cast<std::int64_t>(q),
                              lithe::cast<double>(a), length(u), upper(u), substr(t, 2, 1),
                              replace(t, "a", "b"), instr(t, "b"), u + t, hex(t)),
          "SELECT CAST(b AS TEXT), CAST(q AS INTEGER), CAST(a AS REAL), length(u), upper(u), "
          "substr(t, 2, 1), replace(t, 'a', 'b'), instr(t, 'b'), u || t, hex(t) FROM items");
    judge(from<Item>().where(contains(u, "%") || starts_with(t, "A") || t.glob("a*")).select(key),
          "SELECT id FROM items WHERE u LIKE '%\\%%' ESCAPE '\\' OR t LIKE 'A%' OR t GLOB 'a*'");
    judge_order(from<Item>()
                    .select(key, u)
                    .order_by(u.collate(lithe::nocase), desc(b).nulls_last(), key)
                    .limit(7)
                    .offset(2),
                "SELECT id, u FROM items ORDER BY u COLLATE NOCASE, b DESC NULLS LAST, id LIMIT 7 "
                "OFFSET 2");
}

TEST_CASE("values: JSON made of rows and taken apart") {
    judge(from<Item>().select(key, json_array(a, b, u), lithe::json_object<"a", "u">(a, u)),
          "SELECT id, json_array(a, b, u), json_object('a', a, 'u', u) FROM items");
    auto const document = lithe::json_object<"b", "u">(b, u);
    judge(
        from<Item>().select(key, lithe::json_extract<std::int64_t, "$.b">(document),
                            lithe::json_value<std::string, "$.u">(document)),
        "SELECT id, json_extract(json_object('b', b, 'u', u), '$.b'), json_object('b', b, 'u', u) "
        "->> '$.u' FROM items");
    judge(from<Item>().group_by(b).select(b, json_group_array(key)),
          "SELECT b, json_group_array(id) FROM items GROUP BY b");
}
