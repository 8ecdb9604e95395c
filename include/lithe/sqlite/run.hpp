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

/// Which text of `statement` runs.
template <class Statement>
LITHE_ALWAYS_INLINE inline decltype(auto) run_form(Statement const& statement) {
    if constexpr (is_run_time<Statement>) {
        return text_form{statement.facts()};
    } else {
        return form_of(statement);
    }
}

// ---- rows ----

template <class Shape, class Row>
Row read_row(row_values values, statement_facts const& facts) {
    try {
        return row_reader<Shape>::template read<Row>(values);
    } catch (value_fault const& fault) {
        auto const index = static_cast<std::size_t>(values.reading);
        throw_read_error(fault, origin_of(Shape{}, index), values.reading, sql_of_facts(facts));
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

// ---- fetch_all ----

// What follows is compiled once for a row's type, not for each statement.

template <class Row>
std::vector<Row> collect_rows(session& on, statement_facts const& facts,
                              values_to_bind const& values, row_function<Row> read) {
    std::vector<Row> rows;
    execution run(on, facts, values);
    run.expect_rows(rows);
    collect_into(run, rows, read);
    run.note_collected(rows.size());
    run.note_rows(rows.size());
    return rows;
}

template <class Row, class Form>
std::vector<Row> step_rows(session& on, Form const& form, values_to_bind const& values,
                           row_function<Row> read) {
    std::vector<Row> rows;
    execution run(on, form, values);
    run.expect_rows(rows);
    while (run.step())
        append_row(rows, row_maker<Row>{read, run.values(), run.facts()});
    run.note_rows(rows.size());
    return rows;
}

// A write whose rows cannot be given has no effect.
template <class Statement>
LITHE_ALWAYS_INLINE inline std::vector<row_of<Statement>> fetch_all(session& on,
                                                                    Statement const& statement) {
    using rows_type = statement_rows<Statement>;
    constexpr auto read = row_function_of<Statement>;
    if constexpr (collects_returned<Statement>) {
        return collect_rows(on, form_of<Statement, returned_text<Statement>>(statement),
                            values_of(statement), read);
    } else if constexpr (needs_undo<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        auto rows = step_rows(on, run_form(statement), values_of(statement), read);
        scope.keep();
        return rows;
    } else if constexpr (rows_type::collectable && !rows_type::at_most_one &&
                         choices_in_statement<Statement> == 0) {
        return collect_rows(on, form_of<Statement, collected_text<Statement>>(statement),
                            values_of(statement), read);
    } else {
        return step_rows(on, run_form(statement), values_of(statement), read);
    }
}

// ---- fetch_optional ----

/// The only row of a RETURNING, if there is one.
template <class Row>
std::optional<Row> collect_row(session& on, statement_facts const& facts,
                               values_to_bind const& values, row_function<Row> read) {
    std::optional<Row> row;
    execution run(on, facts, values);
    collect_into(run, row, read);
    run.note_collected(row.has_value() ? 1 : 0);
    return row;
}

/// One row of a statement that may have more, unless `at_most_one`: `too_many_rows` then.
template <class Row, class Form>
std::optional<Row> step_to_row(session& on, Form const& form, values_to_bind const& values,
                               row_function<Row> read, bool at_most_one) {
    std::optional<Row> row;
    execution run(on, form, values);
    if (!run.step())
        return row;
    row.emplace(row_maker<Row>{read, run.values(), run.facts()});
    if (!at_most_one)
        run.require_end();
    return row;
}

/// A key names one row; a write must be stepped to its end, or it is not done.
template <class Statement>
inline constexpr bool ends_with_row = statement_rows<Statement>::at_most_one && !Statement::writes;

template <class Statement>
LITHE_ALWAYS_INLINE inline std::optional<row_of<Statement>> fetch_optional(
    session& on, Statement const& statement) {
    constexpr auto read = row_function_of<Statement>;
    constexpr bool last = ends_with_row<Statement>;
    if constexpr (collects_returned<Statement>) {
        return collect_row(on, form_of<Statement, returned_text<Statement>>(statement),
                           values_of(statement), read);
    } else if constexpr (needs_undo<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        auto row = step_to_row(on, run_form(statement), values_of(statement), read, last);
        scope.keep();
        return row;
    } else {
        return step_to_row(on, run_form(statement), values_of(statement), read, last);
    }
}

// ---- fetch_one ----

template <class Row>
Row collect_the_row(session& on, statement_facts const& facts, values_to_bind const& values,
                    row_function<Row> read) {
    auto row = collect_row(on, facts, values, read);
    if (!row)
        throw_no_row(facts);
    return std::move(*row);
}

template <class Row, class Form>
Row step_to_the_row(session& on, Form const& form, values_to_bind const& values,
                    row_function<Row> read, bool at_most_one) {
    execution run(on, form, values);
    if (!run.step())
        throw_no_row(run.facts());
    Row row = read(run.values(), run.facts());
    if (!at_most_one)
        run.require_end();
    return row;
}

template <class Statement>
LITHE_ALWAYS_INLINE inline row_of<Statement> fetch_one(session& on, Statement const& statement) {
    constexpr auto read = row_function_of<Statement>;
    constexpr bool last = ends_with_row<Statement>;
    if constexpr (collects_returned<Statement>) {
        return collect_the_row(on, form_of<Statement, returned_text<Statement>>(statement),
                               values_of(statement), read);
    } else if constexpr (needs_undo<Statement>) {
        written_rows_scope<Statement> scope(on, writes_now(statement));
        auto row = step_to_the_row(on, run_form(statement), values_of(statement), read, last);
        scope.keep();
        return row;
    } else {
        return step_to_the_row(on, run_form(statement), values_of(statement), read, last);
    }
}

// ---- execute ----

/// Runs to the end and says how many rows were inserted, changed or deleted.
template <class Form>
std::int64_t run_to_end(session& on, Form const& form, values_to_bind const& values, bool counts) {
    execution run(on, form, values);
    while (run.step()) {
    }
    return counts ? sqlite3_changes64(on.native()) : 0;
}

template <class Statement>
LITHE_ALWAYS_INLINE inline std::int64_t run_to_end(session& on, Statement const& statement) {
    return run_to_end(on, run_form(statement), values_of(statement), changes_rows(statement));
}
template <class Statement>
LITHE_ALWAYS_INLINE inline std::int64_t execute(session& on, Statement const& statement) {
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
