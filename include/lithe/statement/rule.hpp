#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What may be wrong with a statement or a call, each a value; their sentences are in rules.hpp.
// Finders (select_rules.hpp, write_rules.hpp) give the first mistake as a type.

#include <lithe/meta/type_list.hpp>

#include <type_traits>

namespace lithe::inline v0::detail {

enum class rule : unsigned char {
    none,
    column_outside,
    outside_target,
    different_forms,
    unread_form,
    not_a_condition,
    no_condition,
    aggregate_in_condition,
    window_outside,
    choice_outside,
    trigger_outside,
    unguarded_when,
    seek_order,
    seek_not_selected,
    seek_value,
    seek_choice,
    seek_compound,
    seek_row,
    relation_key,
    relation_not_unique,
    relation_base,
    related_rows_alone,
    unknown_window,
    not_a_window,
    clause_order,
    joined_twice,
    function_join,
    no_foreign_key,
    several_foreign_keys,
    ungrouped,
    grouped_value,
    grouped_aggregate,
    nested_aggregate,
    not_an_expression,
    outer_alone,
    outer_own,
    outer_aggregate,
    one_column,
    row_of_query,
    compound_nested,
    compound_cut,
    compound_width,
    compound_type,
    compound_order,
    cte_row,
    cte_field,
    cte_step,
    cte_twice,
    cte_unknown,
    cte_hides,
    cte_many,
    insert_columns,
    insert_width,
    insert_type,
    field_count,
    field_type,
    field_drops_null,
    not_a_whole_number,
    write_order,
    returned_aggregate,
    nothing_assigned,
    not_an_assignment,
    assigned_twice,
    assigned_aggregate,
    assigned_generated,
    patch_field,
    excluded_outside,
    no_guard,
    no_delete_guard,
    nothing_set,
    nothing_inserted,
    virtual_returning,
    no_upsert,
    inserted_together,
    not_a_range,
    conflict_target,
    no_conflict_action,
    no_inserted_query,
    default_outside,
    default_of_key,
    no_primary_key,
    key_type,
    reader_writes,
    not_a_statement,
    no_rows,
    executed_query,
    view_in_result,
    values_missing,
    said_before  // a mistake that has its sentence already
};

/// A rule that is broken, and by what.
template <rule Rule, class Culprit = nothing<>>
struct finding {
    static constexpr rule value = Rule;
    using culprit = Culprit;
};
using no_finding = finding<rule::none>;

/// Of a column whose table is not there; one of no field has its sentence from `col`.
template <class Column>
inline constexpr rule outside_rule =
    std::is_same_v<typename Column::entity, nothing<>> ? rule::said_before : rule::column_outside;

}  // namespace lithe::inline v0::detail
