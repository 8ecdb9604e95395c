#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What surrounds a migration on its connection: foreign keys off outside the transaction and read
// back, ALTER in its modern form, the write lock, and everything as it was afterwards; and what raw
// SQL may not do meanwhile. Source: https://www.sqlite.org/pragma.html#pragma_foreign_keys

#include <lithe/migrations/rebuild.hpp>
#include <lithe/sqlite/pragma.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Sets by PRAGMA: an interrupt that nobody waited for ends one statement, not the next.
inline void set_pragma(sqlite3* db, std::string const& name, std::string const& value) {
    for (int attempt = 0;; ++attempt) {
        try {
            static_cast<void>(lithe::detail::read_pragma(db, name + '=' + value));
            return;
        } catch (error const&) {
            if (attempt == 3)
                throw;
        }
    }
}

/// A small page cache that spills to the WAL, so that a rebuild needs little memory whatever the
/// table's size; and SQLite sorts for an index in steps as large as the cache, between which it can
/// be asked how far it is.
///
/// Before SQLite 3.50.2 what was spilled may not be undone in part (sqlite/pragma.hpp). Of a
/// migration nothing is: SAVEPOINT is refused, and whatever fails undoes all of it, which ends the
/// write transaction and forgets the frames; so does a statement whose error m::run() catches.
/// tests/migrations/guard.cpp shows both.
class cache_guard {
public:
    explicit cache_guard(sqlite3* db)
        : db_(db),
          size_(pragma_number(db, "cache_size")),
          spills_(pragma_number(db, "cache_spill") != 0) {
        std::int64_t const bytes =
            size_ < 0 ? size_ * -1024 : size_ * pragma_number(db, "page_size");
        if (bytes > kibibytes * 1024)
            set_pragma(db_, "cache_size", std::to_string(-kibibytes));
        set_pragma(db_, "cache_spill", "ON");
    }
    cache_guard(cache_guard const&) = delete;
    cache_guard& operator=(cache_guard const&) = delete;
    ~cache_guard() {
        try {
            restore();
        } catch (...) {
            // restore() was called before, unless an error is under way already.
        }
    }

    void restore() {
        if (std::exchange(restored_, true))
            return;
        set_pragma(db_, "cache_spill", spills_ ? "ON" : "OFF");
        set_pragma(db_, "cache_size", std::to_string(size_));
    }

private:
    static constexpr std::int64_t kibibytes = 2'000;

    sqlite3* db_;
    std::int64_t size_;
    bool spills_;
    bool restored_ = false;
};

/// The settings of a connection while migrations run on it.
class settings_guard {
public:
    explicit settings_guard(sqlite3* db) : db_(db) {
        // In a transaction PRAGMA foreign_keys is ignored without a word, and the DROP TABLE of a
        // rebuild would then delete the children's rows.
        if (sqlite3_get_autocommit(db_) == 0)
            throw migration_error("lithe: migrate(): the connection is inside a transaction");
        // A bare name would mean the temporary one.
        if (ask(db_,
                "SELECT count(*) FROM temp.sqlite_schema WHERE type IN ('table', 'view') AND "
                "name COLLATE NOCASE IN (SELECT name FROM main.sqlite_schema)") > 0)
            throw migration_error(
                "lithe: migrate(): a temporary table or view hides one of the file; drop it");
        cache_.emplace(db_);
        foreign_keys_ = flag(SQLITE_DBCONFIG_ENABLE_FKEY, -1);
        legacy_ = flag(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, -1);
        set_foreign_keys(false);
        static_cast<void>(flag(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0));
        ignores_checks_ = pragma_number(db_, "ignore_check_constraints") != 0;
        set_pragma(db_, "ignore_check_constraints", "OFF");
    }
    settings_guard(settings_guard const&) = delete;
    settings_guard& operator=(settings_guard const&) = delete;
    ~settings_guard() {
        try {
            restore();
        } catch (...) {
            // restore() was called before, unless an error is under way already.
        }
    }

    /// Errors: lithe::error when foreign keys could not be switched on again: the connection must
    /// not be used any more.
    void restore() {
        if (std::exchange(restored_, true))
            return;
        static_cast<void>(flag(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, legacy_ ? 1 : 0));
        set_foreign_keys(foreign_keys_);
        set_pragma(db_, "ignore_check_constraints", ignores_checks_ ? "ON" : "OFF");
        cache_->restore();
    }

private:
    bool flag(int option, int value) {
        int now = 0;
        lithe::detail::check(db_, sqlite3_db_config(db_, option, value, &now));
        return now != 0;
    }
    // Not by PRAGMA, which an interrupt may stop when everything is committed already.
    void set_foreign_keys(bool on) {
        if (flag(SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0) != on)
            throw error("lithe: migrate(): foreign keys could not be set");
    }

    sqlite3* db_;
    std::optional<cache_guard> cache_;  // once it is known that no transaction is open
    bool foreign_keys_ = false;
    bool legacy_ = false;
    bool ignores_checks_ = false;
    bool restored_ = false;
};

/// Runs one statement, waiting for what others have locked: on top of the connection's own busy
/// handler, which cannot be read and so not be put back.
/// Errors: busy_error when it takes longer than `patience`.
inline void run_patiently(sqlite3* db, std::string_view sql, timeout patience) {
    std::int64_t const begun = lithe::detail::steady_microseconds();
    for (;;) {
        try {
            return detail::run(db, sql);
        } catch (busy_error const&) {
            std::int64_t const waited = lithe::detail::steady_microseconds() - begun;
            if (begun == 0 || waited / 1000 >= patience.count())
                throw;
        }
        sqlite3_sleep(5);
    }
}

/// BEGIN IMMEDIATE, which is the lock between processes; undone unless committed.
class write_lock {
public:
    /// Errors: busy_error when others hold it longer than `patience`.
    write_lock(sqlite3* db, timeout patience) : db_(db), patience_(patience) {
        run_patiently(db_, "BEGIN IMMEDIATE", patience_);
    }
    write_lock(write_lock const&) = delete;
    write_lock& operator=(write_lock const&) = delete;
    ~write_lock() {
        // Also after a COMMIT that failed: the transaction is then still open.
        if (sqlite3_get_autocommit(db_) == 0)
            sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    /// Without a WAL it waits for the readers.
    void commit() { run_patiently(db_, "COMMIT", patience_); }

private:
    sqlite3* db_;
    timeout patience_;
};

/// Tells that a long statement is still at it, some hundred thousand operations apart, and ends it
/// when that is wanted. Not while anything is committed or undone.
class heartbeat {
public:
    heartbeat(sqlite3* db, reporter const& tell) : db_(db), tell_(tell) {
        if (tell.listens())
            sqlite3_progress_handler(db_, 200'000, &beat, this);
    }
    heartbeat(heartbeat const&) = delete;
    heartbeat& operator=(heartbeat const&) = delete;
    ~heartbeat() {
        if (tell_.listens())
            sqlite3_progress_handler(db_, 0, nullptr, nullptr);
    }
    /// What on_progress threw, which could not go through SQLite.
    void rethrow() const {
        if (thrown_)
            std::rethrow_exception(thrown_);
    }

private:
    static int beat(void* self) noexcept {
        auto& one = *static_cast<heartbeat*>(self);
        try {
            return one.tell_.goes_on() ? 0 : 1;
        } catch (...) {
            one.thrown_ = std::current_exception();
            return 1;
        }
    }

    sqlite3* db_;
    reporter const& tell_;
    std::exception_ptr thrown_;
};

/// Whether SQL says REPLACE INTO or OR REPLACE, which delete rows and ask no authorizer.
inline bool replaces_rows(std::string_view sql) {
    std::vector<token> const tokens = tokens_of(sql);
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at)
        if ((tokens[at].is("REPLACE") && tokens[at + 1].is("INTO")) ||
            (tokens[at].is("OR") && tokens[at + 1].is("REPLACE")))
            return true;
    return false;
}

/// While raw SQL runs: it may not end the transaction, attach files or change settings, and what
/// deletes needs to be acknowledged.
class authorizer_guard {
public:
    authorizer_guard(sqlite3* db, bool may_delete, bool of_file = false)
        : db_(db), may_delete_(may_delete), of_file_(of_file) {
        sqlite3_set_authorizer(db_, &decide, this);
    }
    authorizer_guard(authorizer_guard const&) = delete;
    authorizer_guard& operator=(authorizer_guard const&) = delete;
    ~authorizer_guard() { sqlite3_set_authorizer(db_, nullptr, nullptr); }

    /// What was denied, for the message; empty if nothing was.
    [[nodiscard]] std::string const& denied() const { return denied_; }

private:
    static bool is_own(char const* table) {
        std::string_view const name = table == nullptr ? "" : table;
        return name.starts_with("sqlite_") && name != "sqlite_sequence";
    }
    static bool only_reads(std::string_view pragma) {
        constexpr std::string_view readable[] = {
            "table_info",  "table_xinfo",     "table_list",       "index_list",
            "index_info",  "index_xinfo",     "foreign_key_list", "data_version",
            "quick_check", "integrity_check", "foreign_key_check"};
        for (std::string_view const one : readable)
            if (same_name(one, pragma))
                return true;
        return false;
    }
    // A rebuild in SQL needs both: to see that foreign keys are off, and a RENAME that leaves views
    // alone; the runner sets the latter back.
    [[nodiscard]] bool may_set(std::string_view pragma, char const* value) const {
        return same_name(pragma, "foreign_keys")
                   ? value == nullptr
                   : of_file_ && same_name(pragma, "legacy_alter_table");
    }
    static int decide(void* self, int what, char const* first, char const* second,
                      char const* third, char const*) noexcept {
        auto& guard = *static_cast<authorizer_guard*>(self);
        char const* refused = nullptr;
        switch (what) {
            case SQLITE_TRANSACTION:
            case SQLITE_SAVEPOINT:
                refused = "BEGIN, COMMIT, ROLLBACK and SAVEPOINT";
                break;
            case SQLITE_ATTACH:
            case SQLITE_DETACH:
                refused = "ATTACH and DETACH";
                break;
            case SQLITE_PRAGMA:
                if (!only_reads(first == nullptr ? "" : first) &&
                    !guard.may_set(first == nullptr ? "" : first, second))
                    refused = "a PRAGMA that sets";
                break;
            case SQLITE_DROP_VIEW:
                guard.dropped_view_ = first;  // SQLite then asks whether to delete of that name
                break;
            case SQLITE_DELETE:
                if (!guard.may_delete_ && !is_own(first) && guard.dropped_view_ != first)
                    refused = "DELETE without m::lossy()";
                guard.dropped_view_ = nullptr;
                break;
            case SQLITE_DROP_VTABLE:
            case SQLITE_DROP_TABLE:
                if (!guard.may_delete_ && !is_own(first))
                    refused = "DROP TABLE without m::lossy()";
                break;
            case SQLITE_ALTER_TABLE:
                // Of DROP COLUMN alone the third argument is the column.
                if (!guard.may_delete_ && second != nullptr && third != nullptr)
                    refused = "DROP COLUMN without m::lossy()";
                break;
            default:
                break;
        }
        if (refused == nullptr)
            return SQLITE_OK;
        try {
            guard.denied_ = refused;
        } catch (...) {
            return SQLITE_DENY;
        }
        return SQLITE_DENY;
    }

    sqlite3* db_;
    bool may_delete_;
    bool of_file_;
    char const* dropped_view_ = nullptr;  // compared only: SQLite's own text
    std::string denied_;
};

}  // namespace lithe::inline v0::migrations::detail
