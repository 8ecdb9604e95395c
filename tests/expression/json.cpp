// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/json.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using lithe_test::text_of;

struct Page {
    std::int64_t id = 0;
    std::string data{};
    std::optional<std::string> more{};
    static constexpr auto schema() { return lithe::table("pages", lithe::primary_key<&Page::id>); }
};
constexpr auto key = col<&Page::id>;
constexpr auto data = col<&Page::data>;
constexpr auto more = col<&Page::more>;

static_assert(text_of(json_extract<int, "$.a">(data)) == R"(json_extract("data", '$.a'))");
static_assert(text_of(json_value<int, "a">(data) > 1) == R"("data" ->> 'a' > ?1)");
static_assert(text_of(json_value<int, "$.b">(json_at<"$.a">(data))) ==
              R"("data" -> '$.a' ->> '$.b')");
static_assert(text_of(json_at<"a">(data + more)) == R"("data" || "more" -> 'a')");
static_assert(text_of(json_type<"$[0]">(data)) == R"(json_type("data", '$[0]'))");
static_assert(text_of(json_array_length(data)) == R"(json_array_length("data"))");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
using text = std::optional<std::string>;
static_assert(std::same_as<value<decltype(json_extract<int, "$.a">(data))>, std::optional<int>>);
static_assert(std::same_as<value<decltype(json_at<"a">(data))>, text>);
static_assert(std::same_as<value<decltype(json_value<bool, "a">(data))>, std::optional<bool>>);
static_assert(std::same_as<value<decltype(json_valid(data))>, bool>);
static_assert(std::same_as<value<decltype(json_valid(more))>, std::optional<bool>>);
static_assert(std::same_as<value<decltype(json_type(data))>, std::string>);
static_assert(std::same_as<value<decltype(json_type<"$.a">(data))>, text>);
static_assert(std::same_as<value<decltype(json_array_length(data))>, std::int64_t>);
static_assert(std::same_as<value<decltype(json_(more))>, text>);

constexpr bool is_path(std::string_view path) {
    return detail::is_json_path(path);
}
static_assert(is_path("$") && is_path("$.a.b[0][#-1].\"c d\"") && is_path("$[#]"));
static_assert(!is_path("") && !is_path("a") && !is_path("$a") && !is_path("$."));
static_assert(!is_path("$[") && !is_path("$[a]") && !is_path("$.\"a") && !is_path("$[]"));
static_assert(!is_path("$[#1]") && !is_path("$.a..b"));

lithe::connection pages() {
    lithe::connection db(":memory:");
    db.create_tables<Page>();
    db.insert_all(std::vector<Page>{
        {.data = R"({"a": 1, "b": {"c": [1, 2.5, "x", null, true]}, "d e": "f"})", .more = "[]"},
        {.data = R"({"a": 7, "b": {"c": []}})", .more = "[3, 4]"},
        {.data = R"({"a": null})"},
        {.data = "[1, 2]", .more = " { \"a\" : 2 } "},
        {.data = "3", .more = "null"}});
    return db;
}

}  // namespace

TEST_CASE("JSON is read as SQLite reads it") {
    auto db = pages();
    CHECK(
        rows::same(db,
                   from<Page>().select(
                       key, json_extract<int, "$.a">(data), json_extract<double, "$.b.c[1]">(data),
                       json_extract<std::string, "$.b">(data), json_value<int, "a">(data),
                       json_at<"b">(data), json_at<"$.b.c[#-1]">(data),
                       json_value<bool, "$.b.c[4]">(data), json_value<std::string, "d e">(data)),
                   "SELECT id, json_extract(data, '$.a'), json_extract(data, '$.b.c[1]'), "
                   "json_extract(data, '$.b'), data ->> 'a', data -> 'b', data -> '$.b.c[#-1]', "
                   "data ->> '$.b.c[4]', data ->> 'd e' FROM pages"));
    CHECK(rows::same(
        db,
        from<Page>().select(key, json_valid(data), json_valid(more), json_type(data),
                            json_type<"$.b.c[3]">(data), json_array_length(data),
                            json_array_length(more), json_array_length<"$.b.c">(data), json_(more)),
        "SELECT id, json_valid(data), json_valid(more), json_type(data), json_type(data, "
        "'$.b.c[3]'), json_array_length(data), json_array_length(more), json_array_length(data, "
        "'$.b.c'), json(more) FROM pages"));
    CHECK(db.fetch_all(from<Page>().where(json_extract<int, "$.a">(data) > 1).select(key)) ==
          std::vector<std::int64_t>{2});
}

TEST_CASE("JSON of another type than asked for is an error, as is a text that is no JSON") {
    auto db = pages();
    CHECK_THROWS_AS(db.fetch_all(from<Page>().select(json_extract<std::string, "$.a">(data))),
                    lithe::conversion_error);
    db.insert(Page{.data = "{"});
    CHECK_THROWS_AS(db.fetch_all(from<Page>().select(json_extract<int, "$.a">(data))),
                    lithe::json_error);
    CHECK(db.fetch_all(from<Page>().where(!json_valid(data)).select(key)).size() == 1);
}

TEST_CASE("JSON: an index of the same expression is used") {
    auto db = pages();
    db.execute_script("CREATE INDEX pages_a ON pages(json_extract(data, '$.a'))");
    auto const query = from<Page>().where(json_extract<int, "$.a">(data) == 7);
    auto const plan =
        rows::of_sql(db.native_handle(), "EXPLAIN QUERY PLAN " + std::string(query.sql()));
    CHECK(plan.at(0).find("pages_a") != std::string::npos);
}
