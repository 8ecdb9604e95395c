// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/rebuild_sql.hpp>

#include <lithe/migrations/parse.hpp>

#include "support/catch.hpp"

namespace detail = lithe::migrations::detail;

namespace {

detail::rebuild_work work(char const* before, char const* after) {
    return {detail::parse_table(before), detail::parse_table(after), {}};
}

}  // namespace

TEST_CASE("a copy says where each value is from, and keeps rowids that nothing else keeps") {
    auto const plain =
        detail::copy_of(work("CREATE TABLE t (a, b)", "CREATE TABLE t (a, b, c AS (a))"), "t", "n");
    REQUIRE(
        plain.insert ==
        R"(INSERT OR ABORT INTO "n" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t")");
    auto const hidden =
        detail::copy_of(work("CREATE TABLE t (rowid)", "CREATE TABLE t (rowid)"), "t", "n");
    REQUIRE(hidden.rowid == R"("t"._rowid_)");
    auto const keyed = detail::copy_of(work("CREATE TABLE t (a INTEGER PRIMARY KEY)",
                                            "CREATE TABLE t (a INTEGER PRIMARY KEY) WITHOUT ROWID"),
                                       "t", "n");
    REQUIRE(keyed.rowid.empty());
    REQUIRE_THROWS_AS(detail::rowid_name(work("CREATE TABLE t (rowid, _rowid_, oid)",
                                              "CREATE TABLE t (rowid, _rowid_, oid)")),
                      lithe::migration_error);
}

TEST_CASE("a mark is carried where both tables have one") {
    char const* const with = "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)";
    char const* const without = "CREATE TABLE t (a INTEGER PRIMARY KEY)";
    REQUIRE(detail::keeps_mark(work(with, with)));
    REQUIRE_FALSE(detail::keeps_mark(work(with, without)));
    REQUIRE_FALSE(detail::keeps_mark(work(without, with)));
}
