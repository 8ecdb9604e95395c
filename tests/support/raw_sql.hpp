#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQL through the C API alone, for tests of what lies below the typed statements.

#include <lithe/sqlite/throw_error.hpp>

#include <cstdint>
#include <string>

namespace lithe_test {

/// Runs all statements of `sql`; throws as lithe does.
inline void run_sql(sqlite3* db, std::string const& sql) {
    char const* rest = sql.c_str();
    while (*rest != '\0') {
        sqlite3_stmt* statement = nullptr;
        char const* const text = rest;
        lithe::detail::check(db, sqlite3_prepare_v2(db, text, -1, &statement, &rest), sql);
        int rc = sqlite3_step(statement);
        while (rc == SQLITE_ROW)
            rc = sqlite3_step(statement);
        rc = sqlite3_finalize(statement);
        if (rc != SQLITE_OK)
            lithe::detail::throw_error(db, rc, sql);
    }
}

/// The integer in the first column of the first row; -1 if there is none.
inline std::int64_t number(sqlite3* db, std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    lithe::detail::check(db, sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), sql);
    int rc = sqlite3_step(statement);
    std::int64_t const result = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    int const end = sqlite3_finalize(statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        lithe::detail::throw_error(db, end, sql);
    return result;
}

}  // namespace lithe_test
