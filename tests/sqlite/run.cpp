// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/run.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <vector>

using lithe::col;
using lithe::from;
using namespace lithe_test;

namespace {

// Reads run code of the test's own, in the middle of SQLite's frames.
struct probe {
    std::int64_t number = 0;
    friend bool operator==(probe, probe) = default;
};
void (*on_read)(std::int64_t) = nullptr;

}  // namespace

template <>
struct lithe::value_traits<probe> {
    using storage = std::int64_t;
    static storage to_storage(probe value) { return value.number; }
    static probe from_storage(storage stored) {
        if (on_read != nullptr)
            on_read(stored);
        return {stored};
    }
};

namespace {

struct measured {
    std::int64_t id = 0;
    probe value{};
    std::optional<std::int8_t> small{};
    double real = 0;

    static constexpr auto schema() {
        return lithe::table("measured", lithe::primary_key<&measured::id>).non_strict();
    }
};

lithe::connection with_rows(int count) {
    lithe::connection c(":memory:");
    c.create_tables<measured>();
    for (int at = 1; at <= count; ++at)
        c.insert(measured{
            .id = at, .value = {at * 10}, .small = static_cast<std::int8_t>(at), .real = 1.0 * at});
    return c;
}

struct outcome {
    std::vector<std::int64_t> ids{};
    std::string what{};
    std::string sql{};
    int code = 0;
    int offset = -1;
    friend bool operator==(outcome const&, outcome const&) = default;
};

template <class Fetch>
outcome outcome_of(Fetch&& fetch) {
    outcome seen;
    try {
        for (auto const& row : fetch())
            seen.ids.push_back(row.id);
        std::sort(seen.ids.begin(), seen.ids.end());
    } catch (lithe::error const& thrown) {
        seen = {
            {}, thrown.what(), std::string(thrown.sql()), thrown.extended_code(), thrown.offset()};
    } catch (std::exception const& thrown) {
        seen.what = thrown.what();
    }
    return seen;
}

// fetch_all goes through the collector, stream never does.
template <class Query>
outcome both_ways(lithe::connection& c, Query const& query) {
    static_assert(lithe::detail::statement_rows<Query>::collectable);
    outcome const collected = outcome_of([&] { return c.fetch_all(query); });
    outcome const stepped = outcome_of([&] {
        std::vector<lithe::detail::row_of<Query>> rows;
        for (auto&& row : c.stream(query))
            rows.push_back(row);
        return rows;
    });
    CHECK(collected == stepped);
    CHECK(collected.what == stepped.what);
    CHECK(collected.sql == stepped.sql);
    return collected;
}

auto const every = from<measured>();

}  // namespace

TEST_CASE("run: fetch_all by the collector gives the rows and errors of stepping") {
    auto c = with_rows(5);
    CHECK(both_ways(c, every).ids == std::vector<std::int64_t>{1, 2, 3, 4, 5});
    CHECK(both_ways(c, every.where(col<&measured::id> > 100)).ids.empty());

    SECTION("a value out of range in the third row") {
        c.execute_script("UPDATE measured SET small = 300 WHERE id = 3");
        auto const seen = both_ways(c, every);
        CHECK(seen.what.find("measured.small: expected int8, found INTEGER out of range") == 0);
        CHECK(seen.sql == every.sql());
        CHECK(both_ways(c, every.where(col<&measured::id> < 3)).ids.size() == 2);
    }
    SECTION("NULL, TEXT and BLOB where a number must be") {
        for (char const* const bad : {"NULL", "'text'", "x'00'"}) {
            c.execute_script(
                "DROP TABLE measured; CREATE TABLE measured(id INTEGER PRIMARY KEY, value, small, "
                "real);"
                "INSERT INTO measured VALUES(1, 1, NULL, 0.5), (2, 2, NULL, " +
                std::string(bad) + ")");
            CHECK(both_ways(c, every).what.find("measured.real: expected REAL") == 0);
        }
    }
    SECTION("an error that SQLite raises at the fourth row") {
        // abs() of the least integer overflows; rows 1 to 3 become REAL.
        auto const seen =
            both_ways(c, every.where(lithe::abs(col<&measured::id> + INT64_MIN - 4) != 7));
        CHECK(seen.code == SQLITE_ERROR);
        CHECK(seen.what.find("integer overflow") == 0);
    }
    SECTION("a column that is not there") {
        c.execute_script("ALTER TABLE measured RENAME COLUMN small TO tiny");
        auto const seen = both_ways(c, every);
        CHECK(seen.what.find("no such column: ") == 0);
        CHECK(seen.what.find("small") != std::string::npos);  // newer ones quote it
        CHECK(seen.sql == every.sql());
        CHECK(std::string_view(seen.sql)
                  .substr(static_cast<std::size_t>(seen.offset))
                  .starts_with("\"small\""));
    }
    SECTION("a table that is not there") {
        c.execute_script("DROP TABLE measured");
        auto const seen = both_ways(c, every.where(col<&measured::id> > 1));
        CHECK(seen.what.find("no such table: measured") == 0);
        CHECK(seen.sql == every.where(col<&measured::id> > 1).sql());
    }
}

TEST_CASE(
    "run: an exception of from_storage comes out, whatever it is, and the connection goes on") {
    auto c = with_rows(5);
    struct reset {
        ~reset() { on_read = nullptr; }
    } const after;
    auto const check_throws = [&]<class Thrown>(Thrown*) {
        CHECK_THROWS_AS(c.fetch_all(every), Thrown);
        CHECK_THROWS_AS(
            [&] {
                for (auto&& row : c.stream(every))
                    static_cast<void>(row);
            }(),
            Thrown);
    };
    on_read = [](std::int64_t number) {
        if (number == 30)
            throw std::bad_alloc();
    };
    check_throws(static_cast<std::bad_alloc*>(nullptr));
    on_read = [](std::int64_t number) {
        if (number == 30)
            throw 7;
    };
    check_throws(static_cast<int*>(nullptr));
    on_read = [](std::int64_t number) {
        if (number == 30)
            throw std::logic_error("no");
    };
    check_throws(static_cast<lithe::conversion_error*>(nullptr));
    on_read = [](std::int64_t number) {
        if (number == 30)
            throw lithe::closed("mine");
    };
    check_throws(static_cast<lithe::closed*>(nullptr));
    on_read = nullptr;
    CHECK(c.fetch_all(every).size() == 5);
    CHECK(sqlite3_get_autocommit(c.native_handle()) == 1);
}

TEST_CASE("run: interrupted, both ways") {
    auto c = with_rows(5);
    static sqlite3* db;
    db = c.native_handle();
    struct reset {
        ~reset() { on_read = nullptr; }
    } const after;
    on_read = [](std::int64_t number) {
        if (number == 30)
            sqlite3_interrupt(db);
    };
    CHECK_THROWS_AS(c.fetch_all(every), lithe::cancelled);
    CHECK_THROWS_AS(
        [&] {
            for (auto&& row : c.stream(every))
                static_cast<void>(row);
        }(),
        lithe::cancelled);
    CHECK(both_ways(c, every).code == SQLITE_INTERRUPT);
}

TEST_CASE(
    "run: from_storage may run statements on the same connection, the same query among them") {
    static lithe::connection* current;
    static int depth;
    static std::size_t seen;
    auto c = with_rows(4);
    current = &c;
    depth = 0;
    seen = 0;
    struct reset {
        ~reset() { on_read = nullptr; }
    } const after;
    on_read = [](std::int64_t) {
        if (depth == 2)
            return;
        ++depth;
        auto const rows = current->fetch_all(every);
        CHECK(rows.size() == 4);
        CHECK(rows[3].id == 4);
        seen += rows.size();
        --depth;
    };
    CHECK(c.fetch_all(every).size() == 4);
    CHECK(seen == 4 * 4 + 4 * 4 * 4);  // at depth 1 and 2
    CHECK(c.session().statements().size() < 10);
}

TEST_CASE("run: a write whose rows cannot be given has no effect") {
    auto c = with_rows(3);
    auto const raise = lithe::update<measured>()
                           .set(col<&measured::small> = col<&measured::small> + 126)
                           .all_rows()
                           .returning(col<&measured::id>, col<&measured::small>);
    CHECK_THROWS_AS(c.fetch_all(raise), lithe::conversion_error);
    CHECK(c.fetch_all(every.where(col<&measured::small> > 100)).empty());
    CHECK_THROWS_AS(c.fetch_one(lithe::update<measured>()
                                    .set(col<&measured::real> = 9)
                                    .all_rows()
                                    .returning(col<&measured::id>)),
                    lithe::too_many_rows);
    CHECK(c.fetch_all(every.where(col<&measured::real> == 9)).empty());
    CHECK(c.transact([&](lithe::transaction& tx) {
        CHECK_THROWS_AS(tx.fetch_all(raise), lithe::conversion_error);
        tx.insert(measured{.id = 50});
        return tx.fetch_all(every).size();
    }) == 4);
    CHECK(c.fetch_all(every.where(col<&measured::small> > 100)).empty());
    CHECK(c.find<measured>(50).has_value());
}

TEST_CASE("run: the collector works where functions may have few arguments, and the limit stays") {
    auto c = with_rows(3);
    sqlite3_limit(c.native_handle(), SQLITE_LIMIT_FUNCTION_ARG, 2);
    CHECK(c.fetch_all(every).size() == 3);
    c.execute_script("CREATE INDEX more ON measured(real)");  // prepares anew in its next step
    CHECK(c.fetch_all(every).size() == 3);
    CHECK(sqlite3_limit(c.native_handle(), SQLITE_LIMIT_FUNCTION_ARG, -1) == 2);
}

TEST_CASE("run: fetch_one and fetch_optional") {
    auto c = with_rows(3);
    CHECK(c.fetch_one(every.where(col<&measured::id> == 2)).value == probe{20});
    CHECK_THROWS_AS(c.fetch_one(every.where(col<&measured::id> == 20)), lithe::not_found);
    CHECK_THROWS_AS(c.fetch_one(every), lithe::too_many_rows);
    CHECK_THROWS_AS(c.fetch_optional(every), lithe::too_many_rows);
    CHECK(!c.fetch_optional(every.where(col<&measured::id> == 20)));
    try {
        c.fetch_one(every);
    } catch (lithe::error const& thrown) {
        CHECK(thrown.sql() == every.sql());
    }
}

TEST_CASE("run: execute says how many rows, and nothing of the statement before") {
    auto c = with_rows(3);
    CHECK(c.execute(lithe::update<measured>().set(col<&measured::real> = 1).all_rows()) == 3);
    CHECK(c.execute(lithe::delete_from<measured>().where(col<&measured::id> == 99)) == 0);
}
