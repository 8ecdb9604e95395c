#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a collation of the program threw. SQLite lets no comparison fail: it takes an answer, and an
// interrupt ends the statement only if there is much left of it. So every run looks here, and what
// was found or written by such an answer is not given and not committed.

#include <lithe/sqlite/result_code.hpp>

#include <string>

namespace lithe::inline v0::detail {

/// The last failure of this thread, until an error has told it.
/// Threads: each has its own; a connection runs its statements and commits on one at a time.
struct failed_comparison {
    int code = SQLITE_ERROR;
    std::string what{};

    /// The connection whose comparison failed; a constant, so that to look costs next to nothing.
    static sqlite3*& on() noexcept {
        static constinit thread_local sqlite3* failed = nullptr;
        return failed;
    }
    static failed_comparison& last() {
        static thread_local failed_comparison kept;
        return kept;
    }
};

/// As a commit hook: https://www.sqlite.org/c3ref/commit_hook.html
inline int refuse_failed_comparison(void* db) noexcept {
    return failed_comparison::on() == db ? 1 : 0;
}

/// A write that went on with a wrong answer: undone with its transaction, as by the interrupt.
inline void undo_failed_comparison(sqlite3* db, sqlite3_stmt* statement, bool writes) noexcept {
    sqlite3_reset(statement);
    if (writes && sqlite3_get_autocommit(db) == 0)
        sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace lithe::inline v0::detail
