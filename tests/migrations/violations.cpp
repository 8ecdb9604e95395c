// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/violations.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace detail = lithe::migrations::detail;

TEST_CASE("violations are compared as often as they are") {
    using list = std::vector<detail::violation>;
    detail::violation const one{"c", "1", "p"};
    detail::violation const two{"c", "2", "p"};
    REQUIRE(detail::new_violations(list{one}, list{one, two}) == list{two});
    REQUIRE(detail::new_violations(list{one, two}, list{two}).empty());
    REQUIRE(detail::new_violations(list{one}, list{one, one}) == list{one});
}

TEST_CASE("a missing parent key is an error of the check, not a row") {
    lithe::connection db(":memory:");
    db.execute_script(
        "PRAGMA foreign_keys=OFF; CREATE TABLE p (x); CREATE TABLE c (a REFERENCES p (x)); "
        "INSERT INTO c VALUES (1)");
    REQUIRE_THROWS_AS(detail::foreign_key_violations(db.native_handle()), lithe::error);
}

TEST_CASE("a violation is of one key, whatever that is called later") {
    lithe::connection db(":memory:");
    db.execute_script(
        "PRAGMA foreign_keys=OFF; CREATE TABLE p (a, b, PRIMARY KEY (a, b)); CREATE TABLE c (id "
        "INTEGER PRIMARY KEY, x, y, z REFERENCES c, FOREIGN KEY (x, y) REFERENCES p); INSERT INTO "
        "c "
        "VALUES (1, 1, 1, 9), (2, 2, 2, 2), (3, NULL, 1, 8)");
    auto before = detail::foreign_key_violations(db.native_handle());
    REQUIRE(before.size() == 4);
    std::size_t pairs = 0;
    for (detail::violation const& one : before)
        pairs += one.key == std::vector<std::string>{"x", "y"} ? 1U : 0U;
    REQUIRE(pairs == 2);
    db.execute_script(
        "ALTER TABLE c RENAME COLUMN x TO k; ALTER TABLE c RENAME TO d; ALTER TABLE p RENAME TO q");
    detail::rename_in(before, {"C", "X", "k"});
    detail::rename_in(before, {"c", {}, "d"});
    detail::rename_in(before, {"p", {}, "q"});
    auto const after = detail::foreign_key_violations(db.native_handle());
    REQUIRE(detail::new_violations(before, after).empty());
}
