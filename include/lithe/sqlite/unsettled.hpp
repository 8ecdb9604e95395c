#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a connection has still to tell or to undo. SQLite lets no comparison fail: it takes an
// answer, and what a collation of the program threw is told behind the step; what was found or
// written by such an answer is not given and not committed. And a ROLLBACK may itself be
// interrupted, as everything is while an interrupted connection has a statement open: then nothing
// is committed until it has run.

#include <lithe/sqlite/throw_error.hpp>

#include <string>
#include <string_view>

namespace lithe::inline v0::detail {

/// Threads: those of its connection. Lifetime: SQLite's own handle, so that what collations and
/// hooks point to is there as long as they are, whichever shared object they come from.
class unsettled {
public:
    explicit unsettled(sqlite3* db) noexcept : db_(db) {}

    /// Looked at before each statement and behind each step.
    [[nodiscard]] bool any() const noexcept { return state_ != 0; }

    /// As a commit hook: https://www.sqlite.org/c3ref/commit_hook.html
    static int refuse_commit(void* self) noexcept {
        return static_cast<unsettled*>(self)->any() ? 1 : 0;
    }

    /// By a collation that threw.
    void note_failure(std::string_view collation, std::string_view what, int code) noexcept {
        if ((state_ & failed) != 0) {
            if (++failures_ == 1000)  // a recursion, say, that the wrong answer keeps from its end
                sqlite3_interrupt(db_);
            return;
        }
        state_ |= failed;
        failures_ = 1;
        // An interrupt ends a long statement. As long as another is open it would end that, too,
        // and everything after it, ROLLBACK among it.
        if (runs_alone())
            sqlite3_interrupt(db_);
        code_ = code;
        try {
            what_.assign("collation ").append(collation).append(": ").append(what);
            what_.append(" (").append(result_name(code)).append(")");
        } catch (...) {
            code_ = SQLITE_NOMEM;
            what_.clear();
        }
    }

    /// Behind a step, when the statement has been reset: undoes what it wrote, and throws.
    [[noreturn, gnu::cold, gnu::noinline]] void end_run(bool writes, std::string_view sql) {
        if (writes)
            state_ |= doomed;
        state_ &= ~failed;
        if (any())
            rolled_back();
        tell(sql);
    }

    /// Before a statement. Errors: what has not been told; that the transaction is over.
    [[gnu::cold, gnu::noinline]] void settle() {
        if (is_undone())
            state_ &= failed;
        if (state_ == abandoned && !rolled_back())
            check(db_, sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr), "ROLLBACK");
        if (!any())
            return;
        // The statement around this one: whoever runs it looks behind its step.
        if ((state_ & failed) != 0 && busy_statements() != 0)
            tell({});
        end_run(sqlite3_get_autocommit(db_) == 0, {});
    }

    /// Undoes the transaction, or keeps it from being committed: whoever owns it ends it.
    void undo() noexcept {
        if (!any()) {
            what_.clear();
            code_ = SQLITE_ABORT_ROLLBACK;
        }
        state_ |= doomed;
        rolled_back();
    }
    /// The same with a savepoint, by ROLLBACK TO and RELEASE; the transaction where that fails.
    void undo_to(char const* savepoint) noexcept {
        if (sqlite3_get_autocommit(db_) == 0 &&
            sqlite3_exec(db_, savepoint, nullptr, nullptr, nullptr) != SQLITE_OK)
            undo();
    }
    /// The end of a transaction, by its owner; where that fails, before the next statement.
    void roll_back() noexcept {
        if (!rolled_back() && sqlite3_get_autocommit(db_) == 0)
            state_ = (state_ & failed) | abandoned;
    }
    /// By an owner that has ended and told everything by its own means.
    void forget() noexcept { state_ = 0; }

    /// Errors: lithe::error.
    [[noreturn]] void tell(std::string_view sql) const {
        if (!what_.empty())
            throw error(what_, code_, sql);
        if (code_ == SQLITE_NOMEM)
            throw error(sqlite3_errstr(code_), code_, sql);
        throw error(
            "lithe: the transaction is over: what failed in it could not be undone by itself",
            SQLITE_ABORT_ROLLBACK, sql);
    }

private:
    static constexpr unsigned failed = 1;     // a comparison, and nobody was told
    static constexpr unsigned doomed = 2;     // the transaction, which its owner has still open
    static constexpr unsigned abandoned = 4;  // it has no owner, and ROLLBACK has yet to run

    [[nodiscard]] bool is_undone() const noexcept {
        return sqlite3_get_autocommit(db_) != 0 &&
               sqlite3_txn_state(db_, nullptr) != SQLITE_TXN_WRITE;
    }
    // In a write callback ROLLBACK is refused.
    bool rolled_back() noexcept {
        for (int attempt = 0; attempt < 3 && sqlite3_get_autocommit(db_) == 0; ++attempt)
            sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
        if (!is_undone())
            return false;
        state_ &= failed;
        return true;
    }

    [[nodiscard]] int busy_statements() const noexcept {
        int busy = 0;
        for (auto* each = sqlite3_next_stmt(db_, nullptr); each != nullptr;
             each = sqlite3_next_stmt(db_, each))
            busy += sqlite3_stmt_busy(each) != 0 ? 1 : 0;
        return busy;
    }
    // VACUUM runs statements of its own, and once it is through nothing undoes it.
    [[nodiscard]] bool runs_alone() const noexcept {
        for (int at = 2; auto const* name = sqlite3_db_name(db_, at); ++at)
            if (std::string_view(name).starts_with("vacuum_"))
                return true;
        return busy_statements() < 2;
    }

    sqlite3* db_;
    unsigned state_ = 0;
    int failures_ = 0;
    int code_ = SQLITE_ABORT_ROLLBACK;
    std::string what_{};
};

}  // namespace lithe::inline v0::detail
