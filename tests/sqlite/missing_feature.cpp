// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/missing_feature.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

TEST_CASE("missing features: what SQLite's message is about, and how to mend it") {
    using lithe::detail::remedy_of;
    CHECK(remedy_of("no such function: sqrt") == "build it with SQLITE_ENABLE_MATH_FUNCTIONS");
    CHECK(remedy_of("no such function: log") == remedy_of("no such function: log2"));
    CHECK(remedy_of("no such function: sin") == remedy_of("no such function: asin"));
    CHECK(remedy_of("no such module: rtree") == "build it with SQLITE_ENABLE_RTREE");
    CHECK(remedy_of("no such function: unhex") == "it came with 3.41");
    CHECK(remedy_of("no such table: generate_series").find("series.c") != std::string_view::npos);
    for (std::string_view const other :
         {"no such function: sqr", "no such function: ", "no such function: acos acosh",
          "no such function:  ", "no such table: sqrt", "no such column: sqrt", "no such", ""})
        CHECK(remedy_of(other).empty());
    CHECK(remedy_of(R"(near "ORDER": syntax error)").empty() ==
          (sqlite3_libversion_number() >= 3'044'000));
}

TEST_CASE("missing features: thrown as a class of their own, with the statement") {
    lithe::connection db(":memory:");
    std::string const sql = "CREATE VIRTUAL TABLE t USING dbstat";
    if (sqlite3_compileoption_used("ENABLE_DBSTAT_VTAB") == 0) {
        try {
            lithe_test::run_sql(db.native_handle(), sql);
            FAIL("nothing was thrown");
        } catch (lithe::missing_feature const& error) {
            CHECK(std::string(error.what()) ==
                  std::string("no such module: dbstat; this is SQLite ") + sqlite3_libversion() +
                      ": build it with SQLITE_ENABLE_DBSTAT_VTAB (SQLITE_ERROR)");
        }
    }
    try {
        lithe::detail::check(db.native_handle(), SQLITE_ERROR, "SELECT 1");
        FAIL("nothing was thrown");
    } catch (lithe::missing_feature const&) {
        FAIL("an error of another kind");
    } catch (lithe::error const& error) {
        CHECK(error.code() == SQLITE_ERROR);
    }
}
