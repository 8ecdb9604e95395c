#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What the floors above must know of a statement type without naming it: its text and the
// few words of its descriptor that an error message needs. One constant object per statement
// type, in static storage, so that everything above floor 5 compiles once and not per query.

#include <cstddef>
#include <cstdint>
#include <string_view>

struct sqlite3_stmt;

namespace lithe::inline v0 {
namespace detail {

struct statement_facts;

/// A statement's place in every connection's table, and the address that its text has there.
struct statement_slot {
    std::uint32_t index = 0;     // 0: not registered yet
    std::uint32_t registry = 0;  // another shared object may be loaded where one was unloaded
    char const* text = nullptr;

    friend bool operator==(statement_slot const&, statement_slot const&) = default;
};

/// Compares a statement that SQLite has prepared with what its author expects of it, and throws.
using confirm_function = void (*)(sqlite3_stmt* prepared, statement_facts const& facts);

/// One CHECK of a table, or one index of expressions, so that its failure can name the columns.
struct check_facts {
    std::string_view name{};  ///< empty if it has none
    std::string_view text{};  ///< what stands between its parentheses
    std::string_view const* columns = nullptr;
    std::size_t column_count = 0;
    bool is_index = false;
};

struct statement_facts {
    char const* text = "";     ///< the SQL, NUL-terminated
    std::size_t size = 0;      ///< its length without the NUL
    std::string_view shown{};  ///< as its author knows it, where `text` is another form; else empty
    bool writes = false;       ///< INSERT, UPDATE, DELETE and DDL, also when they return rows
    std::string_view table{};  ///< target of a write, else the first table; empty if there is none
    std::string_view const* foreign_key_columns = nullptr;  ///< child columns of the target
    std::size_t foreign_key_count = 0;
    check_facts const* checks = nullptr;  ///< of the target
    std::size_t check_count = 0;
    confirm_function confirm = nullptr;  ///< of SQL by hand, whose columns only SQLite knows
    mutable statement_slot slot{};       ///< written before main, or before others can see it
};

/// What an error's sql() is.
constexpr std::string_view sql_of_facts(statement_facts const& facts) {
    return facts.shown.empty() ? std::string_view(facts.text, facts.size) : facts.shown;
}

}  // namespace detail
}  // namespace lithe::inline v0
