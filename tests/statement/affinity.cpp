// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/affinity.hpp>

#include "support/catch.hpp"

#include <sqlite3.h>

#include <string>

namespace {

using lithe::detail::affinity;
using lithe::detail::affinity_of;

// What SQLite does with a text and a number in such a column tells its affinity.
std::string stored(std::string const& type) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    std::string const sql = "CREATE TABLE t (c " + type + "); INSERT INTO t VALUES ('1'), (1)";
    REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_stmt* query = nullptr;
    sqlite3_prepare_v2(db, "SELECT group_concat(typeof(c), ' ') FROM t", -1, &query, nullptr);
    sqlite3_step(query);
    std::string const seen = reinterpret_cast<char const*>(sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(db);
    return seen;
}
char const* expected(affinity how) {
    switch (how) {
        case affinity::text:
            return "text text";
        case affinity::blob:
            return "text integer";
        case affinity::real:
            return "real real";
        default:
            return "integer integer";
    }
}

}  // namespace

TEST_CASE("the affinity of a declared type is SQLite's") {
    for (char const* const type : {"",
                                   "INTEGER",
                                   "int",
                                   "BIGINT",
                                   "integer unsigned",
                                   "CHARINT",
                                   "FLOATING POINT",
                                   "VARCHAR(50)",
                                   "nchar(5)",
                                   "clob",
                                   "text(200)",
                                   "BLOB",
                                   "TINYBLOB",
                                   "real",
                                   "DOUBLE",
                                   "float",
                                   "DOUBLE PRECISION",
                                   "NUMERIC",
                                   "decimal(10, 2)",
                                   "bool",
                                   "DATETIME",
                                   "date",
                                   "JSON",
                                   "STRING",
                                   "BINARY(16)",
                                   "ANY"}) {
        INFO(type);
        REQUIRE(stored(type) == expected(affinity_of(type)));
    }
    REQUIRE(affinity_of("FLOATING POINT") == affinity::integer);
    REQUIRE(affinity_of("STRING") == affinity::numeric);
}
