// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/model.hpp>

#include <lithe/migrations/parse.hpp>

#include "support/catch.hpp"

namespace {

namespace detail = lithe::migrations::detail;

constexpr bool same(std::string_view left, std::string_view right) {
    return detail::same_table(detail::parse_table(left), detail::parse_table(right));
}

static_assert(same("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
                   "create table \"T\"(b text, A integer primary key)"));
static_assert(
    same("CREATE TABLE t (a INT UNIQUE CHECK (a > 0) REFERENCES p(x))",
         "CREATE TABLE t (a INT, CHECK (a>0), FOREIGN KEY (a) REFERENCES p (x), UNIQUE(a))"));
// The key's columns are NOT NULL anyway.
static_assert(same("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID",
                   "CREATE TABLE t (a TEXT NOT NULL, PRIMARY KEY (a)) WITHOUT ROWID"));

static_assert(!same("CREATE TABLE t (a INTEGER PRIMARY KEY)",
                    "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"));
static_assert(!same("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER NOT NULL)"));
static_assert(!same("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER DEFAULT 1)"));
static_assert(!same("CREATE TABLE t (a INTEGER) STRICT", "CREATE TABLE t (a INTEGER)"));
static_assert(!same("CREATE TABLE t (a, b, UNIQUE (a, b))",
                    "CREATE TABLE t (a, b, UNIQUE (b, a))"));
static_assert(!same("CREATE TABLE t (a, b, UNIQUE (a), UNIQUE (a))",
                    "CREATE TABLE t (a, b, UNIQUE (a), UNIQUE (b))"));
static_assert(!same("CREATE TABLE t (a REFERENCES p(x) ON DELETE CASCADE)",
                    "CREATE TABLE t (a REFERENCES p(x))"));
static_assert(!same("CREATE TABLE t (a AS (1) STORED)", "CREATE TABLE t (a AS (1))"));

}  // namespace

TEST_CASE("tables of a model are found by name without case, the last first") {
    detail::schema_model schema;
    schema.tables.push_back(detail::parse_table("CREATE TABLE one (a)"));
    schema.tables.push_back(detail::parse_table("CREATE TABLE two (b)"));
    REQUIRE(schema.table("TWO")->has("B"));
    REQUIRE(schema.table("three") == nullptr);
    REQUIRE(schema.is_taken("One"));
    REQUIRE_FALSE(schema.is_taken("One "));
}
