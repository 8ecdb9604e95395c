#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a statement may not be: the rules of SQL that SQLite checks at run time or not at all, as one
// sentence each at compile time. Each rule names the first culprit in its template arguments and is
// also a value (`columns_are_in`, `is_grouped`, …) that tests ask for.

#include <cstddef>
#include <type_traits>
#include <utility>

#include <lithe/expression/logical.hpp>
#include <lithe/statement/clause.hpp>
#include <lithe/statement/result_column.hpp>

namespace lithe::inline v0::detail {

// ---- columns and their tables ----

template <class Sources, class Node>
consteval bool columns_are_in() {
    if constexpr (is_all_columns<Node>) {
        return contains<typename Node::source, Sources>;
    } else if constexpr (is_column<Node>) {
        return contains<typename Node::source, Sources>;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (columns_are_in<Sources, Children>() && ...);
        }(typename Node::children{});
    }
}

template <class Sources, class Node>
consteval auto columns_outside() {
    if constexpr (columns_are_in<Sources, Node>()) {
        return type_list<>{};
    } else if constexpr (is_all_columns<Node> || is_column<Node>) {
        return type_list<Node>{};
    } else {
        return []<class... Children>(type_list<Children...>) {
            return concat_t<decltype(columns_outside<Sources, Children>())...>{};
        }(typename Node::children{});
    }
}

template <class Column, class Sources>
consteval void explain_column_outside() {
    static_assert(always_false<Column>,
                  "lithe: column: its table is not in FROM or JOIN; add join<Table>() or remove it");
}

/// Every column of `Nodes` belongs to one of `Sources`.
template <class Sources, class... Nodes>
consteval bool require_columns_in() {
    constexpr bool all_in = (columns_are_in<Sources, Nodes>() && ...);
    if constexpr (!all_in) {
        using outside = concat_t<decltype(columns_outside<Sources, Nodes>())...>;
        explain_column_outside<nth_t<0, outside>, Sources>();
    }
    return all_in;
}

// ---- conditions ----

template <class Node>
consteval bool require_condition() {
    constexpr bool condition = is_predicate<Node>;
    static_assert(condition, "lithe: where(): this is not a condition; compare it with something");
    return condition;
}

template <class Node>
consteval void require_no_aggregate() {
    constexpr bool plain = !contains_aggregate<Node>;
    static_assert(plain, "lithe: where(): an aggregate in WHERE or ON; put the condition into having()");
}

// ---- order of clauses ----

template <clause_rank New, class... Clauses>
consteval bool is_in_order() {
    if constexpr (New == clause_rank::join) {
        return ((Clauses::rank <= New) && ...);
    } else if constexpr (New == clause_rank::distinct) {
        return ((Clauses::rank != New) && ...);
    } else {
        return ((Clauses::rank < New || Clauses::rank == clause_rank::distinct) && ...);
    }
}
template <clause_rank New, class... Clauses>
consteval bool require_clause_order() {
    constexpr bool in_order = is_in_order<New, Clauses...>();
    static_assert(in_order,
                  "lithe: clauses come once: from, join, where, group_by, having, select, order_by, "
                  "limit, offset");
    return in_order;
}

// ---- joins ----

template <class Source, class Sources>
consteval bool require_new_source() {
    constexpr bool is_new = !contains<Source, Sources>;
    static_assert(is_new, "lithe: join(): this table is joined already; use an alias for the second");
    return is_new;
}

template <class Child, class Parent>
consteval auto keys_between() {
    return []<class... Keys>(type_list<Keys...>) {
        return concat_t<std::conditional_t<std::is_same_v<parent_of<Keys>, Parent>, type_list<Keys>,
                                           type_list<>>...>{};
    }(foreign_keys_of<Child>{});
}

/// The foreign keys that connect `Entity` with the tables already there, in either direction.
template <class Entity, class... Sources>
using connecting_keys =
    concat_t<decltype(keys_between<Entity, typename Sources::entity>())...,
             decltype(keys_between<typename Sources::entity, Entity>())...>;

template <class Entity, class Keys>
consteval bool require_one_key() {
    constexpr bool some = Keys::size != 0;
    static_assert(some, "lithe: join(): no foreign key connects these tables; give join<Table>(on)");
    constexpr bool single = Keys::size < 2;
    static_assert(single,
                  "lithe: join(): several foreign keys connect these tables; give join<Table>(on)");
    return some && single;
}

template <auto... Columns, auto... Parents>
constexpr auto equal_keys(members<Columns...>, members<Parents...>) {
    if constexpr (sizeof...(Columns) == 1) {
        return operation<equal, column<Columns>..., column<Parents>...>(column<Columns>{}...,
                                                                        column<Parents>{}...);
    } else {
        return operation<logical_and, operation<equal, column<Columns>, column<Parents>>...>(
            operation<equal, column<Columns>, column<Parents>>(column<Columns>{},
                                                               column<Parents>{})...);
    }
}
template <class ForeignKey>
constexpr auto condition_of_key() {
    return equal_keys(typename ForeignKey::columns{}, typename ForeignKey::parents{});
}

// ---- groups ----

/// Whether `Node` has one value for each group: it is grouped by, an aggregate, or made of such.
template <class Groups, class Node>
consteval bool is_grouped() {
    if constexpr (contains<Node, Groups>) {
        return true;
    } else if constexpr (is_all_columns<Node> || is_column<Node>) {
        return false;
    } else if constexpr (is_aggregate_node<Node>::value) {
        return true;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (is_grouped<Groups, Children>() && ...);
        }(typename Node::children{});
    }
}

template <class Groups, class Node>
consteval auto ungrouped_in() {
    if constexpr (is_grouped<Groups, Node>()) {
        return type_list<>{};
    } else if constexpr (is_all_columns<Node> || is_column<Node>) {
        return type_list<Node>{};
    } else {
        return []<class... Children>(type_list<Children...>) {
            return concat_t<decltype(ungrouped_in<Groups, Children>())...>{};
        }(typename Node::children{});
    }
}

template <class Column, class Groups>
consteval void explain_ungrouped() {
    static_assert(always_false<Column>,
                  "lithe: select(): a column is neither in group_by() nor in an aggregate; add it to "
                  "one");
}

template <class Groups, class... Nodes>
consteval bool require_grouped(type_list<Nodes...>) {
    constexpr bool all_grouped = (is_grouped<Groups, Nodes>() && ...);
    if constexpr (!all_grouped) {
        using outside = concat_t<decltype(ungrouped_in<Groups, Nodes>())...>;
        explain_ungrouped<nth_t<0, outside>, Groups>();
    }
    return all_grouped;
}

template <class Node>
consteval bool aggregates() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return contains_aggregate<Node>;
    }
}
template <class... Nodes>
consteval bool any_aggregates(type_list<Nodes...>) {
    return (aggregates<Nodes>() || ...);
}

template <class List>
consteval auto nodes_of_clauses(List) {
    if constexpr (List::size == 0) {
        return type_list<>{};
    } else {
        return typename nth_t<0, List>::nodes{};
    }
}

// ---- projections ----

template <class... Items>
consteval bool require_items() {
    constexpr bool some = sizeof...(Items) > 0;
    static_assert(some, "lithe: select(): name at least one column or expression");
    return some;
}

template <class Row, std::size_t Given>
consteval bool require_field_count() {
    constexpr bool same = field_count<Row> == Given;
    static_assert(same,
                  "lithe: select_as(): the aggregate has another number of fields than there are "
                  "expressions");
    return same;
}

template <class Field, class Given>
inline constexpr bool field_takes = std::is_same_v<kind_t<Field>, kind_t<Given>> &&
                                    !(is_number<Field> && std::is_integral_v<bare<Field>> &&
                                      std::is_floating_point_v<bare<Given>>);
// An entity goes into a field of its own type only.
template <class Field, class Given>
    requires(std::is_class_v<bare<Given>> && !storable<bare<Given>>)
inline constexpr bool field_takes<Field, Given> = std::is_same_v<bare<Field>, bare<Given>>;

template <fixed_string Field, class Type, class Given>
consteval void require_field_type() {
    constexpr bool same_kind = field_takes<Type, Given>;
    static_assert(same_kind,
                  "lithe: select_as(): a field's type is not the type of its expression");
    constexpr bool keeps_null = !same_kind || is_optional<Type> || !is_optional<Given>;
    static_assert(keeps_null,
                  "lithe: select_as(): a field would drop NULL; make it std::optional or use "
                  "coalesce()");
}

template <class Row, class Nullable, class... Items, std::size_t... Index>
consteval void require_fields(std::index_sequence<Index...>) {
    (require_field_type<field_label<Row, Index>, field_type<Row, Index>,
                        typename item_result<Items, Nullable>::type>(),
     ...);
}

template <class Row, class Nullable, class... Items>
consteval bool require_row() {
    if constexpr (!require_reflectable<Row>()) {
        return false;
    } else if constexpr (!require_field_count<Row, sizeof...(Items)>()) {
        return false;
    } else {
        require_fields<Row, Nullable, Items...>(std::index_sequence_for<Items...>{});
        return true;
    }
}

template <class Node>
consteval void require_whole_number() {
    constexpr bool whole = std::is_integral_v<typename Node::value_type>;
    static_assert(whole, "lithe: limit(), offset(): a whole number is wanted");
}

}  // namespace lithe::inline v0::detail
