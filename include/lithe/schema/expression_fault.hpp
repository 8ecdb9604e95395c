#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The mistakes that a descriptor may have, as values, and the search for those of the expressions
// in it: of a check, a generated column, an index.

#include <lithe/expression/rules.hpp>
#include <lithe/schema/descriptor.hpp>
#include <lithe/schema/index_names.hpp>
#include <lithe/schema/parent_key.hpp>
#include <lithe/schema/stored_form.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

enum class schema_fault : unsigned char {
    none,
    other_struct,
    no_column,
    two_primary_keys,
    nullable_key,
    repeated_column,
    autoincrement,
    without_key,
    default_type,
    default_range,
    default_column,
    default_of_key,
    null_default,
    key_count,
    key_type,
    parent_not_unique,
    parent_elsewhere,
    set_null_not_null,
    set_default_missing,
    check_not_condition,
    check_other_table,
    check_aggregate,
    declared_twice,
    collate_not_text,
    bad_form,
    different_forms,
    unread_form,
    range,
    index_column,
    duplicate_columns,
    bad_name,
    index_name,
    index_condition,
    index_term,
    index_unnamed,
    embedded_struct,
    generated_row,
    generated_type,
    generated_null,
    generated_key,
    schema_not_callable,
    schema_no_table,
    schema_not_constant,
    value_not_constant,
    not_a_field,
    said_before  // a mistake that has its sentence already
};

template <std::size_t... Index>
consteval bool all_different(std::index_sequence<Index...>) {
    std::size_t const indices[] = {Index..., 0};
    for (std::size_t left = 0; left < sizeof...(Index); ++left)
        for (std::size_t right = left + 1; right < sizeof...(Index); ++right)
            if (indices[left] == indices[right])
                return false;
    return true;
}

template <class Columns>
inline constexpr bool all_fields = false;
template <auto... Members>
inline constexpr bool all_fields<members<Members...>> = (names_field<Members> && ...);

template <auto Member, class Constraint>
inline constexpr bool is_default_for = false;
template <auto Member, auto Other, class Value>
inline constexpr bool is_default_for<Member, default_value_t<Other, Value>> =
    std::is_same_v<column<Member>, column<Other>>;

template <auto Member, class... Constraints>
consteval bool has_default(type_list<Constraints...>) {
    return (is_default_for<Member, Constraints> || ...);
}
template <class Entity, class Node>
consteval bool columns_in_entity() {
    if constexpr (is_column<Node>) {
        return std::is_same_v<typename Node::source, table_source<Entity>>;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (columns_in_entity<Entity, Children>() && ...);
        }(typename Node::children{});
    }
}

template <class Node>
struct is_unknown_column : std::bool_constant<is_unknown<typename Node::value_type>> {};

/// The fault of an expression, unless it has a `col` of no field, which has been said.
template <schema_fault Fault, class Node>
consteval schema_fault fault_unless_said() {
    if constexpr (expression<Node>) {
        return any_node<is_unknown_column, Node>() ? schema_fault::said_before : Fault;
    } else {
        return Fault;
    }
}

template <class Node>
    struct is_range_node : std::bool_constant < requires {
    Node::borrows;
    typename Node::element;
}>{};

/// Of the values in expressions whose columns are those of one row.
template <class... Nodes>
consteval schema_fault fault_of_values() {
    if constexpr ((any_node<is_range_node, Nodes>() || ...)) {
        return schema_fault::range;
    } else if constexpr (!(forms_agree<Nodes>() && ...)) {
        return schema_fault::different_forms;
    } else {
        return (has_unread_form<Nodes>() || ...) ? schema_fault::unread_form : schema_fault::none;
    }
}

template <class Entity, class Check>
constexpr schema_fault fault_of_check() {
    using condition = typename Check::condition_node;
    if constexpr (!is_condition_expression<condition>) {
        return schema_fault::check_not_condition;
    } else if constexpr (!columns_in_entity<Entity, condition>()) {
        return fault_unless_said<schema_fault::check_other_table, condition>();
    } else if constexpr ((summary_of<condition> | moment_inside) != moment_inside) {
        return schema_fault::check_aggregate;
    } else {
        return fault_of_values<condition>();
    }
}

template <class Entity, class Index>
constexpr schema_fault fault_of_index(Index const& index) {
    if (index.names_other_field)
        return schema_fault::index_column;
    return is_good_index_name<Entity>(index) ? schema_fault::none : schema_fault::index_name;
}

/// Whether SQLite computes `Node` from the columns of one row of `Entity`.
template <class Entity, class Node>
consteval bool is_of_row() {
    if constexpr (!expression<Node>) {
        return false;
    } else {
        return columns_in_entity<Entity, Node>() &&
               (summary_of<Node> | moment_inside) == moment_inside;
    }
}
template <class Entity, class Condition>
consteval bool is_row_condition() {
    if constexpr (is_of_row<Entity, Condition>()) {
        return is_predicate<Condition>;
    } else {
        return false;
    }
}

template <class Term>
struct index_term_node {
    using type = Term;
};
template <class Node, direction Direction, null_order Nulls>
struct index_term_node<ordering_term<Node, Direction, Nulls>> {
    // SQLite's indexes keep NULLs where the direction puts them.
    using type = std::conditional_t<Nulls == null_order::by_default, Node, no_operand>;
};
template <class Entity, class... Terms>
consteval bool are_row_terms(type_list<Terms...>) {
    return (is_of_row<Entity, typename index_term_node<Terms>::type>() && ...);
}
template <class Condition, class... Terms>
consteval schema_fault fault_of_index_values(type_list<Terms...>) {
    if constexpr (is_present<Condition>) {
        return fault_of_values<Condition, typename index_term_node<Terms>::type...>();
    } else {
        return fault_of_values<typename index_term_node<Terms>::type...>();
    }
}

/// Of an index with a condition or with expressions.
template <class Entity, class Index>
constexpr schema_fault fault_of_refined_index(Index const& index) {
    using columns = typename Index::columns;
    using terms = typename Index::index_terms;
    using condition = typename Index::index_condition;
    if constexpr (columns::size + terms::size == 0) {
        return schema_fault::no_column;
    } else if constexpr (!all_fields<columns>) {
        return schema_fault::not_a_field;
    } else if constexpr (!all_in<Entity>(columns{})) {
        return schema_fault::other_struct;
    } else if constexpr (!all_different(member_indices_t<columns>{})) {
        return schema_fault::repeated_column;
    } else if constexpr (!are_row_terms<Entity>(terms{})) {
        return schema_fault::index_term;
    } else if constexpr (is_present<condition> && !is_row_condition<Entity, condition>()) {
        return fault_unless_said<schema_fault::index_condition, condition>();
    } else if constexpr (fault_of_index_values<condition>(terms{}) != schema_fault::none) {
        return fault_of_index_values<condition>(terms{});
    } else {
        if (terms::size > 0 && index.name.empty())
            return schema_fault::index_unnamed;
        return fault_of_index<Entity>(index);
    }
}

template <auto Member, class Node>
consteval bool reads_member() {
    if constexpr (is_column<Node>) {
        return std::is_same_v<Node, column<Member>>;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (reads_member<Member, Children>() || ...);
        }(typename Node::children{});
    }
}

template <class Entity, class Generated>
consteval schema_fault fault_of_generated() {
    using column_type = column<Generated::member>;
    using value = typename Generated::generated_node;
    constexpr bool has_key_or_default =
        is_in_sequence<member_index<Generated::member>, key_of<Entity>> ||
        has_default<Generated::member>(typename constraints_of<Entity>::types{});
    if constexpr (!is_of_row<Entity, value>()) {
        return fault_unless_said<schema_fault::generated_row, value>();
    } else if constexpr (reads_member<Generated::member, value>()) {
        return schema_fault::generated_row;
    } else if constexpr (!are_comparable<column_type, value>) {
        return schema_fault::generated_type;
    } else if constexpr (std::is_integral_v<typename column_type::value_type> &&
                         std::is_floating_point_v<typename value::value_type>) {
        return schema_fault::generated_type;
    } else if constexpr (!same_form<column_type, value>) {
        return schema_fault::different_forms;  // it is read in its own form
    } else if constexpr (fault_of_values<value>() != schema_fault::none) {
        return fault_of_values<value>();
    } else if constexpr (value::template may_be_null<type_list<>>() &&
                         !is_optional<typename column_type::field>) {
        return schema_fault::generated_null;
    } else {
        return has_key_or_default ? schema_fault::generated_key : schema_fault::none;
    }
}

}  // namespace lithe::inline v0::detail
