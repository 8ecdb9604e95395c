// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/operations.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <limits>
#include <string>
#include <tuple>
#include <vector>

using lithe::col;
using lithe::constraint_kind;
using lithe::from;
using namespace lithe_test;

namespace {

// What must never be seen in a message.
constexpr char const* marker = "MARKER-4711";
constexpr std::int64_t marker_number = 918273645;

struct member {
    std::string club{};
    std::int64_t number = 0;
    std::string name{};
    std::optional<std::string> nick{};
    double weight = 1;
    std::uint64_t serial = 0;
    std::optional<std::int64_t> friend_of{};

    static constexpr auto schema() {
        return lithe::table("members", lithe::primary_key<&member::club, &member::number>,
                            lithe::unique<&member::name, &member::nick>,
                            lithe::check(col<&member::weight> > 0),
                            lithe::check(col<&member::serial> < 1000).named("small_serial"),
                            lithe::foreign_key<&member::friend_of>.references<&author::id>());
    }
};

using columns = std::vector<std::string>;

lithe::connection clubs() {
    auto c = library();
    c.create_tables<member>();
    c.insert(member{.club = "chess", .number = 1, .name = "Ada", .nick = "A"});
    return c;
}

void check_silent(lithe::error const& thrown) {
    for (std::string const& text : {std::string(thrown.what()), std::string(thrown.sql())}) {
        INFO(text);
        CHECK(text.find(marker) == std::string::npos);
        CHECK(text.find(std::to_string(marker_number)) == std::string::npos);
    }
}

template <class Work>
void check_refused(constraint_kind kind, std::string const& table, columns const& names,
                   Work&& work) {
    try {
        work();
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        INFO(thrown.what());
        CHECK(thrown.kind() == kind);
        CHECK(thrown.table() == table);
        CHECK(thrown.columns() == names);
        CHECK(thrown.code() == SQLITE_CONSTRAINT);
        CHECK(thrown.extended_code() != SQLITE_CONSTRAINT);
        CHECK(!thrown.sql().empty());
        check_silent(thrown);
    }
}

template <class Work>
void check_not_converted(std::string const& table, std::string const& column, Work&& work) {
    try {
        work();
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        INFO(thrown.what());
        CHECK(thrown.table() == table);
        CHECK(thrown.column() == column);
        CHECK(!thrown.sql().empty());
        check_silent(thrown);
    }
}

}  // namespace

TEST_CASE("operations: insert, get, find, update, upsert, erase by a single key") {
    auto c = library();
    CHECK(c.insert(author{.name = "Ada"}) == 1);
    CHECK(c.insert(author{.id = 10, .name = "Bob"}) == 10);
    CHECK(c.insert(author{.name = "Cy"}) == 11);
    CHECK(c.insert(lithe::with_key(author{.name = "Zero"})) == 0);
    CHECK(c.get<author>(0).name == "Zero");
    CHECK(c.insert(author{.name = "Di", .age = 50}, lithe::defaults<&author::email>) == 12);
    CHECK(c.erase<author>(0));
    CHECK(c.insert(lithe::with_key(author{.name = "Nil"}), lithe::defaults<&author::email>) == 0);
    CHECK(!c.get<author>(12).email);
    CHECK(c.update(author{.id = 10, .name = "Rob", .email = "r@example.org", .age = 3}));
    CHECK(c.get<author>(10) == author{.id = 10, .name = "Rob", .email = "r@example.org", .age = 3});
    CHECK(!c.update(author{.id = 99, .name = "Nobody"}));
    CHECK(c.upsert(author{.id = 10, .name = "Robert"}) == 10);
    CHECK(c.get<author>(10) == author{.id = 10, .name = "Robert"});
    CHECK(c.upsert(author{.id = 77, .name = "New"}) == 77);
    CHECK(c.erase<author>(77));
    CHECK(!c.erase<author>(77));
    CHECK(!c.find<author>(77));
    CHECK_THROWS_WITH(c.get<author>(77), Catch::Contains("no row in"));
    CHECK_THROWS_AS(c.get<author>(77), lithe::not_found);
    CHECK(!c.find<author>(-1));
    CHECK(!c.find<author>(std::uint8_t{200}));
}

TEST_CASE("operations: a composite key") {
    auto c = clubs();
    CHECK(c.insert(member{.club = "go", .number = 0, .name = "Bob"}) ==
          std::tuple(std::string("go"), 0));
    CHECK(c.get<member>("chess", 1).name == "Ada");
    CHECK(c.get<member>(std::tuple("chess", 1)).name == "Ada");
    CHECK(!c.find<member>("chess", 2));
    CHECK(c.update(member{.club = "chess", .number = 1, .name = "Eve"}));
    CHECK(c.upsert(member{.club = "go", .number = 0, .name = "Rob"}) ==
          std::tuple(std::string("go"), 0));
    CHECK(c.get<member>("go", 0).name == "Rob");
    CHECK(c.erase<member>("go", 0));
    CHECK(!c.erase<member>(std::tuple("go", 0)));
}

TEST_CASE("operations: constraint errors name kind, table and columns, never a value") {
    auto c = clubs();
    std::string const club = marker;
    c.insert(member{.club = club, .number = marker_number, .name = marker, .nick = marker});
    member const good{.club = "x", .number = 5, .name = "x"};
    SECTION("UNIQUE") {
        auto bad = good;
        bad.name = marker;
        bad.nick = marker;
        check_refused(constraint_kind::unique, "members", {"name", "nick"}, [&] { c.insert(bad); });
        check_refused(constraint_kind::unique, "members", {"name", "nick"}, [&] { c.upsert(bad); });
        check_refused(constraint_kind::unique, "members", {"name", "nick"}, [&] {
            c.execute(lithe::update<member>()
                          .set(col<&member::name> = marker, col<&member::nick> = marker)
                          .where(col<&member::club> == "chess"));
        });
        check_refused(constraint_kind::unique, "members", {"name", "nick"},
                      [&] { c.execute(lithe::insert_into<member>().values(bad)); });
    }
    SECTION("PRIMARY KEY") {
        auto bad = good;
        bad.club = marker;
        bad.number = marker_number;
        check_refused(constraint_kind::primary_key, "members", {"club", "number"},
                      [&] { c.insert(bad); });
        c.insert(author{.id = marker_number, .name = marker});
        check_refused(constraint_kind::primary_key, "authors", {"id"},
                      [&] { c.insert(author{.id = marker_number}); });
    }
    SECTION("CHECK, plain and named") {
        auto bad = good;
        bad.weight = -1.0 * marker_number;
        check_refused(constraint_kind::check, "members", {"weight"}, [&] { c.insert(bad); });
        bad = good;
        bad.serial = marker_number;
        check_refused(constraint_kind::check, "members", {"serial"}, [&] { c.insert(bad); });
        try {
            c.insert(bad);
        } catch (lithe::constraint_error const& thrown) {
            CHECK(thrown.constraint_name() == "small_serial");
        }
    }
    SECTION("NOT NULL") {
        c.execute_script(
            "DROP TABLE members; CREATE TABLE members(club, number, name, nick TEXT NOT NULL, "
            "weight, serial, friend_of)");
        check_refused(constraint_kind::not_null, "members", {"nick"}, [&] { c.insert(good); });
    }
    SECTION("foreign key, of the child and of the parent") {
        auto bad = good;
        bad.friend_of = marker_number;
        check_refused(constraint_kind::foreign_key, "members", {"friend_of"},
                      [&] { c.insert(bad); });
        auto const id = c.insert(author{.id = marker_number, .name = marker});
        bad.friend_of = id;
        c.insert(bad);
        check_refused(constraint_kind::foreign_key, "authors", {}, [&] { c.erase<author>(id); });
        check_refused(constraint_kind::foreign_key, "authors", {},
                      [&] { c.execute(lithe::delete_from<author>().all_rows()); });
    }
    SECTION("a trigger") {
        c.execute_script(
            "CREATE TRIGGER t BEFORE UPDATE ON members BEGIN SELECT RAISE(ABORT, 'not now'); END");
        check_refused(constraint_kind::trigger, "members", {},
                      [&] { c.update(member{.club = "chess", .number = 1, .name = marker}); });
    }
    SECTION("a type that a STRICT table refuses") {
        c.execute_script(
            "DROP TABLE members; CREATE TABLE members(club TEXT, number INT, name INT, nick TEXT, "
            "weight REAL, serial INT, friend_of INT) STRICT");
        check_refused(constraint_kind::datatype, "members", {"name"},
                      [&] { c.insert(member{.name = marker}); });
    }
    CHECK(sqlite3_get_autocommit(c.native_handle()) == 1);
}

TEST_CASE("operations: values that cannot be stored name the column, or the parameter") {
    auto c = clubs();
    double const nan = std::numeric_limits<double>::quiet_NaN();
    check_not_converted("members", "weight",
                        [&] { c.insert(member{.name = marker, .weight = nan}); });
    check_not_converted("members", "weight",
                        [&] { c.update(member{.name = marker, .weight = nan}); });
    check_not_converted("members", "weight",
                        [&] { c.upsert(member{.name = marker, .weight = nan}); });
    check_not_converted("members", "serial", [&] { c.insert(member{.serial = UINT64_MAX}); });
    check_not_converted("members", "serial", [&] {
        c.insert(member{.serial = UINT64_MAX}, lithe::defaults<&member::name>);
    });
    check_not_converted("members", "serial", [&] {
        c.execute(lithe::insert_into<member>().values({.serial = UINT64_MAX}));
    });
    check_not_converted("", "parameter ?2", [&] {
        c.fetch_all(
            from<member>().where(col<&member::name> == marker, col<&member::serial> == UINT64_MAX));
    });
    check_not_converted("", "parameter ?1", [&] {
        c.execute(lithe::delete_from<member>().where(col<&member::weight> == nan));
    });
    // A range for IN is read while the statement runs.
    std::vector<double> const weights{1, 2, nan};
    std::vector<std::uint64_t> const serials{1, UINT64_MAX};
    check_not_converted("", "parameter ?2", [&] {
        c.fetch_all(
            from<member>().where(col<&member::name> == "Ada", col<&member::weight>.in(weights)));
    });
    check_not_converted("", "parameter ?1", [&] {
        c.fetch_all(
            from<member>().where(col<&member::serial>.in(serials)).order_by(col<&member::name>));
    });
    check_not_converted("", "parameter ?1", [&] {
        c.execute(lithe::delete_from<member>().where(col<&member::serial>.in(serials)));
    });
    check_not_converted("authors", "id", [&] { c.find<author>(UINT64_MAX); });
    // The next runs find a statement in order.
    CHECK(c.fetch_all(from<member>().where(col<&member::name> == "Ada",
                                           col<&member::serial> == std::uint64_t{0}))
              .size() == 1);
    std::vector<double> const fine{1, 2};
    CHECK(c.fetch_all(
               from<member>().where(col<&member::name> == "Ada", col<&member::weight>.in(fine)))
              .size() == 1);
}

TEST_CASE("operations: stored values that do not fit name the column, never the value") {
    auto c = clubs();
    c.execute_script(
        "DROP TABLE members; CREATE TABLE members(club TEXT, number, name, nick, weight, serial, "
        "friend_of)");
    auto const store = [&](char const* column, std::string const& value) {
        c.execute_script(
            "DELETE FROM members; INSERT INTO members VALUES('c', 1, 'n', NULL, 1.5, 3, NULL); "
            "UPDATE members SET " +
            std::string(column) + " = " + value);
    };
    auto const quoted = "'" + std::string(marker) + "'";
    for (auto const& [column, value] :
         {std::pair{"number", quoted}, std::pair{"number", std::string("NULL")},
          std::pair{"number", std::string("1.5")}, std::pair{"name", std::string("1")},
          std::pair{"name", std::string("x'00'")}, std::pair{"nick", std::to_string(marker_number)},
          std::pair{"weight", quoted}, std::pair{"serial", std::string("-1")},
          std::pair{"friend_of", quoted}}) {
        store(column, value);
        check_not_converted("members", column, [&] { c.fetch_all(from<member>()); });
        check_not_converted("members", column,
                            [&] { c.fetch_all(from<member>().order_by(col<&member::club>)); });
        if (std::string(column) != "number")
            check_not_converted("members", column, [&] { c.get<member>("c", 1); });
    }
}

TEST_CASE("operations: statements with conflict clauses, and how many rows") {
    auto c = library();
    c.insert(author{.name = "Ada", .email = "a@example.org", .age = 1});
    author const again{.name = "Eve", .email = "a@example.org", .age = 2};
    CHECK(c.execute(lithe::insert_into<author>().values(again).on_conflict().do_nothing()) == 0);
    CHECK(c.execute(
              lithe::insert_into<author>().values(again).on_conflict<&author::email>().do_update(
                  col<&author::name> = lithe::excluded<&author::name>)) == 1);
    CHECK(c.get<author>(1) == author{.id = 1, .name = "Eve", .email = "a@example.org", .age = 1});
    CHECK(c.execute(lithe::insert_into<author>().values(again).or_ignore()) == 0);
    CHECK(c.fetch_one(lithe::insert_into<author>().values(again).or_replace().returning(
              col<&author::id>)) == 2);
    CHECK_THROWS_AS(c.fetch_one(lithe::insert_into<author>().values(again).or_ignore().returning(
                        col<&author::id>)),
                    lithe::not_found);
    CHECK(c.fetch_all(lithe::delete_from<author>().where(col<&author::age> == 2).returning())
              .size() == 1);
    CHECK(c.fetch_all(from<author>()).empty());
}
