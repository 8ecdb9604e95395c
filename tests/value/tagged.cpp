// SPDX-License-Identifier: BSL-1.0
//
// std::variant as a tag and a value: what is stored comes back, and what is not a pair is refused.
#include <lithe/value/tagged.hpp>

#include <lithe/sqlite.hpp>
#include <lithe/value/chrono.hpp>

#include "support/catch.hpp"
#include "support/property.hpp"

#include <chrono>
#include <string>
#include <tuple>
#include <vector>

namespace {

using lithe::alternative, lithe::sql_value, lithe::col, lithe::from;
using std::chrono::milliseconds;
using moment = std::chrono::sys_time<milliseconds>;
enum class color : unsigned char { red = 1, green = 7 };

using payload = lithe::tagged<alternative<"count", std::int32_t>, alternative<"ratio", double>,
                              alternative<"note", std::string>, alternative<"raw", lithe::bytes>,
                              alternative<"at", moment>, alternative<"color", color>,
                              alternative<"nothing", std::monostate>>;
using value = payload::variant_type;

struct event {
    std::int64_t id = 0;
    payload what{};
    static constexpr auto schema() {
        return lithe::table("tagged_events", lithe::primary_key<&event::id>,
                            lithe::embedded<&event::what>, lithe::index<&event::id>);
    }
    friend bool operator==(event const&, event const&) = default;
};
/// The same in a table that is not STRICT.
struct loose_event {
    std::int64_t id = 0;
    payload what{};
    static constexpr auto schema() {
        return lithe::table("tagged_loose", lithe::primary_key<&loose_event::id>,
                            lithe::embedded<&loose_event::what>)
            .non_strict();
    }
};
static_assert(
    lithe::create_table_sql<event>() ==
    R"(CREATE TABLE "tagged_events" ("id" INTEGER PRIMARY KEY, "what_tag" TEXT NOT NULL, )"
    R"("what_value" ANY NOT NULL) STRICT)");
static_assert(lithe::create_table_sql<loose_event>() ==
              R"(CREATE TABLE "tagged_loose" ("id" INTEGER PRIMARY KEY, "what_tag" TEXT NOT NULL, )"
              R"("what_value" BLOB NOT NULL))");

constexpr auto tag = col<&event::what, &payload::tag>;
constexpr auto held = col<&event::what, &payload::value>;

lithe::connection opened() {
    lithe::connection c(":memory:");
    c.create_tables<event, loose_event>();
    c.create_tables<event, loose_event>();  // equal to itself
    return c;
}

std::vector<value> const samples{
    std::int32_t{-5},
    0.1,
    3.0,
    std::string("007"),
    std::string("1e5"),
    std::string("\0x", 2),
    std::string(),
    lithe::bytes{},
    lithe::bytes{std::byte{0}, std::byte{'7'}},
    moment(milliseconds(-12)),
    color::green,
    std::monostate(),
};

}  // namespace

TEST_CASE("tagged: every alternative comes back as it was, in both kinds of tables") {
    auto c = opened();
    for (value const& given : samples) {
        auto const id = c.insert(event{.what = payload::of(given)});
        CHECK(c.get<event>(id).what.get() == given);
        CHECK(c.get<event>(id).what == payload::of(given));
        auto const other = c.insert(loose_event{.what = payload::of(given)});
        CHECK(c.get<loose_event>(other).what.get() == given);
    }
    std::vector<event> many;
    for (value const& given : samples)
        many.push_back({.what = payload::of(given)});
    CHECK(c.insert_all(many) == static_cast<std::int64_t>(samples.size()));
    auto const rows = c.fetch_all(from<event>().order_by(col<&event::id>));
    REQUIRE(rows.size() == 2 * samples.size());
    for (std::size_t at = 0; at < rows.size(); ++at)
        CHECK(rows[at].what.get() == samples[at % samples.size()]);
    CHECK(c.get<event>(c.insert(event{})).what.get() == value());
    event changed = rows[0];
    changed.what = payload::of(std::string("now a text"));
    CHECK(c.update(changed));
    CHECK(c.get<event>(changed.id) == changed);
}

TEST_CASE("tagged: the file has the names, and the values in their own storage classes") {
    auto c = opened();
    for (value const& given : samples)
        c.insert(event{.what = payload::of(given)});
    using line = std::tuple<std::string, std::string, std::int64_t>;
    CHECK(c.fetch_all(lithe::sql_text("SELECT what_tag, typeof(what_value), count(*) FROM "
                                      "tagged_events GROUP BY 1, 2 ORDER BY 1")
                          .as<line>()) == std::vector<line>{{"at", "integer", 1},
                                                            {"color", "integer", 1},
                                                            {"count", "integer", 1},
                                                            {"note", "text", 4},
                                                            {"nothing", "integer", 1},
                                                            {"ratio", "real", 2},
                                                            {"raw", "blob", 2}});
}

TEST_CASE("tagged: tags and values stand in conditions and orders") {
    auto c = opened();
    for (value const& given : samples)
        c.insert(event{.what = payload::of(given)});
    CHECK(c.fetch_all(from<event>().where(tag == payload::named("note")).select(held)).size() == 4);
    CHECK(c.fetch_one(from<event>().where(held == sql_value("007")).select(tag)) ==
          payload::named("note"));
    CHECK(c.fetch_all(from<event>().where(held == sql_value(7)).select(tag)) ==
          std::vector{payload::named("color")});
    CHECK(c.fetch_one(from<event>().select(max(held))) ==
          sql_value(lithe::bytes{std::byte{0}, std::byte{'7'}}));
    CHECK(c.execute(lithe::update<event>()
                        .set(tag = payload::named("count"), held = sql_value(8))
                        .where(tag == payload::named("ratio"))) == 2);
    CHECK(c.fetch_all(from<event>().where(held == sql_value(8))).front().what.get() ==
          value(std::int32_t{8}));
}

TEST_CASE("tagged: an unknown tag is conversion_error, a value that is not its tag's range_error") {
    auto c = opened();
    c.execute_script(
        "INSERT INTO tagged_events VALUES (1, 'colour', 1), (2, 'count', 'many'), (3, 'count', "
        "99999999999), (4, 'note', 1), (5, 'raw', 1.5)");
    try {
        c.get<event>(1);
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "what_tag");
    }
    for (std::int64_t id = 2; id <= 5; ++id)
        CHECK_THROWS_AS(c.get<event>(id).what.get(), std::range_error);
    CHECK_THROWS_AS(payload::named("colour"), std::range_error);
    CHECK_THROWS_AS(c.insert(event{.what = payload::of(0.0 / 0.0 * 1)}), lithe::conversion_error);
}

TEST_CASE("tagged: any value of any alternative makes the round trip") {
    auto c = opened();
    lithe_test::check_property(
        "what is inserted is read",
        [&](std::int32_t whole, double real, std::string text, std::vector<unsigned char> raw) {
            lithe::bytes blob;
            for (unsigned char const byte : raw)
                blob.push_back(static_cast<std::byte>(byte));
            for (value const& given : {value(whole), value(real), value(text), value(blob)}) {
                auto const id = c.insert(event{.what = payload::of(given)});
                RC_ASSERT(c.get<event>(id).what.get() == given);
            }
        });
}
