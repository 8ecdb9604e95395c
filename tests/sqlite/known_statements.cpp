// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/known_statements.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <string_view>
#include <vector>

using namespace lithe_test;
using lithe::from;
using lithe::detail::known_statements;

namespace {

constexpr auto titles = from<author>().join<book>().select(col<&book::title>);
constexpr auto elders = from<author>().where(col<&author::age> == lithe::literal<77>);

int count(std::vector<lithe::detail::statement_facts const*> const& list, std::string_view sql) {
    int found = 0;
    for (auto const* const facts : list)
        found += lithe::detail::sql_of_facts(*facts) == sql ? 1 : 0;
    return found;
}

}  // namespace

namespace lithe_test {
// Compiled is enough: nobody calls it.
void never_called(lithe::connection& c) {
    c.fetch_all(titles);
    c.fetch_all(elders);
    c.fetch_one(elders);
    c.fetch_one(lithe::sql<"SELECT a_function_that_is_nowhere()">.as<int>());
    c.execute(lithe::sql<"CREATE TABLE authors(never INT)">());
}
}  // namespace lithe_test

TEST_CASE("known_statements: what no one has run is known by its tables") {
    known_statements const one({"AUTHORS"});
    CHECK(count(one.among, elders.sql()) == 1);
    CHECK(count(one.others, elders.sql()) == 0);
    CHECK(count(one.among, titles.sql()) == 0);
    CHECK(count(one.others, titles.sql()) == 1);
    known_statements const both({"authors", "books"});
    CHECK(count(both.among, elders.sql()) == 1);
    CHECK(count(both.among, titles.sql()) == 1);
    CHECK(count(both.others, "SELECT a_function_that_is_nowhere()") == 1);
    CHECK(count(both.others, "CREATE TABLE authors(never INT)") == 1);
    for (auto const* const facts : both.among)
        CHECK(lithe::detail::sql_of_facts(*facts).find("lithe_collect") == std::string_view::npos);
}
