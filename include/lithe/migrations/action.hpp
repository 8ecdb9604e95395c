#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a plan is made of: SQL, raw SQL, rebuilds and preconditions; and which steps of a history
// SQLite's ALTER takes whatever rows there are (half of its refusals come only when the table has
// some). Source: https://www.sqlite.org/lang_altertable.html

#include <lithe/migrations/plan.hpp>
#include <lithe/migrations/replay.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// A column of the new table and the expression over the old one that fills it.
struct column_source {
    text column;
    text value;  // empty: left to its DEFAULT
};
/// A question about the old table, whose answer must be 0.
struct precondition {
    std::string question;
    std::string complaint;
};

struct rebuild_work {
    table_model before;
    table_model after;
    std::vector<column_source> sources;  // of the columns that are not simply copied
};

/// One thing that the runner does.
struct action {
    enum class kind : unsigned char { sql, raw, rebuild, require, code, outside };
    kind what = kind::sql;
    std::string sql{};        // of code: the table
    bool may_delete = false;  // raw, code: m::lossy() was given
    bool of_file = false;     // raw: another tool's
    rebuild_work rebuild{};
    precondition required{};
    void (*code)(row_context&) = nullptr;
    std::string moves{};  // sql: the table that loses a column
};

inline std::string why_of(record const& step) {
    record const* const why = find_part(step, part::lossy);
    return why == nullptr ? std::string() : std::string(why->name);
}
inline risk lossy_risk(record const& step) {
    bool const guarded = has_part(step, part::if_empty) || has_part(step, part::if_all_null);
    return guarded ? risk::breaking : risk::lossy;
}
inline std::string quoted_name(std::string_view name) {
    text out;
    put_name(out, name);
    return out.str();
}

inline risk risk_of_raw(record const& step) {
    if ((step.flags & flag_of_file) != 0)
        return risk::opaque;
    if (has_part(step, part::lossy))
        return risk::lossy;
    return has_part(step, part::effects) ? risk::breaking : risk::opaque;
}

/// What a plan says of a step that changes a table.
inline planned_step changing_step(record const& step, bool alters) {
    std::string const place = std::string(step.name) + "." + std::string(step.other);
    planned_step shown;
    shown.how = alters ? strategy::alter : strategy::rebuild;
    shown.why = why_of(step);
    shown.risk = alters ? risk::none : risk::rewrites;
    switch (step.kind) {
        case part::add_column:
            shown.what = "add column " + place;
            if (find_part(*find_part(step, part::column), part::check) != nullptr)
                shown.risk = risk::data_dependent;
            break;
        case part::drop_column:
            shown.what = "drop column " + place;
            shown.risk = lossy_risk(step);
            break;
        case part::alter_column:
            shown.what = "alter column " + place;
            if (has_part(step, part::set_type) || has_part(step, part::set_not_null))
                shown.risk = risk::data_dependent;
            if (has_part(step, part::lossy))
                shown.risk = risk::lossy;
            break;
        case part::add_constraint:
            shown.what = "add constraint to " + std::string(step.name);
            shown.risk = risk::data_dependent;
            break;
        case part::set_primary_key:
            shown.what = "set primary key of " + std::string(step.name);
            shown.risk = risk::data_dependent;
            break;
        case part::reorder:
            shown.what = "reorder columns of " + std::string(step.name);
            break;
        case part::set_options:
            shown.what = "set options of " + std::string(step.name);
            shown.risk = risk::data_dependent;
            break;
        default:
            shown.what = "drop constraint of " + std::string(step.name);
    }
    return shown;
}

// Legal whatever rows there are: migrations.md 2.1, right column.
inline bool adds_by_alter(record const& step) {
    if (has_part(step, part::fill))
        return false;
    record const& column = *find_part(step, part::column);
    if (has_part(column, part::unique) || (column.flags & flag_stored) != 0)
        return false;
    record const* const value = find_part(column, part::default_value);
    if (value == nullptr)
        return true;
    part const kind = (value + 1)->kind;
    bool const constant = kind == part::integer || kind == part::real || kind == part::text;
    return constant && !has_part(column, part::foreign_key);
}

inline void put_own_constraints(text& out, table_model const& table, record const& column) {
    std::size_t keys = 0;
    std::size_t checks = 0;
    for (record const& one : parts_of(column)) {
        keys += one.kind == part::foreign_key ? 1U : 0U;
        checks += one.kind == part::check ? 1U : 0U;
    }
    for (std::size_t at = table.foreign_keys.size() - keys; at < table.foreign_keys.size(); ++at) {
        out += ' ';
        put_foreign_key(out, table.foreign_keys[at], true);
    }
    for (std::size_t at = table.checks.size() - checks; at < table.checks.size(); ++at) {
        out += " CHECK (";
        out += table.checks[at].condition;
        out += ')';
    }
}

}  // namespace lithe::inline v0::migrations::detail
