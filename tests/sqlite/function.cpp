// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/function.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using lithe::from, lithe::sql;
using namespace lithe_test;

namespace {

constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>.deterministic();
constexpr auto filled =
    lithe::function<"filled", std::string(std::optional<std::string_view>, std::string const&)>;
constexpr auto half = lithe::function<"half", std::optional<int>(int)>;
constexpr auto turned = lithe::function<"turned", lithe::bytes(lithe::bytes_view)>;
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
constexpr auto spread = lithe::window_function<"spread", std::optional<int>(int)>;

std::string make_slug(std::string_view text) {
    std::string made;
    for (char const letter : text)
        made += letter == ' ' ? '-' : letter;
    return made;
}

struct product_state {
    double value_ = 1;
    void step(double factor) { value_ *= factor; }
    double value() const { return value_; }
};
struct spread_state {
    std::vector<int> seen{};
    void step(int value) { seen.push_back(value); }
    void inverse(int) { seen.erase(seen.begin()); }
    std::optional<int> value() const {
        if (seen.empty())
            return {};
        int low = seen[0];
        int high = seen[0];
        for (int const each : seen) {
            low = each < low ? each : low;
            high = each > high ? each : high;
        }
        return high - low;
    }
};

lithe::connection filled_library() {
    auto c = library();
    c.create_function(slug, make_slug);
    c.create_function(filled, [](std::optional<std::string_view> text, std::string const& other) {
        return text ? std::string(*text) : other;
    });
    c.create_function(
        half, [](int value) { return value % 2 == 0 ? std::optional(value / 2) : std::nullopt; });
    c.create_function(product, product_state{});
    c.create_function(spread, spread_state{});
    c.insert_all({author{.id = 1, .name = "Ada L", .email = "a@x", .age = 36},
                  author{.id = 2, .name = "Bob", .age = 17},
                  author{.id = 3, .name = "Cy T", .age = 2}});
    return c;
}

struct slugged {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
        return lithe::table("slugged", lithe::primary_key<&slugged::id>,
                            lithe::index<>.on(slug(col<&slugged::name>)).named("by_slug"));
    }
};

}  // namespace

TEST_CASE("function: scalar functions in queries, with NULL where it is taken") {
    auto c = filled_library();
    CHECK(c.fetch_all(from<author>().select(slug(col<&author::name>)).order_by(col<&author::id>)) ==
          std::vector<std::string>{"Ada-L", "Bob", "Cy-T"});
    CHECK(c.fetch_all(from<author>()
                          .select(filled(col<&author::email>, "none"), slug(col<&author::email>))
                          .order_by(col<&author::id>)) ==
          std::vector<std::tuple<std::string, std::optional<std::string>>>{
              {"a@x", "a@x"}, {"none", std::nullopt}, {"none", std::nullopt}});
    CHECK(c.fetch_all(from<author>().where(half(col<&author::age>) > 1).select(col<&author::id>)) ==
          std::vector<std::int64_t>{1});
    CHECK(c.fetch_one(sql<"SELECT slug('a b') || half(3) IS NULL">.as<bool>()));
    CHECK(c.execute(lithe::update<author>()
                        .set(col<&author::name> = slug(col<&author::name>))
                        .all_rows()) == 3);
    CHECK(c.get<author>(3).name == "Cy-T");
}

TEST_CASE("function: by name alone, with captures that end with the connection") {
    auto counter = std::make_shared<int>(0);
    {
        auto c = library();
        c.create_function("counted", [counter](std::int64_t by) { return *counter += int(by); });
        CHECK(c.fetch_one(sql<"SELECT counted(2) + counted(3)">.as<int>()) == 7);
        CHECK(*counter == 5);
        CHECK(counter.use_count() == 2);
        c.create_function("counted", [](std::string_view text) { return text.size() > 3; });
        CHECK(counter.use_count() == 1);
        CHECK(c.fetch_one(sql<"SELECT counted('four')">.as<bool>()));
        c.create_function(turned, [](lithe::bytes_view data) {
            return lithe::bytes(data.rbegin(), data.rend());
        });
        CHECK(c.fetch_one(sql<"SELECT hex(turned(x'010203'))">.as<std::string>()) == "030201");
        CHECK(c.fetch_one(sql<"SELECT turned(x'')">.as<lithe::bytes>()).empty());
    }
    CHECK(counter.use_count() == 1);
}

TEST_CASE("function: what is thrown, and values of another type, end the statement") {
    auto c = filled_library();
    c.create_function("angry", [](int value) -> int {
        if (value > 20)
            throw std::runtime_error("too old");
        return value;
    });
    CHECK_THROWS_WITH(c.fetch_all(sql<"SELECT angry(age) FROM authors">.as<int>()),
                      Catch::Contains("angry(): too old"));
    CHECK_THROWS_WITH(c.execute(sql<"UPDATE authors SET age = angry(age)">()),
                      Catch::Contains("angry(): too old"));
    CHECK(c.get<author>(2).age == 17);
    CHECK_THROWS_WITH(c.fetch_one(sql<"SELECT angry('x')">.as<int>()),
                      Catch::Contains("angry(): expected int32, found TEXT"));
    c.create_function("odd", []() -> int { throw 7; });
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT odd()">.as<int>()), lithe::error);
    CHECK_THROWS_AS(c.fetch_one(sql<"SELECT odd(1)">.as<int>()), lithe::error);
}

TEST_CASE("function: aggregates, over no rows too, and over windows") {
    auto c = filled_library();
    CHECK(c.fetch_one(from<author>().select(product(col<&author::age>))) == 36.0 * 17 * 2);
    CHECK(c.fetch_one(from<author>()
                          .where(col<&author::id> > 9)
                          .select(product(col<&author::age>), spread(col<&author::age>))) ==
          std::tuple(1.0, std::optional<int>()));
    CHECK(c.fetch_one(from<author>().select(
              product(col<&author::age>).filter(col<&author::age> < 20))) == 34);
    CHECK(c.fetch_all(from<author>()
                          .group_by(col<&author::age> > lithe::literal<10>)
                          .select(spread(col<&author::age>))
                          .order_by(col<&author::age> > lithe::literal<10>)) ==
          std::vector<std::optional<int>>{0, 19});
    CHECK(c.fetch_all(
              from<author>()
                  .select(spread(col<&author::age>)
                              .over(lithe::order_by(col<&author::id>),
                                    lithe::rows_between(lithe::preceding(1), lithe::current_row)))
                  .order_by(col<&author::id>)) == std::vector<std::optional<int>>{0, 19, 15});
    // NULL is no row for a parameter that does not take it.
    CHECK(c.fetch_one(
              sql<"SELECT product(x) FROM (SELECT 3 AS x UNION ALL SELECT NULL)">.as<double>()) ==
          3);
}

TEST_CASE("function: a deterministic one in an index") {
    auto c = library();
    c.create_function(slug, make_slug);
    c.create_tables<slugged>();
    c.insert(slugged{.name = "a b"});
    CHECK(c.fetch_one(from<slugged>().where(slug(col<&slugged::name>) == "a-b")).name == "a b");
    CHECK(number(c.native_handle(),
                 "SELECT count(*) FROM pragma_index_xinfo('by_slug') WHERE cid = -2") == 1);
    auto strict = library();
    strict.create_function(lithe::function<"slug", std::string(std::string_view)>, make_slug);
    CHECK_THROWS_WITH(strict.create_tables<slugged>(), Catch::Contains("non-deterministic"));
}
