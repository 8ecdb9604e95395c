#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Running a typed statement on a session: acquire, bind, step or collect, read, reset.

#include <lithe/sqlite/assigned_key.hpp>
#include <lithe/sqlite/chosen_statement.hpp>
#include <lithe/sqlite/collected_rows.hpp>
#include <lithe/sqlite/replaced_rows.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert_row.hpp>
#include <lithe/statement/row_by_key.hpp>
#include <lithe/statement/select.hpp>
#include <lithe/statement/update.hpp>

#include <cstddef>
#include <cstdint>
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
/// A typed SQL statement of lithe's.
template <class Statement>
concept statement = requires(sql_writer& out) {
    Statement::writes;
    Statement::returns_rows;
    Statement::write(out);
};

/// A statement with a mistake that was explained before: it compiles, but there is nothing to run.
template <class Statement>
inline constexpr bool is_refused_statement = !statement<Statement>;
template <class Statement>
    requires requires { typename Statement::clauses; }
inline constexpr bool is_refused_statement<Statement> = is_refused<typename Statement::clauses>;

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

/// Whether `Statement` gives the rows of its RETURNING to a collector. A write of another kind is
/// done before its first row can be read, or its key or triggers checked, and needs an undo_scope.
template <class Statement>
inline constexpr bool collects_returned = false;
template <class Statement>
    requires requires {
        typename Statement::clauses;
        requires Statement::writes;
    }
inline constexpr bool collects_returned<Statement> =
    Statement::rows::width <= 126 && choices_in_statement<Statement> == 0 &&
    !is_or_replace<Statement> && !assigns_narrow_key<Statement>;

template <class Statement>
inline constexpr bool needs_undo =
    is_run_time<Statement> || (Statement::writes && !collects_returned<Statement>);

template <class Statement>
statement_form returned_form(Statement const& statement) {
    return form_of<Statement, returned_text<Statement>>(statement);
}

// ---- fetch_all ----

template <class Row>
void collect_rows(execution& run, std::vector<Row>& rows, row_function<Row> read) {
    run.expect_rows(rows);
    collect_into(run, rows, read);
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
    } else if constexpr (collects_returned<Statement>) {
        execution run(on, returned_form(statement));
        run.bind(statement);
        collect_rows(run, rows, row_function_of<Statement>);
    } else {
        execution run = start(on, statement);
        run.bind(statement);
        step_rows(run, rows, row_function_of<Statement>);
    }
}

// A write whose rows cannot be given has no effect.
template <class Statement>
std::vector<row_of<Statement>> fetch_all(session& on, Statement const& statement) {
    std::vector<row_of<Statement>> rows;
    if constexpr (needs_undo<Statement>) {
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

/// The only row of a RETURNING, if there is one.
template <class Statement>
std::optional<row_of<Statement>> fetch_returned(session& on, Statement const& statement,
                                                statement_form const& form) {
    std::optional<row_of<Statement>> row;
    execution run(on, form);
    run.bind(statement);
    collect_into(run, row, row_function_of<Statement>);
    run.note_collected(row.has_value() ? 1 : 0);
    return row;
}

template <class Statement>
std::optional<row_of<Statement>> fetch_optional(session& on, Statement const& statement) {
    if constexpr (collects_returned<Statement>) {
        return fetch_returned(on, statement, returned_form(statement));
    } else if constexpr (needs_undo<Statement>) {
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
    if constexpr (collects_returned<Statement>) {
        statement_form const form = returned_form(statement);
        auto row = fetch_returned(on, statement, form);
        if (!row)
            throw_no_row(form.facts);
        return std::move(*row);
    } else if constexpr (needs_undo<Statement>) {
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
