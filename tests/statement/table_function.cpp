// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/table_function.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;

struct Note {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> tags{};
    static constexpr auto schema() { return lithe::table("notes", lithe::primary_key<&Note::id>); }
};
constexpr auto key = col<&Note::id>;
constexpr auto tags = col<&Note::tags>;
constexpr auto tag = lithe::json_each<"tag", std::string>(tags);
constexpr auto node = lithe::json_tree<"node", std::string, std::string, "$">(tags);

static_assert(from<Note>().join(tag).where(tag.value() == "sql").sql() ==
              R"(SELECT "notes"."id", "notes"."title", "notes"."tags" FROM "notes" JOIN )"
              R"(json_each("notes"."tags") AS "tag" ON 1 WHERE "tag"."value" = ?1)");
static_assert(
    from<Note>().left_join(tag).select(key, tag.key()).sql() ==
    R"(SELECT "notes"."id", "tag"."key" FROM "notes" LEFT JOIN json_each("notes"."tags") )"
    R"(AS "tag" ON 1)");

template <class Query>
using row_of = typename decltype(std::declval<lithe::connection&>().fetch_all(
    std::declval<Query>()))::value_type;
template <class... Items>
using selected = decltype(from<Note>().join(tag).select(std::declval<Items>()...));
static_assert(std::same_as<row_of<decltype(from<Note>().join(tag).select(tag.key(), tag.value(),
                                                                         tag.type(), tag.id()))>,
                           std::tuple<std::optional<std::int64_t>, std::optional<std::string>,
                                      std::string, std::int64_t>>);
static_assert(std::same_as<row_of<decltype(from<Note>().left_join(tag).select(tag.type()))>,
                           std::optional<std::string>>);

lithe::connection notes() {
    lithe::connection db(":memory:");
    db.create_tables<Note>();
    db.insert_all(std::vector<Note>{{.title = "a", .tags = R"(["sql", "c++", null])"},
                                    {.title = "b", .tags = "[]"},
                                    {.title = "c"},
                                    {.title = "d", .tags = R"(["sql"])"}});
    return db;
}

}  // namespace

TEST_CASE("json_each in a join: the rows of each document") {
    auto db = notes();
    CHECK(rows::same(db,
                     from<Note>().join(tag).select(key, tag.key(), tag.value(), tag.type(),
                                                   tag.atom(), tag.fullkey(), tag.path()),
                     "SELECT n.id, e.key, e.value, e.type, e.atom, e.fullkey, e.path FROM notes n, "
                     "json_each(n.tags) e"));
    CHECK(rows::same(db, from<Note>().left_join(tag, tag.value() != "c++").select(key, tag.value()),
                     "SELECT n.id, e.value FROM notes n LEFT JOIN json_each(n.tags) e ON e.value "
                     "<> 'c++'"));
    CHECK(rows::same(
        db, from<Note>().cross_join(tag).select(key, tag[col<&json_element<std::string>::value>]),
        "SELECT n.id, e.value FROM notes n, json_each(n.tags) e"));
    CHECK(rows::same(db,
                     from<Note>()
                         .join(tag)
                         .where(tag.value().is_not_null())
                         .group_by(tag.value())
                         .select(tag.value(), count())
                         .order_by(desc(count())),
                     "SELECT e.value, count(*) FROM notes n, json_each(n.tags) e WHERE e.value IS "
                     "NOT NULL GROUP BY 1"));
    CHECK(rows::same(db, from<Note>().join(node).select(key, node.type(), node.fullkey()),
                     "SELECT n.id, t.type, t.fullkey FROM notes n, json_tree(n.tags) t"));
}

TEST_CASE("json_each in a subquery, of the document around") {
    auto db = notes();
    auto const around = lithe::json_each<"tag", std::string>(outer(tags));
    CHECK(rows::same(
        db, from<Note>().where(exists(from(around).where(around.value() == "sql"))).select(key),
        "SELECT id FROM notes n WHERE EXISTS (SELECT 1 FROM json_each(n.tags) e WHERE "
        "e.value = 'sql')"));
}

TEST_CASE("json_each of a value, and its rows whole") {
    lithe::connection db(":memory:");
    auto const list = lithe::json_each<"n", int, std::int64_t, "$.list">(R"({"list": [7, 8]})");
    auto const found = db.fetch_all(from(list));
    REQUIRE(found.size() == 2);
    CHECK(found[1].key == 1);
    CHECK(found[1].value == 8);
    CHECK(found[1].type == "integer");
    CHECK(found[1].fullkey == "$.list[1]");
    auto const members =
        lithe::json_each<"m", int, std::string>(std::string(R"({"a": 1, "b": 2})"));
    CHECK(db.fetch_all(from(members).select(members.key(), members.value() + 1)) ==
          std::vector<std::tuple<std::optional<std::string>, std::optional<std::int64_t>>>{
              {"a", 2}, {"b", 3}});
    CHECK_THROWS_AS(db.fetch_all(from(lithe::json_each<"x", int>("{"))), lithe::json_error);
    auto const two = lithe::json_tree<"t", int, std::string>(R"({"a": {"b": 3}})");
    CHECK(db.fetch_all(from(two).where(two.atom() == 3).select(two.fullkey())) ==
          std::vector<std::string>{"$.a.b"});
}

TEST_CASE("generate_series, where the connection has it") {
    lithe::connection db(":memory:");
    auto const n = lithe::generate_series<"n">(2, 10, 4);
    auto const query = from(n).select(n.value());
    CHECK(query.sql() == R"(SELECT "n"."value" FROM generate_series(?1, ?2, ?3) AS "n")");
    CHECK_THROWS_AS(db.fetch_all(query), lithe::missing_feature);
}
