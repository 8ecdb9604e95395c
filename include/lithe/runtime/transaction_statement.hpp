#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// BEGIN, SAVEPOINT, COMMIT and the like of one connection, prepared once: a savepoint and its
// release then cost 0.6 µs instead of 5. They have no parameters, no typed rows and no slot.

#include <lithe/sqlite/throw_error.hpp>

namespace lithe::inline v0 {
namespace detail {

/// A statement without parameters and results that matter.
///
/// Lifetime: the connection outlives it.
class transaction_statement {
public:
    transaction_statement(sqlite3* db, char const* sql) : sql_(sql) {
        check(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr),
              sql);
    }
    transaction_statement(transaction_statement const&) = delete;
    transaction_statement& operator=(transaction_statement const&) = delete;
    ~transaction_statement() { sqlite3_finalize(statement_); }

    /// Runs it to its end.
    ///
    /// Returns: SQLITE_OK, or the extended code of the error, whose message the connection has.
    int run() noexcept {
        int rc = sqlite3_step(statement_);
        while (rc == SQLITE_ROW)
            rc = sqlite3_step(statement_);
        sqlite3_reset(statement_);
        return rc == SQLITE_DONE ? SQLITE_OK : rc;
    }

    /// Errors: throws what the error of SQLite means.
    void run_or_throw() {
        if (int const rc = run(); rc != SQLITE_OK)
            throw_error(sqlite3_db_handle(statement_), rc, sql_);
    }

    char const* sql() const noexcept { return sql_; }

private:
    char const* sql_;
    sqlite3_stmt* statement_ = nullptr;
};

/// Resets what a callback left unfinished: an unfinished INSERT ... RETURNING makes COMMIT fail, an
/// open SELECT keeps the connection's snapshot after it, which stops checkpoints.
inline void reset_unfinished(sqlite3* db) noexcept {
    for (auto* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(db, statement)) {
        if (sqlite3_stmt_busy(statement) != 0)
            sqlite3_reset(statement);
    }
}

/// Whether no transaction is open, so that after a callback it was rolled back under its feet.
inline bool outside_transaction(sqlite3* db) noexcept {
    return sqlite3_get_autocommit(db) != 0;
}

/// Whether the connection holds a lock or a snapshot.
inline bool holds_snapshot(sqlite3* db) noexcept {
    return sqlite3_txn_state(db, nullptr) != SQLITE_TXN_NONE;
}

}  // namespace detail
}  // namespace lithe::inline v0
