#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One run of a prepared statement: acquired, bound, stepped and, at its end, reset. What fails
// names its table and column, or the parameter.

#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/group_values.hpp>
#include <lithe/sqlite/row.hpp>
#include <lithe/sqlite/session.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

[[noreturn]] inline void throw_too_many_rows(std::string_view sql) {
    throw too_many_rows("lithe: more than one row", SQLITE_OK, sql);
}

using origin_function = column_origin (*)(std::size_t);

/// A text that has no slot.
struct text_form {
    statement_facts const& facts;
};

/// The values of a statement, without its type.
struct values_to_bind {
    void const* statement;
    void (*bind)(void const* statement, binder& sink);  // null: it has none
    origin_function origin;                             // of a parameter; null where not known
};

template <class Statement>
void bind_values(void const* statement, binder& sink) {
    static_cast<Statement const*>(statement)->bind(sink);
}
template <class Statement>
column_origin parameter_origin(std::size_t parameter) {
    using entity = typename Statement::target;
    std::size_t const field = Statement::parameter_field(parameter);
    return field < field_count<entity> ? field_origin<entity>(field) : column_origin{};
}

/// A query that is nothing but its type. (A value may be of an empty type, too.)
template <class Statement>
consteval bool has_no_values() {
    if constexpr (std::is_empty_v<Statement> && requires { typename Statement::clauses; }) {
        return count_parameters<Statement>() == 0;
    } else {
        return false;
    }
}

template <class Statement>
LITHE_ALWAYS_INLINE inline values_to_bind values_of(Statement const& statement) {
    // Only what inserts and updates objects knows the column of a parameter.
    if constexpr (requires { Statement::parameter_field(std::size_t{}); }) {
        return {&statement, &bind_values<Statement>, &parameter_origin<Statement>};
    } else if constexpr (has_no_values<Statement>()) {
        return {nullptr, nullptr, nullptr};
    } else {
        return {&statement, &bind_values<Statement>, nullptr};
    }
}

/// A prepared statement during one run: bound, stepped, and reset when this ends. Not a template,
/// and the readers below know a row's type only: what is common is compiled once.
class execution {
public:
    execution(session& on, statement_slot slot, statement_facts const& facts)
        : on_(on),
          facts_(facts),
          lease_(on.ready().statements().acquire(on.native(), slot, facts)),
          meter_(on.ledger(), lease_, facts),
          confirmed_(!lease_.confirms()) {}

    execution(session& on, statement_facts const& facts, values_to_bind const& values)
        : on_(on),
          facts_(facts),
          lease_(on.ready().statements().acquire(on.native(), slot_in(facts), facts)),
          meter_(on.ledger(), lease_, facts),
          confirmed_(!lease_.confirms()) {
        bind(values);
    }
    execution(session& on, text_form const& form, values_to_bind const& values)
        : on_(on),
          facts_(form.facts),
          lease_(on.ready().texts().acquire(on.statements(), on.native(), form.facts)),
          meter_(on.ledger(), lease_, facts_),  // heard of, not counted: the lease has no slot
          confirmed_(!lease_.confirms()) {
        bind(values);
    }

    execution(execution const&) = delete;
    execution& operator=(execution const&) = delete;

    LITHE_ALWAYS_INLINE void bind(values_to_bind const& values) {
        if (values.bind == nullptr)
            return;
        binder sink(lease_.get(), ranges_);
        try {
            values.bind(values.statement, sink);
        } catch (value_fault const& fault) {
            throw_bind_error(fault, sink.index(), values.origin);
        }
    }
    template <class Statement>
    void bind(Statement const& statement) {
        bind(values_of(statement));
    }

    /// True for a row, false at the end. Errors: as SQLite's code says, with the facts' names.
    bool step() {
        int const rc = step_code();
        if (rc == SQLITE_ROW) {
            meter_.note_rows(1);
            if (!confirmed_) [[unlikely]]
                confirm_again();
            return true;
        }
        if (rc == SQLITE_DONE)
            return false;
        fail(rc);
    }
    /// Errors: too_many_rows.
    void require_end() {
        if (step())
            throw_too_many_rows(sql());
    }
    int step_code() {
        int const rc = sqlite3_step(lease_.get());
        if (on_.unsettled().any()) [[unlikely]]
            end_unsettled();
        return rc;
    }
    /// A step of the collector, which may have to be prepared anew; all steps of a write, whose
    /// rows went to it.
    int step_collected() {
        wide_functions const enough(on_.native());
        int rc = step_code();
        while (rc == SQLITE_ROW && facts_.writes)
            rc = step_code();
        return rc;
    }
    [[noreturn, gnu::cold, gnu::noinline]] void end_unsettled() {
        reset();
        meter_.note_error(SQLITE_INTERRUPT);
        on_.unsettled().end_run(facts_.writes, sql());
    }
    void reset() { sqlite3_reset(lease_.get()); }
    [[noreturn]] void fail(int rc) {
        meter_.note_error(rc);
        if (bound_range const* const range = ranges_.failed())
            rethrow(*range);
        throw_error(on_.native(), rc, sql(), &facts_);
    }

    [[nodiscard]] row_values values() const { return row_values(lease_.get()); }
    [[nodiscard]] statement_facts const& facts() const { return facts_; }
    [[nodiscard]] std::string_view sql() const { return sql_of_facts(facts_); }
    [[nodiscard]] session& on() const { return on_; }

    /// A query tends to give as many rows as the last time, and a vector that grows moves each
    /// twice.
    template <class Row>
    void expect_rows(std::vector<Row>& rows) const {
        constexpr std::size_t most = 65'536 / sizeof(Row) + 1;
        std::size_t const last = lease_.last_rows();
        rows.reserve(last < most ? last : most);
    }
    void note_rows(std::size_t count) const { lease_.note_rows(count); }
    /// Rows that no step() returned.
    void note_collected(std::size_t count) { meter_.note_rows(count); }

private:
    // A step prepares again when the schema has changed; `SELECT *` may have other columns then.
    void confirm_again() {
        if (sqlite3_stmt_status(lease_.get(), SQLITE_STMTSTATUS_REPREPARE, 1) != 0)
            facts_.confirm(lease_.get(), facts_);
        confirmed_ = true;
    }

    // Why SQLite could not be given an element of a range for IN.
    [[noreturn]] void rethrow(bound_range const& range) const {
        try {
            std::rethrow_exception(range.failure);
        } catch (value_fault const& fault) {
            throw_bind_error(fault, range.parameter, nullptr);
        }
    }

    [[noreturn]] void throw_bind_error(value_fault const& fault, int parameter,
                                       origin_function origin) const {
        column_origin const place =
            origin == nullptr ? column_origin{} : origin(static_cast<std::size_t>(parameter) - 1);
        std::string column(place.column);
        if (column.empty())
            column = "parameter ?" + std::to_string(parameter);
        throw conversion_error(std::string(place.table), std::move(column),
                               std::string(fault.expected), fault.found, sql());
    }

    session& on_;
    statement_facts const& facts_;
    bound_ranges ranges_;  // ends after the lease, which resets the statement that reads them
    statement_lease lease_;
    run_meter meter_;  // ends before the lease, and reads what the statement counted
    bool confirmed_;   // or there is nothing to confirm
};

[[noreturn]] inline void throw_no_row(statement_facts const& facts) {
    std::string message = "lithe: no row";
    if (!facts.table.empty())
        message.append(" in ").append(facts.table);
    throw not_found(message, SQLITE_OK, sql_of_facts(facts));
}

[[noreturn]] inline void throw_read_error(value_fault const& fault, column_origin place, int index,
                                          std::string_view sql) {
    std::string column(place.column);
    if (column.empty())
        column = "result column " + std::to_string(index + 1);
    throw conversion_error(std::string(place.table), std::move(column), std::string(fault.expected),
                           fault.found, sql);
}

}  // namespace lithe::inline v0::detail
