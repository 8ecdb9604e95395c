// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/each_row.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace {

namespace m = lithe::migrations;

// The tables as they were; today's structs are elsewhere.
namespace v1 {
struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::int64_t> born{};
};
struct Tag {
    std::string word{};
    std::int64_t owner = 0;
    int weight = 0;
    int twice = 0;
    static constexpr auto schema() {
        return lithe::table("tags", lithe::primary_key<&Tag::word, &Tag::owner>,
                            lithe::without_rowid,
                            lithe::generated<&Tag::twice>(lithe::col<&Tag::weight> * 2));
    }
};
struct Wrong {
    std::int64_t id = 0;
    std::string born{};
};
struct Keyless {
    std::string name{};
    static constexpr auto schema() { return lithe::table("user"); }
};
}  // namespace v1

constexpr auto first = m::migration(
    "1", "init",
    m::create_table("user", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("name"), m::column<std::optional<int>>("born"),
                    m::column<int>("untouched").default_value(7)),
    m::create_table("tags", m::column<std::string>("word"), m::column<std::int64_t>("owner"),
                    m::column<int>("weight"),
                    m::column<int>("twice").generated(m::ref<int>("weight") * 2),
                    m::primary_key("word", "owner"), m::without_rowid));
constexpr auto named = m::each_row<v1::User>("user", "r1", [](v1::User& user) {
    user.name += '!';
    if (!user.born)
        user.born = user.id;
});
constexpr auto weighed = m::each_row<v1::Tag>("tags", "r1", [](v1::Tag& tag) { tag.weight += 10; });
constexpr auto history = m::history(
    first,
    m::migration("2", "rows", named, weighed, m::drop_column("user", "born", m::lossy("later"))));
static_assert(m::history_ok<history>);

void fill(lithe::connection& db) {
    m::migrator{db, m::history(first)}.migrate();
    db.execute_script(
        "INSERT INTO user (id, name, born) VALUES (-3, 'a', 1), (0, 'b', NULL), (5, 'c', 2), "
        "(9, 'd', NULL), (10, 'e', 3);"
        "INSERT INTO tags (word, owner, weight) VALUES ('x', 1, 1), ('x', 2, 2), ('y', 1, 3)");
}

}  // namespace

TEST_CASE("each row is what the function makes of it, whatever the chunk") {
    std::size_t const chunk = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{100});
    lithe::connection db(":memory:");
    fill(db);
    // The next chunk begins behind a key that is a string with memory of its own.
    db.execute_script(
        "UPDATE tags SET word = word || ' of more letters than a string keeps in itself'");
    m::migrator migrator{
        db, m::history(first, m::migration("2", "rows", named, weighed)), {.chunk_rows = chunk}};
    auto const plan = migrator.plan();
    REQUIRE(plan.migrations[0].steps[0].what == "each row of user (r1)");
    REQUIRE(plan.migrations[0].steps[0].rows == 5);
    REQUIRE(plan.migrations[0].steps[0].how == m::strategy::code);
    REQUIRE(plan.risk() == m::risk::data_dependent);
    migrator.migrate();
    REQUIRE(support::rows(db, "SELECT * FROM user") ==
            "-3|a!|1|7\n0|b!|0|7\n5|c!|2|7\n9|d!|9|7\n10|e!|3|7");
    REQUIRE(support::rows(db, "SELECT substr(word, 1, 1), owner, weight, twice FROM tags") ==
            "x|1|11|22\nx|2|12|24\ny|1|13|26");
    REQUIRE_THROWS_WITH(migrator.rollback(), Catch::Contains("has no inverse"));
}

TEST_CASE("what fails in the function undoes the migration") {
    lithe::connection db(":memory:");
    fill(db);
    std::string const before = support::everything(db);
    auto const run = [&](auto const& step) {
        m::migrator{db, m::history(first, m::migration("2", "rows", named, step))}.migrate();
    };
    REQUIRE_THROWS_AS(run(m::each_row<v1::User>("user", "r1",
                                                [](v1::User& user) {
                                                    if (user.id == 5)
                                                        throw std::runtime_error("no");
                                                })),
                      std::runtime_error);
    REQUIRE(support::everything(db) == before);
    REQUIRE_THROWS_WITH(
        run(m::each_row<v1::User>("user", "r1", [](v1::User& user) { user.id += 100; })),
        Catch::Contains("changes the key of a row of table user"));
    REQUIRE(support::everything(db) == before);
}

TEST_CASE("the struct is the table's at that step") {
    auto const fault = [](auto const& step) {
        return support::fault_in(m::history(first, m::migration("2", "x", step)));
    };
    auto const nothing = [](auto&) {};
    using what = m::detail::fault;
    CHECK(fault(m::each_row<v1::User>("user", "r1", nothing)) == what::none);
    CHECK(fault(m::each_row<v1::User>("users", "r1", nothing)) == what::no_table);
    CHECK(fault(m::each_row<v1::Wrong>("user", "r1", nothing)) == what::ref_type);
    CHECK(fault(m::each_row<v1::Keyless>("user", "r1", nothing)) == what::row_key);
    CHECK(fault(m::each_row<v1::User>("tags", "r1", nothing)) == what::row_key);
    // An earlier drop is seen, a later one does not matter (above).
    CHECK(support::fault_in(m::history(
              first, m::migration("2", "x", m::drop_column("user", "born", m::lossy("x")),
                                  named))) == what::no_column);
}

TEST_CASE("the digest has the revision, and not the code") {
    auto const of = [](auto const& step) {
        return std::string(m::digest(m::migration("1", "a", step)).view());
    };
    CHECK(of(named) == of(m::each_row<v1::User>("user", "r1", [](v1::User&) {})));
    CHECK(of(named) != of(m::each_row<v1::User>("user", "r2", [](v1::User&) {})));
    CHECK(of(named) == "v1:2c3cbe5f3dfb03373b489b5f9d09dd70068444768216f25d96f2e8dca7fcaade");
}
