// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/json_build.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::literal_text_of, lithe_test::text_of;
using rows::Item;
constexpr auto key = col<&Item::id>;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;

static_assert(text_of(json_array(a, "x", u)) == R"(json_array("a", ?1, "u"))");
static_assert(text_of(json_object<"n", "it's">(t, 2)) == R"(json_object('n', "t", 'it''s', ?1))");
static_assert(text_of(json_set<"$.a", "$.b">(t, 1, u)) ==
              R"(json_set("t", '$.a', ?1, '$.b', "u"))");
static_assert(text_of(json_remove<"$.a", "$.b">(t)) == R"(json_remove("t", '$.a', '$.b'))");
static_assert(text_of(json_group_array(distinct(a))) == R"(json_group_array(DISTINCT "a"))");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
using text = std::optional<std::string>;
static_assert(std::same_as<value<decltype(json_array(u, b))>, std::string>);
static_assert(std::same_as<value<decltype(json_object<"u">(u))>, std::string>);
static_assert(std::same_as<value<decltype(json_set<"$.a">(t, u))>, std::string>);
static_assert(std::same_as<value<decltype(json_set<"$.a">(u, 1))>, text>);
static_assert(std::same_as<value<decltype(json_remove<"$">(t))>, text>);
static_assert(std::same_as<value<decltype(json_patch(t, "{}"))>, std::string>);
static_assert(std::same_as<value<decltype(json_quote(u))>, std::string>);
static_assert(std::same_as<value<decltype(json_group_array(u))>, std::string>);
static_assert(std::same_as<value<decltype(json_group_object(t, u))>, std::string>);

// A document of a type of one's own stays of that type.
struct document {
    std::string text;
};
struct Page {
    std::int64_t id = 0;
    document data{};
};

}  // namespace

template <>
struct lithe::value_traits<document> {
    using storage = std::string;
    static storage to_storage(document const& given) { return given.text; }
    static document from_storage(storage stored) { return {std::move(stored)}; }
};

TEST_CASE("JSON is built as SQLite builds it") {
    auto db = rows::filled(60, 14);
    CHECK(db.fetch_one(from<Item>().where(key == 1).select(json_set<"$.a", "$.b">(
              literal<"{}">, nullptr, std::nullopt))) == R"({"a":null,"b":null})");
    CHECK(db.fetch_one(from<Item>().where(key == 1).select(json_array(key, nullptr))) ==
          "[1,null]");
    auto const object = json_object<"a", "b", "t">(a, b, json_array(t, u, json_(json_quote(q))));
    CHECK(rows::same(db,
                     from<Item>().select(key, json_array(a, "x", u, 2.5), object, json_quote(u)),
                     "SELECT id, json_array(a, 'x', u, 2.5), json_object('a', a, 'b', b, 't', "
                     "json_array(t, u, json(json_quote(q)))), json_quote(u) FROM items"));
    CHECK(rows::same(
        db,
        from<Item>().select(key, json_set<"$.a", "$.c">(object, u, 5),
                            json_insert<"$.b">(object, 1),
                            json_replace<"$.x", "$.t[0]">(object, 1, t), json_remove<"$.a">(object),
                            json_remove<"$">(object), json_patch(object, R"({"a": null, "z": 1})")),
        "WITH o AS (SELECT id, a, b, t, u, json_object('a', a, 'b', b, 't', json_array(t, u, "
        "json(json_quote(q)))) AS o FROM items) SELECT id, json_set(o, '$.a', u, '$.c', 5), "
        "json_insert(o, '$.b', 1), json_replace(o, '$.x', 1, '$.t[0]', t), "
        "json_remove(o, '$.a'), "
        "json_remove(o, '$'), json_patch(o, '{\"a\": null, \"z\": 1}') FROM o"));
}

TEST_CASE("JSON aggregates, over no rows, too") {
    for (std::size_t const size : {0U, 60U}) {
        auto db = rows::filled(size, 14);
        CHECK(rows::same(
            db,
            from<Item>().select(json_group_array(b), json_group_array(distinct(t)).filter(a > 0),
                                json_group_object(t, json_array(a, u))),
            "SELECT json_group_array(b), json_group_array(DISTINCT t) FILTER (WHERE a > 0), "
            "json_group_object(t, json_array(a, u)) FROM items"));
        CHECK(rows::same(db, from<Item>().group_by(t).select(t, json_group_array(key)),
                         "SELECT t, json_group_array(id) FROM items GROUP BY t"));
    }
}

TEST_CASE("JSON columns of a type of one's own are read and changed") {
    lithe::connection db(":memory:");
    db.create_tables<Page>();
    db.insert(Page{.data = {R"({"n":1})"}});
    constexpr auto data = col<&Page::data>;
    db.execute(update<Page>()
                   .set(data = json_set<"$.n">(data, json_extract<int, "$.n">(data) + 1))
                   .where(col<&Page::id> == 1));
    CHECK(db.fetch_one(from<Page>().select(json_remove<"$.x">(data))).text == R"({"n":2})");
    CHECK(db.fetch_one(from<Page>().select(json_extract<int, "$.n">(data))) == 2);
    CHECK(literal_text_of(json_array(data, 1)) == R"(json_array("data", 1))");
}
