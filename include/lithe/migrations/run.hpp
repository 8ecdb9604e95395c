#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// m::run("r1", [](m::context& file) { … }): a step in C++ that runs SQL of its own. The code is no
// part of a digest, so that its author labels it; it may do what raw SQL may do.

#include <lithe/migrations/each_row.hpp>
#include <lithe/migrations/guard.hpp>
#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/sql_text.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {

/// What the function of m::run() has of the file while it runs.
///
/// Errors, of each call: lithe::error for what SQLite refuses, what raw SQL may not do, several
/// statements, or another number of values; schema_error when the columns do not fit `Row`. The
/// migration is then undone, even if the function catches it.
class context {
public:
    explicit context(detail::row_context& given) : given_(given) {}
    context(context const&) = delete;
    context& operator=(context const&) = delete;

    /// Runs one statement with its values; rows that it returns are dropped.
    template <class... Values>
    void execute(std::string_view text, Values&&... values) {
        step(lithe::sql_text(text)(std::forward<Values>(values)...), [](auto*) {});
    }
    /// All rows of a query: values, tuples, or structs by the order of their fields.
    template <class Row, class... Values>
    [[nodiscard]] std::vector<Row> fetch_all(std::string_view text, Values&&... values) {
        using reader = lithe::detail::row_reader<lithe::detail::written_shape<Row>>;
        std::vector<Row> rows;
        step(lithe::sql_text(text).as<Row>(std::forward<Values>(values)...), [&](auto* at) {
            lithe::detail::row_values row(at);
            rows.push_back(reader::template read<Row>(row));
        });
        return rows;
    }

    /// Whether a call has failed.
    [[nodiscard]] bool failed() const { return failed_; }

private:
    template <class Statement, class Take>
    void step(Statement const& wanted, Take&& take) {
        if constexpr (!std::is_same_v<Statement, lithe::detail::refused_sql>)
            run(wanted, take);
    }
    template <class Statement, class Take>
    void run(Statement const& wanted, Take& take) {
        bool const failed_before = std::exchange(failed_, true);
        try {
            detail::require_inside(given_.db);
            if (!given_.may_delete && detail::replaces_rows(wanted.sql()))
                detail::refuse("REPLACE deletes; m::run() needs m::lossy() for it");
            auto const& facts = wanted.facts();
            detail::statement one(given_.db, std::string(wanted.sql()));
            facts.confirm(one.native(), facts);
            lithe::detail::bound_ranges ranges;
            lithe::detail::binder binder(one.native(), ranges);
            wanted.bind(binder);
            while (one.step())
                take(one.native());
        } catch (lithe::detail::value_fault const& fault) {
            detail::refuse("m::run(): a value is " + std::string(fault.found) + " instead of " +
                           std::string(fault.expected));
        }
        failed_ = failed_before;
    }

    detail::row_context& given_;
    bool failed_ = false;
};

namespace detail {

template <class Function>
void run_function(row_context& given) {
    context file(given);
    {
        authorizer_guard const guard(given.db, given.may_delete);
        try {
            Function{}(file);
        } catch (error const& thrown) {
            // Of the function's own making are errors of another kind.
            if (guard.denied().empty() || thrown.code() != SQLITE_AUTH)
                throw;
            throw migration_error("lithe: migrate(): m::run() may not use " + guard.denied(),
                                  thrown.extended_code(), thrown.sql());
        }
    }
    // What SQLite undid was the statement alone, which before 3.50.2 it may not do once pages were
    // spilled (cache_guard): as long as nothing of it is committed, nothing is lost.
    if (file.failed())
        refuse("a statement failed in m::run(), which undoes the migration");
    if (pragma_number(given.db, "foreign_keys") != 0)
        refuse("m::run() switched foreign keys on");
}

template <class Function>
consteval bool require_run_function() {
    constexpr bool plain = std::is_empty_v<Function> && std::is_default_constructible_v<Function> &&
                           std::is_invocable_v<Function const&, context&>;
    static_assert(plain,
                  "lithe: m::run(): the function captures something or takes no m::context&; give "
                  "a lambda without captures");
    return plain;
}

}  // namespace detail

/// Calls the function once, inside the migration's transaction. `revision` says which code it is:
/// change it with the code. m::effects(steps…) says what it does to the schema, m::lossy("why")
/// allows it to delete.
/// Errors: what the function throws, with which the migration is undone.
template <class Function, class... Parts>
constexpr auto run(std::string_view revision, Function, Parts const&... parts) {
    auto step = detail::make_operation(detail::part::run, revision, {}, parts.nodes...);
    if constexpr (detail::require_run_function<Function>())
        step.nodes.list[0].code = &detail::run_function<Function>;
    return step;
}

}  // namespace lithe::inline v0::migrations
