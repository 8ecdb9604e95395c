#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The careful program against the C API: statements kept, structs filled directly, texts bound
// without a copy, every result code looked at; opened NOMUTEX, as lithe opens.

#include <sqlite3.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

class hand {
public:
    explicit hand(std::string const& path);
    hand(hand const&) = delete;
    hand& operator=(hand const&) = delete;
    ~hand() {
        for (sqlite3_stmt* const kept : kept_)
            sqlite3_finalize(kept);
        sqlite3_close(db_);
    }

    sqlite3* native() const { return db_; }
    sqlite3_stmt* prepare(std::string_view sql) {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
            throw std::runtime_error{std::string{sqlite3_errmsg(db_)} + ": " + std::string{sql}};
        kept_.push_back(made);
        return made;
    }
    void run(std::string const& script) {
        if (sqlite3_exec(db_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error{std::string{sqlite3_errmsg(db_)} + ": " + script};
    }

private:
    sqlite3* db_ = nullptr;
    std::vector<sqlite3_stmt*> kept_{};
};

[[noreturn]] inline void fail(sqlite3_stmt* statement) {
    throw std::runtime_error{sqlite3_errmsg(sqlite3_db_handle(statement))};
}
inline void check(sqlite3_stmt* statement, int rc) {
    if (rc != SQLITE_OK)
        fail(statement);
}

// ---- binding ----

inline void bind(sqlite3_stmt* to, int at, std::int64_t value) {
    check(to, sqlite3_bind_int64(to, at, value));
}
inline void bind(sqlite3_stmt* to, int at, double value) {
    check(to, sqlite3_bind_double(to, at, value));
}
inline void bind(sqlite3_stmt* to, int at, std::string_view value) {
    check(to,
          sqlite3_bind_text(to, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC));
}
template <class... Values>
void bind_all(sqlite3_stmt* to, Values const&... values) {
    int at = 0;
    (bind(to, ++at, values), ...);
}

// ---- reading ----

inline std::string_view view(sqlite3_stmt* row, int column) {
    auto const* const begin = reinterpret_cast<char const*>(sqlite3_column_text(row, column));
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}
inline std::string text(sqlite3_stmt* row, int column) {
    return std::string{view(row, column)};
}
inline std::optional<std::string> maybe_text(sqlite3_stmt* row, int column) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return {};
    return text(row, column);
}
inline std::int64_t integer(sqlite3_stmt* row, int column) {
    return sqlite3_column_int64(row, column);
}
inline int small(sqlite3_stmt* row, int column) {
    return sqlite3_column_int(row, column);
}
inline std::optional<std::int64_t> maybe_integer(sqlite3_stmt* row, int column) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return {};
    return sqlite3_column_int64(row, column);
}
inline std::optional<int> maybe_small(sqlite3_stmt* row, int column) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return {};
    return sqlite3_column_int(row, column);
}
inline double real(sqlite3_stmt* row, int column) {
    return sqlite3_column_double(row, column);
}
inline std::optional<double> maybe_real(sqlite3_stmt* row, int column) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return {};
    return sqlite3_column_double(row, column);
}

// ---- running ----

/// All rows of a bound statement; `read` makes one of them.
template <class Read>
auto rows(sqlite3_stmt* statement, Read read) {
    std::vector<decltype(read(statement))> found;
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
        found.push_back(read(statement));
    if (rc != SQLITE_DONE)
        fail(statement);
    sqlite3_reset(statement);
    return found;
}
/// The only row of a bound statement.
template <class Read>
auto one(sqlite3_stmt* statement, Read read) {
    if (sqlite3_step(statement) != SQLITE_ROW)
        fail(statement);
    auto found = read(statement);
    sqlite3_reset(statement);
    return found;
}
/// How many rows it changed.
inline std::int64_t change(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail(statement);
    sqlite3_reset(statement);
    return sqlite3_changes64(sqlite3_db_handle(statement));
}

}  // namespace bench
