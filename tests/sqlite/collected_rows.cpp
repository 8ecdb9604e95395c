// SPDX-License-Identifier: BSL-1.0
//
// The rows of RETURNING, given to a function inside SQLite: they are those of stepping, and what
// cannot be given has not been written, in autocommit and in a transaction.
#include <lithe/sqlite/collected_rows.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

#include <stdexcept>

using lithe::col;

namespace {

struct Even {
    int value = 0;
};

struct Returned {
    std::int64_t id = 0;
    Even even{};
    double real = 0;
    std::optional<std::string> text{};

    static constexpr auto schema() {
        return lithe::table("returned", lithe::primary_key<&Returned::id>);
    }
};

constexpr auto id = col<&Returned::id>;
constexpr auto even = col<&Returned::even>;
constexpr auto real = col<&Returned::real>;

}  // namespace

template <>
struct lithe::value_traits<Even> {
    using storage = std::int64_t;
    static storage to_storage(Even given) { return given.value; }
    static Even from_storage(storage stored) {
        if (stored % 2 != 0)
            throw std::range_error("odd");
        return {static_cast<int>(stored)};
    }
};

namespace {

lithe::connection opened() {
    lithe::connection c{":memory:"};
    c.create_tables<Returned>();
    c.insert_all({Returned{1, {2}, 0.5, "one"}, Returned{2, {4}, 3, std::nullopt},
                  Returned{3, {7}, -1e300, ""}});
    return c;
}
rows::table stored(lithe::connection& c) {
    return rows::of_sql(c.native_handle(), "SELECT id, even, text FROM returned ORDER BY id");
}

// Each write changes the row 3, whose `even` cannot be read, or makes another such row.
template <class Fetch>
void refuses_each(lithe::connection& c, Fetch&& fetch) {
    auto const before = stored(c);
    Returned const odd{.even = {9}};
    auto const refuses = [&](auto const& statement) {
        INFO(statement.sql());
        CHECK_THROWS_AS(fetch(statement), lithe::conversion_error);
        CHECK(stored(c) == before);
    };
    refuses(lithe::insert_into<Returned>().values(odd).returning());
    refuses(lithe::insert_into<Returned>()
                .values(Returned{.id = 3})
                .on_conflict<&Returned::id>()
                .do_update(real = 1.0)
                .returning(even));
    refuses(lithe::insert_into<Returned>().or_replace().values(odd).returning(id, even));
    refuses(lithe::insert_into<Returned>()
                .columns(even, real)
                .select_from(lithe::from<Returned>().where(id == 3).select(even, real))
                .returning(even));
    refuses(lithe::update<Returned>().set(real = 2.0).where(id == 3).returning());
    refuses(lithe::delete_from<Returned>().where(id >= 3).returning(even));
    // Chosen at run time: the text is another one, the promise the same.
    refuses(lithe::update<Returned>()
                .set(real = 2.0)
                .where(id >= 3, lithe::when(true, id == 3))
                .returning(even));
}

}  // namespace

TEST_CASE("collected rows: a row that cannot be read was not written") {
    auto c = opened();
    auto const one = [](auto& on) { return [&](auto const& write) { on.fetch_one(write); }; };
    auto const may = [](auto& on) { return [&](auto const& write) { on.fetch_optional(write); }; };
    auto const all = [](auto& on) { return [&](auto const& write) { on.fetch_all(write); }; };
    refuses_each(c, one(c));
    refuses_each(c, may(c));
    refuses_each(c, all(c));
    CHECK(sqlite3_get_autocommit(c.native_handle()) != 0);
    c.transact([&](lithe::transaction& tx) {
        tx.insert(Returned{.id = 10, .even = {8}});
        refuses_each(c, one(tx));
        refuses_each(c, all(tx));
    });
    CHECK(stored(c).size() == 4);
}

TEST_CASE("collected rows: the first rows of a write are undone with the one that fails") {
    auto c = opened();
    auto const before = stored(c);
    auto const every = lithe::update<Returned>().set(real = real + 1.0).all_rows();
    try {
        c.fetch_all(every.returning());
        FAIL("nothing was thrown");
    } catch (lithe::conversion_error const& thrown) {
        CHECK(std::string(thrown.what()).find("returned.even: ") == 0);
        CHECK(thrown.sql() == every.returning().sql());
    }
    CHECK_THROWS_AS(c.fetch_one(every.returning(id)), lithe::too_many_rows);
    CHECK(stored(c) == before);
    CHECK(c.fetch_all(every.returning(id)).size() == 3);
}

TEST_CASE("collected rows: RETURNING gives what stepping gives") {
    auto c = opened();
    c.execute_script(
        "CREATE TRIGGER later AFTER UPDATE ON returned BEGIN "
        "UPDATE returned SET text = 'later' WHERE id = new.id; END");
    auto const write = lithe::update<Returned>().set(real = real * 2.0).where(id <= 2);
    auto const rows = c.fetch_all(write.returning());
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].real == 1.0);
    CHECK(rows[1].real == 6.0);
    CHECK(rows[0].text == "one");
    CHECK_FALSE(rows[1].text.has_value());
    CHECK(c.fetch_all(lithe::delete_from<Returned>().where(id < 0).returning()).empty());
    CHECK_FALSE(c.fetch_optional(lithe::delete_from<Returned>().where(id == 99).returning(id)));
}

TEST_CASE("collected rows: a write whose rows were read may fail yet, and is undone") {
    auto c = opened();
    c.execute_script(
        "CREATE TABLE child(id INTEGER PRIMARY KEY, "
        "parent INTEGER NOT NULL REFERENCES returned(id));"
        "INSERT INTO child VALUES(1, 1)");
    auto const gone = lithe::delete_from<Returned>().where(id <= 2).returning(id);
    CHECK_THROWS_AS(c.fetch_all(gone), lithe::constraint_error);
    CHECK(stored(c).size() == 3);
}

TEST_CASE("collected rows: a low limit of arguments does not matter") {
    auto c = opened();
    sqlite3_limit(c.native_handle(), SQLITE_LIMIT_FUNCTION_ARG, 1);
    auto const write = lithe::update<Returned>().set(real = 1.0).where(id == 1).returning();
    CHECK(c.fetch_one(write).real == 1.0);
    c.execute_script("ALTER TABLE returned ADD COLUMN more INTEGER");  // prepared anew
    CHECK(c.fetch_one(write).even.value == 2);
    CHECK(sqlite3_limit(c.native_handle(), SQLITE_LIMIT_FUNCTION_ARG, -1) == 1);
}
