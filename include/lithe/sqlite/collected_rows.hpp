#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Rows that a function inside SQLite appends to the result. For a query that nothing orders or
// groups it is an aggregate function (0.6 of the time of stepping); rows and errors are those of
// stepping. For RETURNING it is a scalar one: where a row cannot be given the function fails, and
// SQLite undoes that statement, which by hand takes a savepoint.

#include <lithe/sqlite/execution.hpp>

#include <exception>
#include <optional>
#include <vector>

namespace lithe::inline v0::detail {

/// How a row is read from its values; of all below only this depends on a statement's shape.
template <class Row>
using row_function = Row (*)(row_values, statement_facts const&);

/// Converts to the row that it reads: g++ makes it in the vector, clang moves it there once.
template <class Row>
struct row_maker {
    row_function<Row> read;
    row_values values;
    statement_facts const& facts;
    operator Row() const { return read(values, facts); }
};

template <class Row>
void append_row(std::vector<Row>& rows, row_maker<Row> const& maker) {
    rows.emplace_back(maker);
}

template <class Row>
void append_row(std::optional<Row>& row, row_maker<Row> const& maker) {
    if (row.has_value())
        throw_too_many_rows(sql_of_facts(maker.facts));
    row.emplace(maker);
}

/// Appends each row to a vector, or puts the only one into an optional.
template <class Rows>
struct rows_collector : row_collector {
    using row_type = typename Rows::value_type;
    Rows& rows;
    row_function<row_type> read;
    statement_facts const& facts;
    std::exception_ptr failure{};

    rows_collector(Rows& out, row_function<row_type> given, statement_facts const& of)
        : rows(out), read(given), facts(of) {
        append = [](row_collector& self, sqlite3_value** values) noexcept {
            return static_cast<rows_collector&>(self).add(values);
        };
    }

private:
    // An exception must not cross SQLite's frames: it waits here until the statement has ended.
    bool add(sqlite3_value** values) noexcept {
        try {
            append_row(rows, row_maker<row_type>{read, row_values(values), facts});
            return true;
        } catch (...) {
            failure = std::current_exception();
            return false;
        }
    }
};

template <class Rows>
void collect_into(execution& run, Rows& rows, row_function<typename Rows::value_type> read) {
    rows_collector<Rows> collector(rows, read, run.facts());
    session::collecting const scope(run.on(), collector);
    int const rc = run.step_collected();
    if (collector.failure)
        std::rethrow_exception(collector.failure);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        run.fail(rc);
}

}  // namespace lithe::inline v0::detail
