#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Running a typed statement on a session: acquire, bind, step, read, reset. fetch_all of a query that
// nothing orders or groups goes through an aggregate function that appends each row to the result
// (0.6 of the time of stepping); its rows and errors are those of stepping.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/row.hpp>
#include <lithe/sqlite/session.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert.hpp>
#include <lithe/statement/select.hpp>
#include <lithe/statement/update.hpp>

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
    static constexpr bool at_most_one = true;
    static constexpr bool collectable = false;
};
template <class Entity>
struct statement_rows<find_entity<Entity>> {
    using shape = entity_row<Entity>;
    using row_type = Entity;
    static constexpr bool at_most_one = true;
    static constexpr bool collectable = false;
};

template <class Statement>
using row_of = typename statement_rows<Statement>::row_type;

template <class Statement>
inline constexpr bool is_select = false;
template <class... Clauses>
inline constexpr bool is_select<select_statement<Clauses...>> = true;

template <class Statement>
consteval bool require_runnable() {
    if constexpr (is_select<Statement>) {
        return require_complete(typename Statement::clauses{});
    } else if constexpr (requires { require_complete_write(static_cast<Statement*>(nullptr)); }) {
        return require_complete_write(static_cast<Statement*>(nullptr));
    } else {
        return true;
    }
}

template <class Statement>
consteval bool require_rows() {
    constexpr bool rows = Statement::returns_rows;
    static_assert(rows, "lithe: fetch: this statement returns no rows; use execute() or returning()");
    return rows;
}

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

// ---- errors that name a column ----

template <class Statement>
[[noreturn]] void throw_bind_error(value_fault const& fault, int parameter) {
    column_origin origin{};
    if constexpr (requires { Statement::parameter_field(std::size_t{}); }) {
        using entity = typename Statement::target;
        std::size_t const field = Statement::parameter_field(static_cast<std::size_t>(parameter) - 1);
        if (field < field_count<entity>) origin = field_origin<entity>(field);
    }
    std::string column(origin.column);
    if (column.empty()) column = "parameter ?" + std::to_string(parameter);
    throw conversion_error(std::string(origin.table), std::move(column),
                           std::string(fault.expected), fault.found, sql_of<Statement>);
}

template <class Statement>
[[noreturn]] void throw_read_error(value_fault const& fault, int index) {
    using shape = typename statement_rows<Statement>::shape;
    column_origin const origin = origin_of(shape{}, static_cast<std::size_t>(index));
    std::string column(origin.column);
    if (column.empty()) column = "result column " + std::to_string(index + 1);
    throw conversion_error(std::string(origin.table), std::move(column),
                           std::string(fault.expected), fault.found, sql_of<Statement>);
}

// ---- the steps ----

template <class Statement>
void bind_statement(sqlite3_stmt* prepared, Statement const& statement, bound_ranges& ranges) {
    binder sink(prepared, ranges);
    try {
        statement.bind(sink);
    } catch (value_fault const& fault) {
        throw_bind_error<Statement>(fault, sink.index());
    }
}

/// True for a row, false at the end. Errors: as SQLite's code says, with the facts' names.
inline bool step(session& on, sqlite3_stmt* prepared, statement_facts const& facts) {
    int const rc = sqlite3_step(prepared);
    if (rc == SQLITE_ROW) return true;
    if (rc == SQLITE_DONE) return false;
    throw_error(on.native(), rc, {facts.text, facts.size}, &facts);
}

template <class Statement>
void read_row(row_values values, row_of<Statement>& row) {
    try {
        row_reader<typename statement_rows<Statement>::shape>::read(values, row);
    } catch (value_fault const& fault) {
        throw_read_error<Statement>(fault, values.reading);
    }
}

template <class Statement>
void append_row(row_values values, std::vector<row_of<Statement>>& rows) {
    if constexpr (std::is_same_v<row_of<Statement>, bool>) {
        bool row = false;  // std::vector<bool> has no bool to refer to
        read_row<Statement>(values, row);
        rows.push_back(row);
    } else {
        read_row<Statement>(values, rows.emplace_back());
    }
}

/// One run of a statement: prepared, bound and, when this ends, reset.
template <class Statement>
class running {
   public:
    running(session& on, Statement const& statement)
        : on_(on), lease_(on.acquire<facts_of<Statement>>()) {
        bind_statement(lease_.get(), statement, ranges_);
    }
    bool step() { return detail::step(on_, lease_.get(), facts_of<Statement>::value); }
    [[nodiscard]] row_values values() const { return row_values(lease_.get()); }
    template <class Row>
    void read(Row& row) {
        read_row<Statement>(values(), row);
    }

   private:
    session& on_;
    bound_ranges ranges_;  // ends after the lease, which resets the statement that reads them
    statement_lease lease_;
};

// ---- fetch_all ----

template <class Statement>
struct vector_collector : row_collector {
    std::vector<row_of<Statement>>& rows;
    std::exception_ptr failure{};

    explicit vector_collector(std::vector<row_of<Statement>>& out) : rows(out) {
        append = [](row_collector& self, sqlite3_value** values) noexcept {
            return static_cast<vector_collector&>(self).add(values);
        };
    }

   private:
    // An exception must not cross SQLite's frames: it waits here until the statement has ended.
    bool add(sqlite3_value** values) noexcept {
        try {
            append_row<Statement>(row_values(values), rows);
            return true;
        } catch (...) {
            failure = std::current_exception();
            return false;
        }
    }
};

template <class Statement>
void collect_rows(session& on, Statement const& statement, std::vector<row_of<Statement>>& rows) {
    using facts = facts_of<Statement, collected_text<Statement>>;
    bound_ranges ranges;
    statement_lease const lease = on.acquire<facts>();
    bind_statement(lease.get(), statement, ranges);
    vector_collector<Statement> collector(rows);
    session::collecting const scope(on, collector);
    int const rc = sqlite3_step(lease.get());
    if (collector.failure) std::rethrow_exception(collector.failure);
    if (rc != SQLITE_ROW)
        throw_error(on.native(), rc, sql_of<Statement>, &facts_of<Statement>::value);
}

template <class Statement>
std::vector<row_of<Statement>> fetch_all(session& on, Statement const& statement) {
    using rows_type = statement_rows<Statement>;
    std::vector<row_of<Statement>> rows;
    if constexpr (rows_type::collectable && !rows_type::at_most_one) {
        collect_rows(on, statement, rows);
    } else {
        running<Statement> run(on, statement);
        while (run.step()) append_row<Statement>(run.values(), rows);
    }
    return rows;
}

// ---- fetch_optional ----

/// One row of a statement that may have more: `too_many_rows`, and what it wrote is undone.
template <class Statement>
std::optional<row_of<Statement>> fetch_at_most_one(session& on, Statement const& statement) {
    std::optional<row_of<Statement>> row;
    running<Statement> run(on, statement);
    if (!run.step()) return row;
    run.read(row.emplace());
    // A key names one row; a write must be stepped to its end, or it is not done.
    constexpr bool known = statement_rows<Statement>::at_most_one && !Statement::writes;
    if constexpr (!known) {
        if (run.step()) throw too_many_rows("lithe: more than one row", SQLITE_OK, sql_of<Statement>);
    }
    return row;
}

/// Undoes everything since its making unless `keep()` was called: a savepoint, or a transaction when
/// there is none.
class undo_scope {
   public:
    explicit undo_scope(session& on) : on_(on), outermost_(!on.in_transaction()) {
        if (outermost_) {
            on_.begin(true);
        } else {
            on_.run<"SAVEPOINT lithe_scope">();
        }
    }
    undo_scope(undo_scope const&) = delete;
    undo_scope& operator=(undo_scope const&) = delete;
    ~undo_scope() {
        if (kept_) return;
        if (outermost_) {
            on_.rollback();
        } else if (on_.in_transaction()) {
            sqlite3_exec(on_.native(), "ROLLBACK TO lithe_scope; RELEASE lithe_scope", nullptr, nullptr,
                         nullptr);
        }
    }
    void keep() {
        if (outermost_) {
            on_.commit();
        } else {
            on_.run<"RELEASE lithe_scope">();
        }
        kept_ = true;
    }

   private:
    session& on_;
    bool outermost_;
    bool kept_ = false;
};

template <class Statement>
std::optional<row_of<Statement>> fetch_optional(session& on, Statement const& statement) {
    if constexpr (Statement::writes && !statement_rows<Statement>::at_most_one) {
        undo_scope scope(on);
        auto row = fetch_at_most_one(on, statement);
        scope.keep();
        return row;
    } else {
        return fetch_at_most_one(on, statement);
    }
}

template <class Statement>
row_of<Statement> fetch_one(session& on, Statement const& statement) {
    auto row = fetch_optional(on, statement);
    if (!row) throw not_found("lithe: no row", SQLITE_OK, sql_of<Statement>);
    return std::move(*row);
}

// ---- execute ----

/// Runs to the end and says how many rows were inserted, changed or deleted.
template <class Statement>
std::int64_t execute(session& on, Statement const& statement) {
    running<Statement> run(on, statement);
    while (run.step()) {
    }
    return sqlite3_changes64(on.native());
}

}  // namespace lithe::inline v0::detail
