#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQL in a write callback may not do: end or nest the transaction that others share, attach
// files, change settings, leave temporary objects. SQLite asks when it prepares a statement;
// setting an authorizer makes it prepare everything anew, so it is set once and switched by a flag.

#include <lithe/sqlite/session.hpp>

#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// The authorizer of the writer's connection. Used by one thread.
/// Source: https://www.sqlite.org/c3ref/set_authorizer.html
class callback_guard {
public:
    explicit callback_guard(session const& writer) noexcept : session_(writer) { install(); }
    callback_guard(callback_guard const&) = delete;
    callback_guard& operator=(callback_guard const&) = delete;
    ~callback_guard() { sqlite3_set_authorizer(session_.native(), nullptr, nullptr); }

    /// Before a callback runs.
    void enter() noexcept {
        inside_ = where::callback;
        refused_ = nullptr;
        defers_ = false;
    }
    /// Before one that has the connection for itself: only the library's savepoints are not its.
    void enter_exclusive() noexcept {
        inside_ = where::exclusive;
        made_temporary_ = false;
    }
    /// After it.
    void leave() noexcept { inside_ = where::outside; }

    /// Whether the exclusive callback has prepared what makes a temporary object.
    bool made_temporary() const noexcept { return made_temporary_; }

    /// After an exclusive callback, which may have put its own authorizer in the place of this one.
    void install_again() noexcept {
        asked_ = false;
        sqlite3_exec(session_.native(), "PRAGMA synchronous", nullptr, nullptr, nullptr);
        if (asked_)
            return;
        made_temporary_ = true;  // for all that is known
        install();
    }

    /// Whether something was refused since enter(), and what.
    char const* refused() const noexcept { return refused_; }
    /// Whether defer_foreign_keys was set: it would hold for the next member, too.
    bool defers_foreign_keys() const noexcept { return defers_; }

private:
    enum class where : std::uint8_t { outside, callback, exclusive };

    void install() noexcept { sqlite3_set_authorizer(session_.native(), &judge, this); }

    static bool same(char const* given, char const* name) noexcept {
        return given != nullptr && sqlite3_stricmp(given, name) == 0;
    }

    // Those that take an argument and yet only tell something, or belong to the data.
    static bool is_harmless_pragma(char const* name) noexcept {
        for (char const* harmless :
             {"table_info",      "table_xinfo",       "table_list",         "index_list",
              "index_info",      "index_xinfo",       "foreign_key_list",   "foreign_key_check",
              "integrity_check", "quick_check",       "function_list",      "module_list",
              "pragma_list",     "collation_list",    "compile_options",    "database_list",
              "user_version",    "application_id",    "defer_foreign_keys", "optimize",
              "analysis_limit",  "incremental_vacuum"}) {
            if (same(name, harmless))
                return true;
        }
        return false;
    }

    static bool makes_temporary(int action, char const* database) noexcept {
        return action == SQLITE_CREATE_TEMP_TABLE || action == SQLITE_CREATE_TEMP_VIEW ||
               action == SQLITE_CREATE_TEMP_TRIGGER ||
               (action == SQLITE_CREATE_VTABLE && same(database, "temp"));
    }

    char const* verdict(int action, char const* first, char const* second,
                        char const* database) noexcept {
        // It would stay, and hide a table of the file from everybody's writes.
        if (makes_temporary(action, database))
            return "CREATE TEMP";
        switch (action) {
            case SQLITE_TRANSACTION:
                return "BEGIN, COMMIT and ROLLBACK";
            case SQLITE_SAVEPOINT:
                return session_.runs_own_savepoint() ? nullptr : "SAVEPOINT (tx.transact() nests)";
            case SQLITE_ATTACH:
            case SQLITE_DETACH:
                return "ATTACH and DETACH";
            case SQLITE_PRAGMA:
                if (second == nullptr)
                    return same(first, "wal_checkpoint") ? "PRAGMA wal_checkpoint" : nullptr;
                defers_ = defers_ || same(first, "defer_foreign_keys");
                return is_harmless_pragma(first) ? nullptr : "a PRAGMA that changes a setting";
            default:
                return nullptr;
        }
    }

    int judge_exclusive(int action, char const* second, char const* database) noexcept {
        made_temporary_ = made_temporary_ || makes_temporary(action, database);
        return action == SQLITE_SAVEPOINT && second != nullptr && !session_.runs_own_savepoint() &&
                       sqlite3_strnicmp(second, "lithe_", 6) == 0
                   ? SQLITE_DENY
                   : SQLITE_OK;
    }

    static int judge(void* context, int action, char const* first, char const* second,
                     char const* database, char const*) noexcept {
        auto& self = *static_cast<callback_guard*>(context);
        self.asked_ = true;
        if (self.inside_ == where::outside)
            return SQLITE_OK;
        if (self.inside_ == where::exclusive)
            return self.judge_exclusive(action, second, database);
        auto const* const refusal = self.verdict(action, first, second, database);
        if (refusal == nullptr)
            return SQLITE_OK;
        self.refused_ = refusal;
        return SQLITE_DENY;
    }

    session const& session_;
    char const* refused_ = nullptr;
    where inside_ = where::outside;
    bool defers_ = false;
    bool asked_ = false;  // since install_again()
    bool made_temporary_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
