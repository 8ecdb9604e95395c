#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// explain_all<User, Post>(db): how SQLite will run each statement of the program, by EXPLAIN QUERY
// PLAN on the database as it is now.

#include <lithe/sqlite/known_statements.hpp>
#include <lithe/sqlite/session.hpp>
#include <lithe/statement/entity.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0 {

/// One statement's plan.
struct statement_plan {
    std::string sql{};
    /// SQLite's lines, each step two blanks deeper than the one it belongs to.
    std::vector<std::string> plan{};
    /// A table or an index is read from one end to the other (with LIMIT: until there are enough).
    bool full_scan = false;
    /// Rows are sorted, grouped or made distinct in a temporary b-tree.
    bool temporary_b_tree = false;
    /// SQLite builds an index for the run: one that lasts would be cheaper.
    bool automatic_index = false;
};

namespace detail {

struct plan_step {
    int id = 0;
    int parent = 0;
    std::string detail{};
};

// Templates, so that a program that does not ask for plans compiles none of this.
template <class Facts>
std::vector<plan_step> read_plan(sqlite3* db, Facts const& facts) {
    std::string const question = "EXPLAIN QUERY PLAN " + std::string(sql_of_facts(facts));
    looked_at const explained(db, question, facts);
    std::vector<plan_step> steps;
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(explained.get())) == SQLITE_ROW)
        steps.push_back({sqlite3_column_int(explained.get(), 0),
                         sqlite3_column_int(explained.get(), 1),
                         reinterpret_cast<char const*>(sqlite3_column_text(explained.get(), 3))});
    if (rc != SQLITE_DONE)
        throw_error(db, rc, question, &facts);
    return steps;
}

template <class Step>
std::size_t depth_of(std::vector<Step> const& steps, Step const& step) {
    for (Step const& other : steps)
        if (other.id == step.parent)
            return depth_of(steps, other) + 1;
    return 0;
}

/// Whether a statement by hand is an EXPLAIN itself, which SQLite explains no further.
template <class Facts>
bool is_explain(sqlite3* db, Facts const& facts) {
    looked_at const plain(db, sql_of_facts(facts), facts);
    return sqlite3_stmt_isexplain(plain.get()) != 0;
}

/// "SCAN users", but not what a subquery or a table-valued function gives, which has no index.
template <class Step>
bool scans_table(std::vector<Step> const& steps, std::string_view line) {
    constexpr std::string_view scan = "SCAN ";
    if (!line.starts_with(scan) || line.find("VIRTUAL TABLE") != line.npos)
        return false;
    std::string_view name = line.substr(scan.size());
    if (name == "CONSTANT ROW" || name.find("-ROW VALUES CLAUSE") != name.npos ||
        name.starts_with("("))
        return false;
    name = name.substr(0, name.find(" USING "));
    for (Step const& other : steps)
        for (std::string_view const made : {"MATERIALIZE ", "CO-ROUTINE "})
            if (other.detail.starts_with(made) && other.detail.substr(made.size()) == name)
                return false;
    return true;
}

template <class Facts>
statement_plan explain_statement(session& on, Facts const& facts) {
    statement_plan found;
    found.sql = sql_of_facts(facts);
    auto const steps = read_plan(on.native(), facts);
    for (plan_step const& step : steps) {
        found.plan.push_back(std::string(2 * depth_of(steps, step), ' ') + step.detail);
        found.full_scan = found.full_scan || scans_table(steps, step.detail);
        found.temporary_b_tree =
            found.temporary_b_tree || step.detail.starts_with("USE TEMP B-TREE");
        found.automatic_index =
            found.automatic_index || step.detail.find(" USING AUTOMATIC ") != step.detail.npos;
    }
    return found;
}

}  // namespace detail

/// The plan of every statement of the program whose tables are all among those of `Entities`, in
/// the order of registration; EXPLAIN by hand has none. `on`: a database, a connection, a
/// transaction or a reader.
///
/// Errors: lithe::error for a statement that SQLite does not prepare (verify lists them all).
/// Source: https://www.sqlite.org/eqp.html
template <class... Entities, class Handle>
std::vector<statement_plan> explain_all(Handle& on) {
    if constexpr (detail::require_some_tables<sizeof...(Entities)>() &&
                  (detail::require_schema<Entities, true>() && ...)) {
        return detail::look_at(on, [](detail::session& session) {
            std::vector<statement_plan> plans;
            detail::known_statements<> const known(detail::table_names_of<Entities...>());
            for (detail::statement_facts const* const facts : known.among) {
                bool repeated = false;
                for (statement_plan const& earlier : plans)
                    repeated = repeated || earlier.sql == detail::sql_of_facts(*facts);
                if (!repeated && !detail::is_explain(session.native(), *facts))
                    plans.push_back(detail::explain_statement(session, *facts));
            }
            return plans;
        });
    } else {
        return {};
    }
}

}  // namespace lithe::inline v0
