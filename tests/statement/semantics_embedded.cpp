// SPDX-License-Identifier: BSL-1.0
//
// Embedded structs in tables: columns, constraints, every kind of write and read.
#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace {

using lithe::col, lithe::from, lithe::path;

struct address {
    std::string street{};
    int number = 0;
    std::optional<std::string> city{};
    friend bool operator==(address const&, address const&) = default;
};
struct person {
    std::int64_t id = 0;
    address home{};
    std::string name{};
    int doubled = 0;
    static constexpr auto schema() {
        return lithe::table(
            "people", lithe::primary_key<&person::id>, lithe::embedded<&person::home>,
            lithe::unique<&person::name, path<&person::home, &address::number>>,
            lithe::index<path<&person::home, &address::street>>,
            lithe::collate<path<&person::home, &address::street>>(lithe::nocase),
            lithe::column_name<path<&person::home, &address::city>>("town"),
            lithe::default_value<path<&person::home, &address::number>>(5),
            lithe::generated<&person::doubled>(col<&person::home, &address::number> * 2),
            lithe::check(col<&person::home, &address::number> >= 0));
    }
};
struct visit {
    std::int64_t id = 0;
    std::int64_t person_id = 0;
    static constexpr auto schema() {
        return lithe::table("visits", lithe::primary_key<&visit::id>,
                            lithe::foreign_key<&visit::person_id>.references<&person::id>());
    }
};
struct code {
    std::string text{};
    int country = 0;
};
struct airport {
    std::int64_t id = 0;
    code name{};
    static constexpr auto schema() {
        return lithe::table("airports", lithe::primary_key<&airport::id>,
                            lithe::embedded<&airport::name>,
                            lithe::unique<path<&airport::name, &code::text>>);
    }
};
struct flight {
    std::int64_t id = 0;
    code to{};
    static constexpr auto schema() {
        return lithe::table(
            "flights", lithe::primary_key<&flight::id>, lithe::embedded<&flight::to>,
            lithe::foreign_key<path<&flight::to, &code::text>>.references<path<&airport::name, &code::text>>());
    }
};
/// A struct of others' making.
struct foreign {
    address place{};
    std::int64_t id = 0;
};

}  // namespace

template <>
struct lithe::schema_for<foreign> {
    static constexpr auto schema() {
        return lithe::table("foreigners", lithe::primary_key<&foreign::id>,
                            lithe::embedded<&foreign::place>);
    }
};

namespace {

constexpr auto street = col<&person::home, &address::street>;
constexpr auto number = col<&person::home, &address::number>;
constexpr auto city = col<&person::home, &address::city>;

static_assert(lithe::create_table_sql<person>() ==
              R"(CREATE TABLE "people" ("id" INTEGER PRIMARY KEY, )"
              R"("home_street" TEXT NOT NULL COLLATE "NOCASE", )"
              R"("home_number" INTEGER NOT NULL DEFAULT 5, "town" TEXT, "name" TEXT NOT NULL, )"
              R"("doubled" INTEGER NOT NULL GENERATED ALWAYS AS ("home_number" * 2) VIRTUAL, )"
              R"(UNIQUE ("name", "home_number"), CHECK ("home_number" >= 0)) STRICT)");
static_assert(lithe::create_indexes_sql<person>() ==
              "CREATE INDEX \"people_home_street_idx\" ON \"people\" (\"home_street\");\n");

struct opened {
    lithe::connection db{":memory:"};
    person ada{.home = {.street = "Elm", .number = 3, .city = "Oslo"}, .name = "Ada"};
    opened() {
        db.create_tables<person, visit, foreign>();
        ada.id = db.insert(ada);
        db.insert_all(std::vector<person>{{.home = {.street = "oak", .number = 4}, .name = "Bob"},
                                          {.home = {.street = "Fir", .number = 9}, .name = "Cid"}});
        db.insert(visit{.person_id = 1});
    }
};

}  // namespace

TEST_CASE("embedded structs come back, by every way to write and to read") {
    opened world;
    auto& db = world.db;
    person read = db.get<person>(1);
    CHECK(read.home == world.ada.home);
    CHECK(read.doubled == 6);
    CHECK(db.get<person>(2).home == address{.street = "oak", .number = 4});
    read.home.city = std::nullopt;
    read.home.number = 30;
    CHECK(db.update(read));
    CHECK(db.get<person>(1).home == address{.street = "Elm", .number = 30});
    read.home.street = "Ash";
    db.upsert(read);
    CHECK(db.fetch_one(from<person>().where(street == "ASH")).id == 1);
    CHECK(db.insert(person{.home = {.number = 99}, .name = "Dan"},
                    lithe::defaults<path<&person::home, &address::number>>) == 4);
    CHECK(db.get<person>(4).home.number == 5);
    CHECK(db.insert(foreign{.place = {.street = "x", .number = 1}}) == 1);
}

TEST_CASE("columns of embedded structs in queries") {
    opened world;
    auto& db = world.db;
    CHECK(db.fetch_all(from<person>().select(street, number).order_by(street)) ==
          std::vector{std::tuple(std::string("Elm"), 3), std::tuple(std::string("Fir"), 9),
                      std::tuple(std::string("oak"), 4)});
    auto const joined = from<visit>()
                            .join<person>()
                            .where(city == std::optional<std::string>("Oslo"))
                            .select(col<&visit::id>, city);
    static_assert(joined.sql().find(R"("people"."town")") != std::string_view::npos);
    CHECK(db.fetch_one(joined) == std::tuple(std::int64_t{1}, std::optional<std::string>("Oslo")));
    constexpr auto other = lithe::alias<person, "other">;
    CHECK(db.fetch_all(from<person>()
                           .join(other, other[number] > number)
                           .select(col<&person::id>, other[col<&person::id>]))
              .size() == 3U);
    CHECK(db.execute(lithe::update<person>().set(number = number + 1, city = "Rome").all_rows()) ==
          3);
    CHECK(db.fetch_one(from<person>().select(max(number))) == 10);
    auto const all = db.fetch_all(from<person>()
                                      .left_join<visit>()
                                      .select(lithe::all<person>, lithe::all<visit>)
                                      .order_by(col<&person::id>));
    REQUIRE(all.size() == 3U);
    CHECK(std::get<0>(all[2]).home == address{.street = "Fir", .number = 10, .city = "Rome"});
    CHECK_FALSE(std::get<1>(all[2]).has_value());
    person const put =
        db.fetch_one(lithe::insert_into<person>()
                         .values(person{.home = {.number = 4}, .name = "Ada"})
                         .on_conflict<&person::name, path<&person::home, &address::number>>()
                         .do_update(street = lithe::excluded<path<&person::home, &address::street>>)
                         .returning());
    CHECK(put.id == 1);
    CHECK(put.home.street.empty());
}

TEST_CASE("pages in the order of an embedded column") {
    opened world;
    auto const by_town = from<person>().order_by(desc(city), number, col<&person::id>).limit(1);
    std::optional<person> last;
    std::vector<std::int64_t> seen;
    for (auto page = world.db.fetch_all(by_town.seek_after(last)); !page.empty() && seen.size() < 9;
         page = world.db.fetch_all(by_town.seek_after(last))) {
        last = page.back();
        seen.push_back(last->id);
    }
    std::vector<std::int64_t> whole;
    for (person const& one :
         world.db.fetch_all(from<person>().order_by(desc(city), number, col<&person::id>)))
        whole.push_back(one.id);
    CHECK(whole.size() == 3U);
    CHECK(seen == whole);
}

TEST_CASE("a foreign key from one embedded column to another is joined and related") {
    lithe::connection db{":memory:"};
    db.create_tables<airport, flight>();
    db.insert_all(std::vector<airport>{{.name = {.text = "OSL"}}, {.name = {.text = "ROM"}}});
    db.insert_all(std::vector<flight>{{.to = {.text = "ROM"}}, {.to = {.text = "ROM"}}});
    CHECK(db.fetch_one(from<flight>().join<airport>().select(lithe::count())) == 2);
    auto const loaded = db.fetch_all(
        from<airport>().order_by(col<&airport::id>).with_many<path<&flight::to, &code::text>>());
    REQUIRE(loaded.size() == 2U);
    CHECK(loaded[0].second.empty());
    CHECK(loaded[1].second.size() == 2U);
}

TEST_CASE("a value that does not fit names the embedded column, and tables are compared") {
    opened world;
    auto& db = world.db;
    db.create_tables<person>();
    db.execute_script("UPDATE people SET home_number = 9000000000 WHERE id = 1");
    try {
        static_cast<void>(db.get<person>(1));
        FAIL("read");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "home_number");
    }
    try {
        db.insert(person{.home = {.number = -1}});
        FAIL("inserted");
    } catch (lithe::constraint_error const& error) {
        CHECK(error.columns() == std::vector<std::string>{"home_number"});
    }
    lithe::connection old(":memory:");
    old.execute_script(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, home_street TEXT NOT NULL, "
        "name TEXT NOT NULL, doubled INTEGER NOT NULL AS (2), town TEXT)");
    CHECK_THROWS_WITH(old.create_tables<person>(),
                      Catch::Matchers::Contains("people.home_number: the column is missing"));
}
