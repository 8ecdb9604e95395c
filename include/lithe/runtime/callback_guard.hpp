#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQL in a write callback may not do: end or nest the transaction that others share, attach
// files, change settings. SQLite asks when it prepares a statement; setting an authorizer makes it
// prepare everything anew, so it is set once and switched by a flag.

#include <lithe/sqlite/result_code.hpp>

#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// The authorizer of the writer's connection. Used by one thread.
/// Source: https://www.sqlite.org/c3ref/set_authorizer.html
class callback_guard {
public:
    explicit callback_guard(sqlite3* db) noexcept : db_(db) {
        sqlite3_set_authorizer(db, &judge, this);
    }
    callback_guard(callback_guard const&) = delete;
    callback_guard& operator=(callback_guard const&) = delete;
    ~callback_guard() { sqlite3_set_authorizer(db_, nullptr, nullptr); }

    /// Before a callback runs.
    void enter() noexcept {
        inside_ = true;
        refused_ = nullptr;
        defers_ = false;
    }
    /// After it.
    void leave() noexcept { inside_ = false; }

    /// Whether something was refused since enter(), and what.
    char const* refused() const noexcept { return refused_; }
    /// Whether defer_foreign_keys was set: it would hold for the next member, too.
    bool defers_foreign_keys() const noexcept { return defers_; }

private:
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

    char const* verdict(int action, char const* first, char const* second) noexcept {
        switch (action) {
            case SQLITE_TRANSACTION:
                return "BEGIN, COMMIT and ROLLBACK";
            case SQLITE_SAVEPOINT:
                return second != nullptr && std::string_view(second).starts_with("lithe_")
                           ? nullptr
                           : "SAVEPOINT (tx.transact() nests)";
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

    static int judge(void* context, int action, char const* first, char const* second, char const*,
                     char const*) noexcept {
        auto& self = *static_cast<callback_guard*>(context);
        if (!self.inside_)
            return SQLITE_OK;
        auto const* const refusal = self.verdict(action, first, second);
        if (refusal == nullptr)
            return SQLITE_OK;
        self.refused_ = refusal;
        return SQLITE_DENY;
    }

    sqlite3* db_;
    char const* refused_ = nullptr;
    bool inside_ = false;
    bool defers_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
