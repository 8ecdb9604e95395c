#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Running a typed statement on a session: acquire, bind, step, read, reset. fetch_all of a query
// that nothing orders or groups goes through an aggregate function that appends each row to the
// result (0.6 of the time of stepping); its rows and errors are those of stepping.

#include <lithe/sqlite/assigned_key.hpp>
#include <lithe/sqlite/chosen_statement.hpp>
#include <lithe/sqlite/execution.hpp>
#include <lithe/sqlite/replaced_rows.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert_row.hpp>
#include <lithe/statement/row_by_key.hpp>
#include <lithe/statement/select.hpp>
#include <lithe/statement/update.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <type_traits>
#include <vector>

namespace lithe::inline v0::detail {

// ---- what the statements of the floor below have in common ----

/// shape, row_type, at_most_one and collectable of a statement that returns rows.
template <class Statement>
struct statement_rows : Statement::rows {
    static constexpr bool at_most_one = false;
    static constexpr bool collectable = false;
};
template <class... Clauses>
struct statement_rows<select_statement<Clauses...>> : select_facts<type_list<Clauses...>> {};
template <class Entity, class... Clauses>
struct statement_rows<insert_statement<Entity, Clauses...>>
    : insert_statement<Entity, Clauses...>::rows {
    static constexpr bool at_most_one = insert_statement<Entity, Clauses...>::one_row;
    static constexpr bool collectable = false;
};
template <class Entity>
struct statement_rows<find_entity<Entity>> {
    using shape = entity_row<Entity>;
    using row_type = Entity;
    static constexpr bool at_most_one = true;
    static constexpr bool collectable = field_count<Entity> <= 126;
};

template <class Statement>
using row_of = typename statement_rows<Statement>::row_type;

/// Whether new_ or old_ stands in a statement, which is then one of a trigger.
template <class Statement>
inline constexpr bool is_of_trigger = false;
template <class Statement>
    requires requires { typename Statement::clauses; }
inline constexpr bool is_of_trigger<Statement> = has_trigger_rows<typename Statement::clauses>;
template <class Columns, class... Parts, class... Clauses>
inline constexpr bool is_of_trigger<compound_statement<Columns, value_pack<Parts...>, Clauses...>> =
    (is_of_trigger<typename Parts::query_type> || ...);
template <class Entity, class... Assignments>
    requires(requires { typename Assignments::value_node; } && ...)
inline constexpr bool is_of_trigger<insert_row_statement<Entity, Assignments...>> =
    ((summary_of<typename Assignments::value_node> | ... | 0U) & trigger_row_inside) != 0;

/// The mistake that only the whole statement shows: an ungrouped column, no where().
template <class Statement>
consteval auto find_incomplete() {
    using outside = found_if<is_of_trigger<Statement>, rule::trigger_outside>;
    if constexpr (requires { find_in_whole(static_cast<Statement*>(nullptr)); }) {
        return first_finding<decltype(find_in_whole(static_cast<Statement*>(nullptr))), outside>{};
    } else {
        return outside{};
    }
}
/// A statement with a mistake that was explained before: it compiles, but there is nothing to run.
template <class Statement>
inline constexpr bool is_refused_statement = false;
template <class Statement>
    requires requires { typename Statement::clauses; }
inline constexpr bool is_refused_statement<Statement> = is_refused<typename Statement::clauses>;

/// A typed SQL statement of lithe's.
template <class Statement>
concept statement = requires(sql_writer& out) {
    Statement::writes;
    Statement::returns_rows;
    Statement::write(out);
};

/// Whether running `Statement` changes the database.
template <class Statement>
inline constexpr bool writes = Statement::writes;

// ---- text that is known only now ----

/// A statement that is prepared for each run from a text of its own (sqlite/sql_text.hpp).
template <class Statement>
inline constexpr bool is_run_time = requires { Statement::at_run_time; };

template <class Statement>
bool writes_now(Statement const& statement) {
    if constexpr (is_run_time<Statement>) {
        return statement.facts().writes;
    } else {
        return Statement::writes;
    }
}
/// Whether SQLite counts changed rows for it: not for CREATE TABLE, which leaves the last count.
template <class Statement>
bool changes_rows(Statement const& statement) {
    if constexpr (requires { statement.changes_rows(); }) {
        return statement.changes_rows();
    } else {
        return Statement::writes;
    }
}

/// One run of `statement`, to be bound.
template <class Statement>
execution start(session& on, Statement const& statement) {
    if constexpr (is_run_time<Statement>) {
        return execution(on, statement.facts());
    } else {
        return execution(on, form_of(statement));
    }
}

// ---- rows ----

/// How a row is read from its values; of all below only this depends on a statement's shape.
template <class Row>
using row_function = Row (*)(row_values, std::string_view sql);

template <class Shape, class Row>
Row read_row(row_values values, std::string_view sql) {
    try {
        return row_reader<Shape>::template read<Row>(values);
    } catch (value_fault const& fault) {
        auto const index = static_cast<std::size_t>(values.reading);
        throw_read_error(fault, origin_of(Shape{}, index), values.reading, sql);
    }
}

template <class Statement>
inline constexpr row_function<row_of<Statement>> row_function_of =
    &read_row<typename statement_rows<Statement>::shape, row_of<Statement>>;

/// Converts to the row that it reads: g++ makes it in the vector, clang moves it there once.
template <class Row>
struct row_maker {
    row_function<Row> read;
    row_values values;
    std::string_view sql;
    operator Row() const { return read(values, sql); }
};

template <class Row>
void append_row(std::vector<Row>& rows, row_maker<Row> const& maker) {
    rows.emplace_back(maker);
}

/// Appends each row to a vector.
template <class Row>
struct vector_collector : row_collector {
    std::vector<Row>& rows;
    row_function<Row> read;
    std::string_view sql;
    std::exception_ptr failure{};

    vector_collector(std::vector<Row>& out, row_function<Row> given, std::string_view text)
        : rows(out), read(given), sql(text) {
        append = [](row_collector& self, sqlite3_value** values) noexcept {
            return static_cast<vector_collector&>(self).add(values);
        };
    }

private:
    // An exception must not cross SQLite's frames: it waits here until the statement has ended.
    bool add(sqlite3_value** values) noexcept {
        try {
            append_row(rows, row_maker<Row>{read, row_values(values), sql});
            return true;
        } catch (...) {
            failure = std::current_exception();
            return false;
        }
    }
};

// ---- fetch_all ----

template <class Row>
void collect_rows(execution& run, std::vector<Row>& rows, row_function<Row> read) {
    run.expect_rows(rows);
    vector_collector<Row> collector(rows, read, run.sql());
    session::collecting const scope(run.on(), collector);
    int const rc = run.step_collected();
    if (collector.failure)
        std::rethrow_exception(collector.failure);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        run.fail(rc);
    run.note_collected(rows.size());
    run.note_rows(rows.size());
}

template <class Row>
void step_rows(execution& run, std::vector<Row>& rows, row_function<Row> read) {
    run.expect_rows(rows);
    while (run.step())
        append_row(rows, row_maker<Row>{read, run.values(), run.sql()});
    run.note_rows(rows.size());
}

template <class Statement>
void fetch_into(session& on, Statement const& statement, std::vector<row_of<Statement>>& rows) {
    using rows_type = statement_rows<Statement>;
    if constexpr (rows_type::collectable && !rows_type::at_most_one &&
                  choices_in_statement<Statement> == 0) {
        execution run(on, form_of<Statement, collected_text<Statement>>(statement));
        run.bind(statement);
        collect_rows(run, rows, row_function_of<Statement>);
    } else {
        execution run = start(on, statement);
        run.bind(statement);
        step_rows(run, rows, row_function_of<Statement>);
    }
}

// A write whose rows cannot be given has no effect: it is done before its first row is read.
template <class Statement>
std::vector<row_of<Statement>> fetch_all(session& on, Statement const& statement) {
    std::vector<row_of<Statement>> rows;
    if constexpr (Statement::writes || is_run_time<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        fetch_into(on, statement, rows);
        scope.keep();
    } else {
        fetch_into(on, statement, rows);
    }
    return rows;
}

// ---- fetch_optional ----

/// One row of a statement that may have more: `too_many_rows` then.
template <class Row>
void read_only_row(execution& run, std::optional<Row>& row, row_function<Row> read,
                   bool at_most_one) {
    if (!run.step())
        return;
    row.emplace(row_maker<Row>{read, run.values(), run.sql()});
    if (!at_most_one)
        run.require_end();
}

template <class Statement>
std::optional<row_of<Statement>> fetch_at_most_one(session& on, Statement const& statement) {
    using rows_type = statement_rows<Statement>;
    // A key names one row; a write must be stepped to its end, or it is not done.
    constexpr bool known = rows_type::at_most_one && !Statement::writes;
    std::optional<row_of<Statement>> row;
    execution run = start(on, statement);
    run.bind(statement);
    read_only_row(run, row, row_function_of<Statement>, known);
    return row;
}

template <class Statement>
std::optional<row_of<Statement>> fetch_optional(session& on, Statement const& statement) {
    if constexpr (Statement::writes || is_run_time<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        auto row = fetch_at_most_one(on, statement);
        scope.keep();
        return row;
    } else {
        return fetch_at_most_one(on, statement);
    }
}

template <class Statement>
row_of<Statement> fetch_the_row(session& on, Statement const& statement) {
    using rows_type = statement_rows<Statement>;
    execution run = start(on, statement);
    run.bind(statement);
    if (!run.step())
        throw_no_row(run.facts());
    row_of<Statement> row = row_function_of<Statement>(run.values(), run.sql());
    if constexpr (!rows_type::at_most_one || Statement::writes)
        run.require_end();
    return row;
}

template <class Statement>
row_of<Statement> fetch_one(session& on, Statement const& statement) {
    if constexpr (Statement::writes || is_run_time<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        auto row = fetch_the_row(on, statement);
        scope.keep();
        return row;
    } else {
        return fetch_the_row(on, statement);
    }
}
// ---- execute ----

/// Runs to the end and says how many rows were inserted, changed or deleted.
template <class Statement>
std::int64_t run_to_end(session& on, Statement const& statement) {
    execution run = start(on, statement);
    run.bind(statement);
    while (run.step()) {
    }
    return changes_rows(statement) ? sqlite3_changes64(on.native()) : 0;
}
template <class Statement>
std::int64_t execute(session& on, Statement const& statement) {
    if constexpr (assigns_narrow_key<Statement>) {
        using assigned = assigned_by<Statement>;
        assigned_key_scope<typename assigned::type> scope(on, assigned::one_row);
        std::int64_t const count = run_to_end(on, statement);
        scope.keep();
        return count;
    } else {
        return run_to_end(on, statement);
    }
}

}  // namespace lithe::inline v0::detail
