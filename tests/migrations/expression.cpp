// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/expression.hpp>

#include <lithe/migrations/ddl.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;

template <class Term>
std::string sql_of(Term const& term) {
    m::detail::text out;
    m::detail::put_expression(out, term.nodes.list[0]);
    return out.str();
}

constexpr auto age = m::ref<int>("age");
constexpr auto name = m::ref<std::string>("name");
constexpr auto last = m::ref<std::optional<std::string>>("last");

static_assert(!decltype(m::coalesce(last, ""))::nullable);
static_assert(decltype(m::coalesce(last, last))::nullable);
static_assert(decltype(age + 1.5)::kind == lithe::detail::storage_class::real);
static_assert(decltype(m::cast<std::string>(age))::kind == lithe::detail::storage_class::text);

}  // namespace

TEST_CASE("expressions of a history are written as descriptors write theirs") {
    REQUIRE(sql_of(name + " " + m::coalesce(last, "it's")) ==
            R"("name" || ' ' || coalesce("last", 'it''s'))");
    REQUIRE(sql_of(age >= 0 && age < 200) == R"("age" >= 0 AND "age" < 200)");
    REQUIRE(sql_of((age + 1) * 2 - (age - 1)) == R"(("age" + 1) * 2 - ("age" - 1))");
    REQUIRE(sql_of((age == 1 || age == 2) && age != 3) ==
            R"(("age" = 1 OR "age" = 2) AND "age" <> 3)");
    REQUIRE(sql_of(m::cast<double>(age)) == R"(CAST("age" AS REAL))");
    REQUIRE(sql_of(m::lit(1.5)) == "1.5");
    // Text of the author's keeps its own meaning inside an operator.
    REQUIRE(sql_of(m::sql<int>("1 OR 0") + 1) == "(1 OR 0) + 1");
}

TEST_CASE("columns are qualified where two tables are about") {
    m::detail::text out;
    m::detail::put_expression(out, (name + "x").nodes.list[0], "people");
    REQUIRE(out.str() == R"("people"."name" || 'x')");
}
