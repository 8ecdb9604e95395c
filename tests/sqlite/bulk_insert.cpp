// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/bulk_insert.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <forward_list>
#include <iterator>
#include <limits>
#include <list>
#include <ranges>
#include <stdexcept>
#include <vector>

using lithe::col;
using lithe::from;
using namespace lithe_test;

namespace {

// A type whose to_storage refuses some values, and may run anything.
struct score {
    int points = 0;
};
int stored_scores = 0;

}  // namespace

template <>
struct lithe::value_traits<score> {
    using storage = std::int64_t;
    static storage to_storage(score value) {
        ++stored_scores;
        if (value.points < 0)
            throw std::out_of_range("a negative score");
        return value.points;
    }
    static score from_storage(storage stored) { return {static_cast<int>(stored)}; }
};

namespace {

struct result {
    std::int64_t id = 0;
    std::int64_t player = 0;
    std::string code{};
    double rate = 0;
    std::uint64_t serial = 0;
    score points{};
    std::optional<std::int64_t> parent{};

    static constexpr auto schema() {
        return lithe::table("results", lithe::primary_key<&result::id>,
                            lithe::unique<&result::code>, lithe::check(col<&result::player> < 100),
                            lithe::check(col<&result::rate> >= 0).named("rate_ok"),
                            lithe::foreign_key<&result::parent>.references<&result::id>());
    }
};

std::vector<result> results(int count) {
    std::vector<result> made;
    for (int at = 0; at < count; ++at)
        made.push_back({.player = at % 7, .code = "code " + std::to_string(at)});
    return made;
}

// With a trigger the rows are inserted one by one, without it through the virtual table.
lithe::connection database(bool with_trigger) {
    lithe::connection c(":memory:");
    c.create_tables<result>();
    if (with_trigger)
        c.execute_script(
            "CREATE TABLE log(n); CREATE TRIGGER t AFTER INSERT ON results BEGIN "
            "INSERT INTO log VALUES(new.id); END");
    return c;
}

std::int64_t count(lithe::connection& c) {
    return number(c.native_handle(), "SELECT count(*) FROM results");
}

struct counted {
    int last = 0;
    int throws_at = -1;
    int orphan = -1;
    struct iterator {
        using value_type = result;
        using difference_type = std::ptrdiff_t;
        counted* owner = nullptr;
        int at = 0;
        result operator*() const {
            result made{.code = "made " + std::to_string(at)};
            if (at == owner->orphan)
                made.parent = 77;
            return made;
        }
        iterator& operator++() {
            if (++at == owner->throws_at)
                throw std::length_error("the source broke");
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(iterator const& one, std::default_sentinel_t) {
            return one.at == one.owner->last;
        }
    };
    iterator begin() { return {this, 0}; }
    static std::default_sentinel_t end() { return {}; }
};

}  // namespace

TEST_CASE("bulk_insert: any range of entities") {
    bool const with_trigger = GENERATE(false, true);
    auto c = database(with_trigger);
    std::vector<result> const constant = results(3);
    std::list<result> const list{{.code = "l1"}, {.code = "l2"}};
    std::forward_list<result> forward{{.code = "f1"}};
    result array[] = {{.code = "a1"}, {.code = "a2"}};
    result const fixed[] = {{.code = "c1"}};
    std::vector<result> const none;
    counted made{.last = 4};
    CHECK(c.insert_all(constant) == 3);
    CHECK(c.insert_all(list) == 2);
    CHECK(c.insert_all(forward) == 1);
    CHECK(c.insert_all(array) == 2);
    CHECK(c.insert_all(fixed) == 1);
    CHECK(c.insert_all({result{.code = "i1"}, result{.code = "i2"}}) == 2);
    CHECK(c.insert_all(none) == 0);
    CHECK(c.insert_all(made) == 4);
    CHECK(c.insert_all(counted{.last = 0}) == 0);
    CHECK(count(c) == 15);
}

TEST_CASE("bulk_insert: views, also those that make their elements or may be walked once") {
    bool const with_trigger = GENERATE(false, true);
    auto c = database(with_trigger);
    auto const source = results(10);
    auto even = source | std::views::filter([](result const& one) { return one.player % 2 == 0; });
    CHECK(c.insert_all(even) == 6);
    CHECK(c.insert_all(std::views::iota(0, 5) | std::views::transform([](int at) {
                           return result{.code = "t" + std::to_string(at)};
                       })) == 5);
    CHECK(c.fetch_all(from<result>().where(col<&result::code>.like("t%"))).size() == 5);
    CHECK(count(c) == 11);
}

TEST_CASE("bulk_insert: keys given and keys of 0") {
    bool const with_trigger = GENERATE(false, true);
    auto c = database(with_trigger);
    std::vector<result> rows = results(4);
    rows[1].id = 100;
    rows[3].id = 7;
    c.insert_all(rows);
    auto const ids =
        c.fetch_all(from<result>().select(col<&result::id>).order_by(col<&result::code>));
    CHECK(ids == std::vector<std::int64_t>{1, 100, 101, 7});
}

TEST_CASE("bulk_insert: a failure of any kind names its element and leaves nothing") {
    bool const with_trigger = GENERATE(false, true);
    bool const in_transaction = GENERATE(false, true);
    CAPTURE(with_trigger, in_transaction);
    auto c = database(with_trigger);
    c.insert(result{.code = "taken"});
    auto rows = results(100);
    std::size_t const bad = GENERATE(0U, 57U, 99U);
    auto const insert = [&] {
        if (!in_transaction) {
            c.insert_all(rows);
            return;
        }
        c.transact([&](lithe::transaction& tx) {
            tx.insert(result{.code = "before"});
            try {
                tx.insert_all(rows);
            } catch (...) {
                // What was done before is still there, and the transaction goes on.
                CHECK(tx.fetch_all(from<result>()).size() == 2);
                throw;
            }
        });
    };
    auto const refused = [&](lithe::constraint_kind kind, std::vector<std::string> const& columns) {
        try {
            insert();
            FAIL("nothing was thrown");
        } catch (lithe::constraint_error const& thrown) {
            INFO(thrown.what());
            CHECK(thrown.kind() == kind);
            CHECK(thrown.table() == "results");
            CHECK(thrown.columns() == columns);
            CHECK(thrown.element() == bad);
        }
        CHECK(count(c) == 1);
    };
    auto const not_convertible = [&](char const* column) {
        try {
            insert();
            FAIL("nothing was thrown");
        } catch (lithe::conversion_error const& thrown) {
            INFO(thrown.what());
            CHECK(thrown.table() == "results");
            CHECK(thrown.column() == column);
            CHECK(thrown.element() == bad);
        }
        CHECK(count(c) == 1);
    };
    SECTION("UNIQUE") {
        rows[bad].code = "taken";
        refused(lithe::constraint_kind::unique, {"code"});
    }
    SECTION("PRIMARY KEY") {
        rows[bad].id = 1;
        refused(lithe::constraint_kind::primary_key, {"id"});
    }
    SECTION("CHECK") {
        rows[bad].player = 100;
        refused(lithe::constraint_kind::check, {"player"});
    }
    SECTION("foreign key") {
        rows[bad].parent = 12345;
        refused(lithe::constraint_kind::foreign_key, {"parent"});
    }
    SECTION("NaN") {
        rows[bad].rate = std::numeric_limits<double>::quiet_NaN();
        not_convertible("rate");
    }
    SECTION("unsigned above INT64_MAX") {
        rows[bad].serial = UINT64_MAX;
        not_convertible("serial");
    }
    SECTION("to_storage throws") {
        rows[bad].points = {-1};
        not_convertible("points");
    }
    // The same rows without the mistake go in.
    rows = results(100);
    CHECK(c.insert_all(rows) == 100);
}

TEST_CASE("bulk_insert: NOT NULL of a column that the descriptor has wrong") {
    bool const with_trigger = GENERATE(false, true);
    auto c = database(with_trigger);
    c.execute_script(
        "ALTER TABLE results RENAME TO old; CREATE TABLE results(id INTEGER PRIMARY KEY, player "
        "INT,"
        " code TEXT, rate REAL, serial INT, points INT, parent INT NOT NULL)");
    auto rows = results(3);
    rows[0].parent = rows[1].parent = 1;
    try {
        c.insert_all(rows);
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.kind() == lithe::constraint_kind::not_null);
        CHECK(thrown.columns() == std::vector<std::string>{"parent"});
        CHECK(thrown.element() == 2U);
    }
}

TEST_CASE("bulk_insert: a range that throws") {
    bool const with_trigger = GENERATE(false, true);
    auto c = database(with_trigger);
    counted broken{.last = 10, .throws_at = GENERATE(1, 9)};
    CHECK_THROWS_AS(c.insert_all(broken), std::length_error);
    CHECK(count(c) == 0);
    CHECK(sqlite3_get_autocommit(c.native_handle()) == 1);
    c.transact([&](lithe::transaction& tx) {
        tx.insert(result{.code = "before"});
        CHECK_THROWS_AS(tx.insert_all(broken), std::length_error);
        tx.insert(result{.code = "after"});
    });
    CHECK(count(c) == 2);
}

TEST_CASE("bulk_insert: rows that refer to rows of the same range") {
    auto c = database(false);
    std::vector<result> tree{{.id = 1, .code = "root"},
                             {.id = 2, .code = "a", .parent = 1},
                             {.id = 3, .code = "b", .parent = 2}};
    CHECK(c.insert_all(tree) == 3);
    // Without triggers the parent may also come later: keys are judged when the statement ends.
    std::vector<result> backwards{{.id = 12, .code = "x", .parent = 11}, {.id = 11, .code = "y"}};
    CHECK(c.insert_all(backwards) == 2);
    backwards = {{.id = 22, .code = "z", .parent = 21},
                 {.id = 21, .code = "w"},
                 {.id = 23, .code = "v", .parent = 5}};
    try {
        c.insert_all(backwards);
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.element() == 2U);
    }
    CHECK(count(c) == 5);
    CHECK(number(c.native_handle(), "PRAGMA defer_foreign_keys") == 0);
}

TEST_CASE("bulk_insert: a foreign key in a range that is walked once has no element") {
    auto c = database(false);
    static_assert(!std::forward_iterator<counted::iterator>);
    counted orphans{.last = 3, .orphan = 1};
    try {
        c.insert_all(orphans);
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.kind() == lithe::constraint_kind::foreign_key);
        CHECK(!thrown.element());
    }
    CHECK(count(c) == 0);
}

TEST_CASE("bulk_insert: deferred foreign keys are judged at COMMIT") {
    auto c = database(false);
    c.execute_script(
        "DROP TABLE results; CREATE TABLE results(id INTEGER PRIMARY KEY, player INT, code TEXT, "
        "rate REAL,"
        " serial INT, points INT, parent INT REFERENCES results(id) DEFERRABLE INITIALLY "
        "DEFERRED)");
    auto rows = results(5);
    rows[3].parent = 1000;
    try {
        c.insert_all(rows);
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.kind() == lithe::constraint_kind::foreign_key);
        CHECK(thrown.element() == 3U);
    }
    CHECK(count(c) == 0);
    c.transact([&](lithe::transaction& tx) {
        tx.insert_all(rows);
        tx.insert(result{.id = 1000});
    });
    CHECK(count(c) == 6);
    CHECK_THROWS_AS(c.transact([&](lithe::transaction& tx) {
        for (auto& one : rows)
            one.parent = 2000;
        tx.insert_all(rows);
    }),
                    lithe::constraint_error);
    CHECK(count(c) == 6);
}

TEST_CASE("bulk_insert: triggers that come and go, temporary ones too") {
    auto c = database(false);
    auto const fails_at = [&](std::size_t bad) {
        auto rows = results(50);
        rows[bad].code = rows[0].code;
        try {
            c.insert_all(rows);
            return std::optional<std::size_t>();
        } catch (lithe::constraint_error const& thrown) {
            return thrown.element();
        }
    };
    CHECK(fails_at(31) == 31U);
    c.execute_script(
        "CREATE TEMP TABLE log(n); CREATE TEMP TRIGGER t AFTER INSERT ON results BEGIN "
        "INSERT INTO log VALUES(new.id); END");
    CHECK(fails_at(31) == 31U);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM log") == 0);
    c.insert_all(results(5));
    CHECK(number(c.native_handle(), "SELECT count(*) FROM log") == 5);
    c.execute_script("DELETE FROM results; DROP TRIGGER t");
    CHECK(fails_at(31) == 31U);
    c.execute_script(
        "CREATE TRIGGER u BEFORE INSERT ON RESULTS WHEN new.player = 6 BEGIN SELECT RAISE(ABORT, "
        "'six'); END");
    try {
        c.insert_all(results(50));
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.kind() == lithe::constraint_kind::trigger);
        CHECK(thrown.element() == 6U);
    }
    CHECK(count(c) == 0);
}

TEST_CASE("bulk_insert: a range may use the same connection, and insert_all inside it") {
    auto c = database(false);
    c.insert(result{.code = "first"});
    auto const source = results(3);
    auto asking = source | std::views::transform([&](result one) {
                      auto const before =
                          c.fetch_one(from<result>().where(col<&result::code> == "first"));
                      one.parent = before.id;
                      c.insert_all({result{.code = "in " + one.code}});
                      return one;
                  });
    CHECK(c.insert_all(asking) == 3);
    CHECK(count(c) == 7);
    CHECK(c.fetch_all(from<result>().where(col<&result::parent> == 1)).size() == 3);
}

TEST_CASE("bulk_insert: 1 000 runs prepare nothing anew") {
    auto c = database(false);
    auto const none = results(0);
    c.insert_all(none);
    auto const before = c.session().statements().preparations();
    for (int run = 0; run < 1000; ++run)
        c.insert_all({result{.code = std::to_string(run)}});
    CHECK(c.session().statements().preparations() == before);
    CHECK(count(c) == 1000);
}

// Before SQLite 3.50.2 a failed multi-row insert after a spill of the cache loses later commits in
// a crash (tests/sqlite/pragma.cpp shows it); every writing connection of lithe is opened against
// that.
TEST_CASE("bulk_insert: after insert_all has failed, a crash loses no later commit") {
    scratch_folder const folder;
    lithe::connection c(folder.file("a.db"),
                        {.synchronous = lithe::synchronous::full, .cache_size = 40});
    c.create_tables<result, author>();
    c.execute_script("PRAGMA wal_autocheckpoint = 0");
    std::vector<result> rows;
    // Keys in no order: every page is met again after it would have spilled.
    for (std::int64_t at = 1; at <= 2000; ++at)
        rows.push_back({.id = at * 797 % 2003, .code = std::to_string(at) + std::string(900, '.')});
    rows.back().player = 100;
    c.transact([&](lithe::transaction& tx) {
        tx.insert(author{.name = "acknowledged"});
        CHECK_THROWS_AS(tx.insert_all(rows), lithe::constraint_error);
        tx.insert(author{.name = "acknowledged"});
    });
    for (int at = 0; at < 8; ++at)
        c.insert(author{.name = "acknowledged"});
    // What a process that dies leaves behind, opened elsewhere, runs the recovery.
    std::filesystem::copy_file(folder / "a.db", folder / "crashed.db");
    std::filesystem::copy_file(folder / "a.db-wal", folder / "crashed.db-wal");
    lithe::connection crashed(folder.file("crashed.db"));
    CHECK(crashed.fetch_all(from<author>()).size() == 10);
    CHECK(count(crashed) == 0);
}
