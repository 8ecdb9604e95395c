#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Statements whose text is known only now, on a plain sqlite3*: what the runner of migrations
// needs, without the typed tables of sqlite/.

#include <lithe/migrations/sql_token.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0::migrations::detail {

/// Whether nothing stands there but comments and semicolons.
inline bool is_blank_sql(std::string_view sql) {
    token_reader read(sql);
    for (token one = read.next(); one.kind != token_kind::end; one = read.next())
        if (!one.is(";"))
            return false;
    return true;
}

/// One statement.
/// Errors: migration_error when more stands behind it, which SQLite would leave out.
class statement {
public:
    statement(sqlite3* db, std::string sql) : db_(db), sql_(std::move(sql)) {
        char const* rest = nullptr;
        lithe::detail::check(
            db_,
            sqlite3_prepare_v2(db_, sql_.c_str(), static_cast<int>(sql_.size() + 1), &statement_,
                               &rest),
            sql_);
        std::string_view const behind =
            std::string_view(sql_).substr(static_cast<std::size_t>(rest - sql_.c_str()));
        if (is_blank_sql(behind))
            return;
        sqlite3_finalize(statement_);
        throw migration_error("lithe: migrate(): one statement ends before its text does: " + sql_,
                              SQLITE_ERROR, sql_);
    }
    statement(statement const&) = delete;
    statement& operator=(statement const&) = delete;
    ~statement() { sqlite3_finalize(statement_); }

    statement& bind(int position, std::int64_t value) {
        lithe::detail::check(db_, sqlite3_bind_int64(statement_, position, value), sql_);
        return *this;
    }
    statement& bind(int position, std::string_view value) {
        // A null pointer would be bound as NULL.
        char const* const letters = value.data() == nullptr ? "" : value.data();
        lithe::detail::check(db_,
                             sqlite3_bind_text64(statement_, position, letters, value.size(),
                                                 SQLITE_TRANSIENT, SQLITE_UTF8),
                             sql_);
        return *this;
    }
    /// Whether there is a row.
    bool step() {
        int const rc = sqlite3_step(statement_);
        if (rc != SQLITE_ROW && rc != SQLITE_DONE)
            lithe::detail::throw_error(db_, rc, sql_);
        return rc == SQLITE_ROW;
    }
    void reset() { sqlite3_reset(statement_); }
    [[nodiscard]] sqlite3_stmt* native() const { return statement_; }

    [[nodiscard]] std::int64_t number(int column) const {
        return sqlite3_column_int64(statement_, column);
    }
    [[nodiscard]] std::string words(int column) const {
        auto const* const letters = sqlite3_column_text(statement_, column);
        if (letters == nullptr)
            return {};
        return {reinterpret_cast<char const*>(letters),
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    [[nodiscard]] int columns() const { return sqlite3_column_count(statement_); }
    [[nodiscard]] bool is_null(int column) const {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

private:
    sqlite3* db_;
    std::string sql_;
    sqlite3_stmt* statement_ = nullptr;
};

/// Runs one statement; its rows are dropped.
inline void run(sqlite3* db, std::string_view sql) {
    statement one(db, std::string(sql));
    while (one.step()) {
    }
}

/// SQLite ends a transaction by itself when memory or the disk is full. Who goes on after such an
/// error, or after a callback, would then change the file step by step, each for good.
/// Errors: migration_error.
inline void require_inside(sqlite3* db) {
    if (sqlite3_get_autocommit(db) != 0)
        throw migration_error("lithe: migrate(): the transaction was ended under it");
}
/// As run(), in a transaction that is still open.
inline void run_inside(sqlite3* db, std::string_view sql) {
    require_inside(db);
    run(db, sql);
}

/// Runs a script, statement by statement. Errors: the failing statement is sql().
inline void run_script(sqlite3* db, std::string_view script) {
    std::string const kept(script);
    for (char const* rest = kept.c_str(); *rest != '\0';) {
        sqlite3_stmt* prepared = nullptr;
        char const* const begin = rest;
        lithe::detail::check(db, sqlite3_prepare_v2(db, begin, -1, &prepared, &rest), begin);
        if (prepared == nullptr)
            continue;
        int rc = SQLITE_ROW;
        while (rc == SQLITE_ROW)
            rc = sqlite3_step(prepared);
        int const finalized = sqlite3_finalize(prepared);
        if (finalized != SQLITE_OK)
            lithe::detail::throw_error(db, finalized,
                                       {begin, static_cast<std::size_t>(rest - begin)});
    }
}

/// The first column of the first row as a number; 0 without a row.
inline std::int64_t ask(sqlite3* db, std::string sql) {
    statement one(db, std::move(sql));
    return one.step() ? one.number(0) : 0;
}

/// A name in double quotes, a text in single ones.
inline std::string sql_quoted(std::string_view name, char quote = '"') {
    std::string out(1, quote);
    for (char const letter : name) {
        if (letter == quote)
            out += quote;
        out += letter;
    }
    return out + quote;
}

}  // namespace lithe::inline v0::migrations::detail
