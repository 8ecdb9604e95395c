// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/text_cache.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

using lithe::sql_text;
using lithe_test::author;

namespace {

struct counted {
    lithe::connection c = lithe_test::library();
    counted() {
        c.insert_all(std::vector<author>{{.id = 1, .name = "Ada", .age = 36},
                                         {.id = 2, .name = "Bob", .age = 17}});
    }
    /// How often SQLite was asked to prepare meanwhile.
    template <class Work>
    std::uint64_t preparations(Work&& work) {
        auto const before = c.session().statements().preparations();
        work();
        return c.session().statements().preparations() - before;
    }
    std::string name(std::string const& text, int id) {
        return c.fetch_one(sql_text(text).as<std::string>(id));
    }
};
std::string const by_id = "SELECT name FROM authors WHERE id = ?";

}  // namespace

TEST_CASE("text_cache: a text that is run again is not prepared again, whoever holds it") {
    counted world;
    CHECK(world.preparations([&] {
        for (int round = 0; round < 50; ++round) {
            CHECK(world.name(by_id, 1) == "Ada");
            CHECK(world.name(by_id, 2) == "Bob");
        }
    }) == 1);
    CHECK(world.preparations([&] {
        for (int age = 1; age < 9; ++age)
            CHECK(world.c.execute(sql_text("UPDATE authors SET age = ? WHERE id = 1")(age)) == 1);
    }) == 1);
    CHECK(world.c.get<author>(1).age == 8);
    // With a comment behind it, which SQLite does not keep.
    std::string const longer = by_id + "; -- by its key";
    CHECK(world.preparations([&] {
        for (int round = 0; round < 5; ++round)
            CHECK(world.name(longer, 2) == "Bob");
    }) == 1);
}

TEST_CASE("text_cache: the last 16 texts stay") {
    counted world;
    auto const text = [](int at) { return by_id + " AND " + std::to_string(at) + " > 0"; };
    auto const run = [&](int from, int to) {
        return world.preparations([&] {
            for (int at = from; at < to; ++at)
                CHECK(world.name(text(at), 1) == "Ada");
        });
    };
    CHECK(run(1, 17) == 16);
    CHECK(run(1, 17) == 0);
    CHECK(run(17, 18) == 1);  // in the place of the first
    CHECK(run(2, 18) == 0);
    CHECK(run(1, 2) == 1);
    CHECK(run(100, 400) == 300);
    CHECK(world.c.session().texts().size() == lithe::detail::text_cache::most);
}

TEST_CASE("text_cache: another row or number of values is confirmed anew, not prepared") {
    counted world;
    auto& c = world.c;
    std::string const text = "SELECT id, name FROM authors WHERE id = ?";
    CHECK(c.fetch_all(sql_text(text).as<std::tuple<std::int64_t, std::string>>(1)).size() == 1);
    CHECK(world.preparations([&] {
        CHECK(c.fetch_one(sql_text(text).as<lithe::row>(2)).get<std::string>("name") == "Bob");
        CHECK_THROWS_AS(c.fetch_all(sql_text(text).as<std::string>(1)), lithe::schema_error);
        CHECK_THROWS_AS(c.fetch_all(sql_text(text).as<lithe::row>()), lithe::error);
        CHECK(c.fetch_all(sql_text(text).as<std::tuple<std::int64_t, std::string>>(1)).size() == 1);
    }) == 0);
    // The schema changes under it.
    std::string const all = "SELECT * FROM authors WHERE id = ?";
    using columns = std::tuple<std::int64_t, std::string, std::optional<std::string>, int>;
    CHECK(c.fetch_all(sql_text(all).as<columns>(1)).size() == 1);
    c.execute_script("ALTER TABLE authors ADD COLUMN more TEXT");
    CHECK_THROWS_AS(c.fetch_all(sql_text(all).as<columns>(1)), lithe::schema_error);
    CHECK(c.fetch_one(sql_text(all).as<lithe::row>(1)).size() == 5);
}

TEST_CASE("text_cache: what is running is lent to nobody else, and outlives the cache") {
    counted world;
    auto& c = world.c;
    std::string const text = "SELECT id FROM authors ORDER BY id";
    int seen = 0;
    CHECK(world.preparations([&] {
        for (auto&& outer : c.stream(sql_text(text).as<std::int64_t>()))
            for (auto&& inner : c.stream(sql_text(text).as<std::int64_t>()))
                seen += outer == inner ? 1 : 0;
    }) == 3);
    CHECK(seen == 2);
    // All 16 run, and one more.
    std::vector<lithe::detail::statement_lease> running;
    std::vector<std::string> texts;
    for (int at = 0; at < 20; ++at)
        texts.push_back("SELECT " + std::to_string(at));
    lithe::detail::statement_table table;
    {
        lithe::detail::text_cache cache;
        for (std::string const& each : texts) {
            lithe::detail::statement_facts facts;
            facts.text = each.c_str();
            facts.size = each.size();
            running.push_back(cache.acquire(table, c.native_handle(), facts));
            CHECK(sqlite3_step(running.back().get()) == SQLITE_ROW);
        }
        CHECK(cache.size() == 16);
    }
    CHECK(sqlite3_column_int(running[3].get(), 0) == 3);
    CHECK(sqlite3_column_int(running[19].get(), 0) == 19);
}
