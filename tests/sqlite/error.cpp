// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/error.hpp>

#include "support/catch.hpp"

#include <string>
#include <type_traits>

namespace {

template <class... Errors>
constexpr bool all_derive = (std::is_base_of_v<lithe::error, Errors> && ...);
static_assert(
    all_derive<lithe::constraint_error, lithe::busy_error, lithe::wrong_key, lithe::not_found,
               lithe::too_many_rows, lithe::conversion_error, lithe::schema_error,
               lithe::migration_error, lithe::queue_full, lithe::cancelled,
               lithe::deadline_exceeded, lithe::closed, lithe::reentrant_call, lithe::not_committed,
               lithe::batch_aborted, lithe::commit_outcome_unknown>);
static_assert(std::is_base_of_v<std::runtime_error, lithe::error>);

}  // namespace

TEST_CASE("error: codes, text and offset") {
    lithe::error const failure("no such column: nmae", SQLITE_BUSY_SNAPSHOT, "SELECT nmae", 7);
    CHECK(failure.code() == SQLITE_BUSY);
    CHECK(failure.extended_code() == SQLITE_BUSY_SNAPSHOT);
    CHECK(failure.sql() == "SELECT nmae");
    CHECK(failure.offset() == 7);
    CHECK_FALSE(failure.element());
    CHECK(std::string(failure.what()) == "no such column: nmae");

    lithe::not_found const absent("get: no row of users has this key");
    CHECK(absent.code() == 0);
    CHECK(absent.offset() == -1);
    CHECK(absent.sql().empty());
}

TEST_CASE("error: the failing element of a range is in the message and survives a rethrow") {
    try {
        try {
            throw lithe::constraint_error("UNIQUE constraint failed: users.email",
                                          SQLITE_CONSTRAINT_UNIQUE, "INSERT",
                                          lithe::constraint_kind::unique, "users", {"email"});
        } catch (lithe::error& failure) {
            failure.set_element(17);
            throw;
        }
    } catch (lithe::constraint_error const& failure) {
        CHECK(failure.element() == 17U);
        CHECK(failure.kind() == lithe::constraint_kind::unique);
        CHECK(failure.table() == "users");
        CHECK(failure.columns() == std::vector<std::string>{"email"});
        CHECK(std::string(failure.what()) == "UNIQUE constraint failed: users.email at element 17");
    }
}

TEST_CASE("error: a conversion names table, column, expected and found") {
    lithe::conversion_error const failure("users", "age", "int8_t", "an integer above 127");
    CHECK(failure.table() == "users");
    CHECK(failure.column() == "age");
    CHECK(failure.expected() == "int8_t");
    CHECK(failure.found() == "an integer above 127");
    CHECK(std::string(failure.what()) == "users.age: expected int8_t, found an integer above 127");
    CHECK(std::string(lithe::conversion_error("", "2", "text", "NULL").what()) ==
          "2: expected text, found NULL");
}

TEST_CASE("error: a schema_error lists every mismatch") {
    lithe::schema_error const failure({"users: no such table", "posts.title: INTEGER, not TEXT"});
    CHECK(failure.mismatches().size() == 2);
    CHECK(std::string(failure.what()) ==
          "the database does not match the descriptors:\n  users: no such table\n  "
          "posts.title: INTEGER, not TEXT");
}
