#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What lithe throws; every class derives from lithe::error. throw_error.hpp picks the class for an
// answer of SQLite.

#include <lithe/sqlite/result_code.hpp>
#include <lithe/version.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// The base of everything lithe throws at run time; misuse is std::logic_error instead.
///
/// The message never contains a bound value. It may contain the path of a database, names of
/// tables and columns, and the text of a trigger's RAISE.
class error : public std::runtime_error {
public:
    /// `extended_code` is SQLite's, or 0 for an error that SQLite has no part in.
    explicit error(std::string const& message, int extended_code = SQLITE_OK,
                   std::string_view sql = {}, int offset = -1)
        : std::runtime_error(message), sql_(sql), extended_code_(extended_code), offset_(offset) {}

    /// The primary result code, such as SQLITE_BUSY; equal for all its extended codes.
    int code() const noexcept { return detail::primary_code(extended_code_); }

    /// The extended result code, such as SQLITE_BUSY_SNAPSHOT; 0 if SQLite has no part in it.
    int extended_code() const noexcept { return extended_code_; }

    /// The statement's text with its placeholders; empty where no statement was involved.
    std::string_view sql() const noexcept { return sql_; }

    /// Where in sql() the error is. Units: bytes from its start; -1 where SQLite does not say.
    int offset() const noexcept { return offset_; }

    /// Which element of the range given to insert_all failed, counted from 0.
    std::optional<std::size_t> element() const noexcept { return element_; }

    /// Notes the failing element of a range, here and in the message.
    void set_element(std::size_t index) {
        std::string const message = what() + (" at element " + std::to_string(index));
        static_cast<std::runtime_error&>(*this) = std::runtime_error(message);
        element_ = index;
    }

private:
    std::string sql_;
    std::optional<std::size_t> element_;
    int extended_code_;
    int offset_;
};

/// A text that JSON functions read is no JSON, or a path of theirs is none.
class json_error : public error {
public:
    using error::error;
};

/// What kind of constraint refused a write.
enum class constraint_kind {
    unique,
    primary_key,
    not_null,
    check,
    foreign_key,
    rowid,
    trigger,   ///< RAISE(ABORT or FAIL or ROLLBACK) in a trigger; the message is its text
    datatype,  ///< a value of the wrong type in a STRICT table
    function,
    vtab,
    commit_hook,
    other
};

/// A constraint refused a write; the statement had no effect.
class constraint_error : public error {
public:
    constraint_error(std::string const& message, int extended_code, std::string_view sql,
                     constraint_kind kind, std::string table, std::vector<std::string> columns,
                     std::string constraint_name = {})
        : error(message, extended_code, sql),
          table_(std::move(table)),
          constraint_name_(std::move(constraint_name)),
          columns_(std::move(columns)),
          kind_(kind) {}

    /// Which kind of constraint it was.
    constraint_kind kind() const noexcept { return kind_; }

    /// The table whose constraint failed; empty where SQLite does not say, as at COMMIT.
    std::string const& table() const noexcept { return table_; }

    /// The columns of the constraint, in its order.
    ///
    /// Of a foreign key: those of the table's foreign keys one of which failed (SQLite does not
    /// say which), or its key columns where a row that others refer to was deleted. Of a check
    /// that no descriptor knows: what its text names in double quotes, hence possibly none.
    std::vector<std::string> const& columns() const noexcept { return columns_; }

    /// Of a check: its name, or its text if it has none. Of a unique index on an expression: the
    /// name of the index. Else empty.
    std::string const& constraint_name() const noexcept { return constraint_name_; }

private:
    std::string table_;
    std::string constraint_name_;
    std::vector<std::string> columns_;
    constraint_kind kind_;
};

/// Another connection holds a lock, and `busy_timeout` has passed; nothing was done.
class busy_error : public error {
    using error::error;
};

/// A file could not be read with the key that .on_open gave, by a library that encrypts.
class wrong_key : public error {
    using error::error;
};

/// fetch_one or get found no row.
class not_found : public error {
    using error::error;
};

/// fetch_one or fetch_optional found more than one row.
class too_many_rows : public error {
    using error::error;
};

/// A stored value does not fit its field, or a field's value has no storage form.
class conversion_error : public error {
public:
    /// `found` tells the kind of value ("TEXT", "an integer above INT8_MAX"), never the value.
    conversion_error(std::string table, std::string column, std::string expected, std::string found,
                     std::string_view sql = {})
        : error((table.empty() ? column : table + "." + column) + ": expected " + expected +
                    ", found " + found,
                SQLITE_MISMATCH, sql),
          table_(std::move(table)),
          column_(std::move(column)),
          expected_(std::move(expected)),
          found_(std::move(found)) {}

    std::string const& table() const noexcept { return table_; }
    std::string const& column() const noexcept { return column_; }
    /// What the field takes ("int8", "TEXT", a value_traits' description).
    std::string const& expected() const noexcept { return expected_; }
    /// What was there instead: a kind of value, never the value.
    std::string const& found() const noexcept { return found_; }

private:
    std::string table_;
    std::string column_;
    std::string expected_;
    std::string found_;
};

/// The database is not what the descriptors say, or a statement's columns not what its row says.
class schema_error : public error {
public:
    /// One sentence for each difference; the message lists them all.
    explicit schema_error(std::vector<std::string> mismatches)
        : error(list("the database does not match the descriptors:", mismatches)),
          mismatches_(std::move(mismatches)) {}
    /// The same about the columns of a statement.
    schema_error(std::vector<std::string> mismatches, std::string_view sql)
        : error(list("the statement does not match its row:", mismatches), SQLITE_OK, sql),
          mismatches_(std::move(mismatches)) {}

    /// The differences, one sentence each, in the order of the types given.
    std::vector<std::string> const& mismatches() const noexcept { return mismatches_; }

private:
    static std::string list(std::string text, std::vector<std::string> const& mismatches) {
        for (std::string const& mismatch : mismatches)
            text += "\n  " + mismatch;
        return text;
    }

    std::vector<std::string> mismatches_;
};

/// A migration could not be planned or was refused; the database is as before.
class migration_error : public error {
    using error::error;
};

/// The write queue is full; the write was never started.
class queue_full : public error {
    using error::error;
};

/// The caller's stop token or sqlite3_interrupt ended it; nothing was committed.
class cancelled : public error {
    using error::error;
};

/// The caller's deadline passed; nothing was committed.
class deadline_exceeded : public error {
    using error::error;
};

/// The database is closed, or closing.
class closed : public error {
    using error::error;
};

/// A call on a database from inside one of its own callbacks, which would wait for itself.
class reentrant_call : public error {
    using error::error;
};

/// The write succeeded but its transaction could not be committed; nothing was committed.
class not_committed : public error {
    using error::error;
};

/// Another write lost the whole batch and this one may not run again (lithe::run_once).
class batch_aborted : public error {
    using error::error;
};

/// COMMIT failed while its data was flushed: whether it survives is known after reopening.
class commit_outcome_unknown : public error {
    using error::error;
};

}  // namespace lithe::inline v0
