#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What of a migration the programs of earlier releases, which go on using the file, do not survive.

#include <lithe/migrations/record.hpp>
#include <lithe/migrations/text.hpp>

#include <string_view>

namespace lithe::inline v0::migrations::detail {

constexpr bool needs_new_programs(record const& column) {
    bool const filled = has_part(column, part::default_value) || has_part(column, part::generated);
    return ((column.flags & flag_nullable) == 0 && !filled) || has_part(column, part::check) ||
           (filled && has_part(column, part::unique));
}
constexpr bool is_made_by(record const& migration, std::string_view table) {
    for (record const& step : parts_of(migration))
        if (step.kind == part::create_table && same_name(step.name, table))
            return true;
    return false;
}

/// What an older program may still read or write is not there any more, takes other values, or
/// refuses rows that leave out what it does not know.
constexpr bool breaks_programs(record const& migration, record const& step) {
    switch (step.kind) {
        case part::drop_table:
        case part::rename_table:
        case part::drop_column:
        case part::rename_column:
        case part::drop_view:
        case part::set_primary_key:
        case part::set_options:
        case part::drop_fts5:
        case part::delete_rows:
            return true;
        case part::alter_column:
            return has_part(step, part::set_type) || has_part(step, part::set_not_null);
        case part::add_column:
            return needs_new_programs(*find_part(step, part::column)) &&
                   !is_made_by(migration, step.name);
        case part::add_constraint:
            return !is_made_by(migration, step.name);
        case part::create_index:
            return has_part(step, part::unique_index) && !is_made_by(migration, step.name);
        default:
            return false;
    }
}

/// Whether a step of it certainly does.
constexpr bool any_breaks_programs(record const& migration) {
    for (record const& step : parts_of(migration))
        if (breaks_programs(migration, step))
            return true;
    return false;
}

/// Whether an older program may not survive it, or nobody knows.
constexpr bool breaks_programs_of(record const& migration) {
    if ((migration.number & (is_expand | is_contract | is_outside)) != 0)
        return (migration.number & is_contract) != 0;
    return any_breaks_programs(migration) || has_part(migration, part::execute) ||
           has_part(migration, part::run) || has_part(migration, part::drop_trigger);
}

}  // namespace lithe::inline v0::migrations::detail
