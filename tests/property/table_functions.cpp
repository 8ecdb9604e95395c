// SPDX-License-Identifier: BSL-1.0
//
// json_each and json_tree joined with random tables: documents that are NULL, empty, scalars,
// nested, and texts that are no JSON, against hand-written SQL.

#include <lithe/statement/table_function.hpp>

#include "support/catch.hpp"
#include "support/judged.hpp"

namespace {

using namespace lithe;

struct Document {
    std::int64_t id = 0;
    std::optional<std::int64_t> wanted{};
    std::optional<std::string> list{};    // an array, or a whole number alone
    std::optional<std::string> object{};  // members that are texts, objects or null

    static constexpr auto schema() {
        return lithe::table("documents", lithe::primary_key<&Document::id>);
    }
};
constexpr auto key = col<&Document::id>;
constexpr auto wanted = col<&Document::wanted>;
constexpr auto list = col<&Document::list>;
constexpr auto object = col<&Document::object>;
constexpr auto number = lithe::json_each<"number", std::int64_t>(list);
constexpr auto member = lithe::json_each<"member", std::string, std::string>(object);
constexpr auto inner = lithe::json_each<"inner", std::string, std::string, "$.in">(object);
constexpr auto node = lithe::json_tree<"node", std::string, std::string>(object);

lithe::connection documents(unsigned seed) {
    std::mt19937 random(seed);
    auto const below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    auto const digit = [&] { return std::to_string(static_cast<int>(below(5)) - 2); };
    std::vector<Document> all(seed % 5 == 0 ? 0 : seed % 17);
    for (Document& one : all) {
        if (below(3) != 0)
            one.wanted = static_cast<std::int64_t>(below(5)) - 2;
        if (unsigned const kind = below(6); kind == 1) {
            one.list = digit();
        } else if (kind > 1) {
            one.list = "[";
            for (unsigned at = 0, size = below(4); at < size; ++at)
                *one.list += (at > 0 ? ", " : "") + (below(4) == 0 ? "null" : digit());
            *one.list += "]";
        }
        char const* const objects[] = {
            "{}",
            "null",
            R"({"a": "x", "b": null, "a'b": "\u00e4\n"})",
            R"( {"in" : {"a": "x", "c": "", "d": {"e": "f"}}} )",
            R"({"in": {}, "a": {"b": {"c": "x"}}})",
            R"({"in": "x", "in2": {"in": null}})",
            R"({"": "x", "a": "y", "a": "z"})",
        };
        if (below(4) != 0)
            one.object = objects[below(7)];
    }
    lithe::connection c{":memory:"};
    c.create_tables<Document>();
    c.insert_all(all);
    return c;
}

template <class Query>
void judge(Query const& query, std::string const& sql) {
    rows::judge(query, sql, documents);
}

}  // namespace

TEST_CASE("json_each: the elements of every row's document") {
    judge(from<Document>().join(number).select(key, number.key(), number.value(), number.type(),
                                               number.atom(), number.fullkey(), number.path()),
          "SELECT d.id, e.key, e.value, e.type, e.atom, e.fullkey, e.path FROM documents d, "
          "json_each(d.list) e");
    judge(from<Document>()
              .left_join(number, number.value() > wanted)
              .select(key, number.value(), number.type()),
          "SELECT d.id, e.value, e.type FROM documents d LEFT JOIN json_each(d.list) e ON e.value "
          "> d.wanted");
    judge(from<Document>().left_join(member).select(key, member.key(), member.value(),
                                                    member.fullkey(), member.parent()),
          "SELECT d.id, e.key, e.value, e.fullkey, e.parent FROM documents d LEFT JOIN "
          "json_each(d.object) e ON 1");
    judge(from<Document>().join(inner).select(key, inner.key(), inner.value(), inner.path()),
          "SELECT d.id, e.key, e.value, e.path FROM documents d, json_each(d.object, '$.in') e");
}

TEST_CASE("json_each: in groups, subqueries and beside another") {
    judge(from<Document>().left_join(number).group_by(key).select(
              key, count(number.value()), sum(number.value()), max(number.key())),
          "SELECT d.id, count(e.value), sum(e.value), max(e.key) FROM documents d LEFT JOIN "
          "json_each(d.list) e ON 1 GROUP BY d.id");
    auto const around = lithe::json_each<"number", std::int64_t>(outer(list));
    judge(from<Document>()
              .where(!exists(from(around).where(around.value() == outer(wanted))))
              .select(key),
          "SELECT id FROM documents d WHERE NOT EXISTS (SELECT 1 FROM json_each(d.list) e WHERE "
          "e.value = d.wanted)");
    judge(from<Document>()
              .join(number)
              .join(member)
              .where(number.value() >= 0)
              .select(key, number.value(), member.key()),
          "SELECT d.id, n.value, m.key FROM documents d, json_each(d.list) n, json_each(d.object) "
          "m WHERE n.value >= 0");
}

TEST_CASE("json_tree: all that is in every row's document") {
    judge(
        from<Document>().join(node).select(key, node.key(), node.value(), node.type(), node.atom(),
                                           node.id(), node.parent(), node.fullkey(), node.path()),
        "SELECT d.id, t.key, t.value, t.type, t.atom, t.id, t.parent, t.fullkey, t.path FROM "
        "documents d, json_tree(d.object) t");
    judge(from<Document>()
              .join(node)
              .where(node.atom().is_not_null())
              .group_by(node.atom())
              .select(node.atom(), count(), min(node.fullkey())),
          "SELECT t.atom, count(*), min(t.fullkey) FROM documents d, json_tree(d.object) t WHERE "
          "t.atom IS NOT NULL GROUP BY 1");
}

TEST_CASE(
    "json_each: a text that is no JSON is an error wherever its row is read, and only there") {
    for (char const* bad : {"", "{", "[1", "no", "{\"a\" 1}"}) {
        lithe_test::check_property(bad, [&](unsigned seed) {
            auto c = documents(seed);
            auto const broken = c.insert(Document{.list = bad});
            RC_ASSERT_THROWS_AS(c.fetch_all(from<Document>().join(number).select(key)), json_error);
            auto const sound = from<Document>()
                                   .join(lithe::json_each<"number", std::int64_t>(
                                       case_when(json_valid(list), list)))
                                   .select(key);
            RC_ASSERT(rows::sorted(rows::shown(c.fetch_all(sound))) ==
                      rows::sorted(rows::of_sql(
                          c.native_handle(),
                          "SELECT d.id FROM documents d, json_each(CASE WHEN json_valid(d.list) "
                          "THEN d.list END) e")));
            RC_ASSERT(c.erase<Document>(broken));
            RC_ASSERT(c.fetch_all(from<Document>().join(number).select(key)) == c.fetch_all(sound));
        });
    }
}
