// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/sql_token.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

namespace detail = lithe::migrations::detail;

std::string canonical(std::string_view sql) {
    return detail::canonical(sql).str();
}

static_assert(detail::same_sql("\"a\" <> 1", "a!=1 -- why"));
static_assert(detail::same_sql("((a + b))", "a+b") && !detail::same_sql("(a)+(b)", "a+b"));
static_assert(!detail::same_sql("'a'", "'A'") && !detail::same_sql("'a'", "\"a\""));

}  // namespace

TEST_CASE("texts are compared token by token") {
    REQUIRE(canonical("SELECT /* x */ [A b], `c`  FROM t;") == "select a b , c from t");
    REQUIRE(canonical("x'00' || 1.5e+3 -- end") == "x'00' || 1.5e+3");
    REQUIRE(canonical("a->>'$.x' = 0x1F") == "a ->> '$.x' = 0x1F");
    REQUIRE(canonical("'it''s' == \"q\"\"q\"") == "'it''s' = q\"q");
    REQUIRE(canonical("") == "");
    REQUIRE(canonical("/* not closed") == "");
    REQUIRE(canonical("'not closed") == "'not closed");
}

TEST_CASE("names are found and replaced, functions and texts are not") {
    REQUIRE(detail::mentions("length(name) > 0", "NAME"));
    REQUIRE_FALSE(detail::mentions("name(x) || 'name'", "name"));
    REQUIRE(detail::with_renamed("lower(\"lower\") = 'lower'", "lower", "upper").str() ==
            "lower ( \"upper\" ) = 'lower'");
    REQUIRE(detail::with_renamed("a > 1", "b", "c").str() == "a > 1");
}
