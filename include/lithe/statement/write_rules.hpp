#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Finds the first mistake of an INSERT, UPDATE or DELETE, as a value; rules.hpp has the sentences.

#include <lithe/statement/query_shape.hpp>

#include <cstddef>
#include <type_traits>

namespace lithe::inline v0::detail {

template <class Entity>
using only_source = type_list<table_source<Entity>>;

// ---- order of clauses ----

/// The place of a clause in INSERT, UPDATE and DELETE; `rule` (OR REPLACE) may be said anywhere.
enum class write_rank : unsigned char { refused, rule, values, from, where, conflict, returning };

template <class Clause>
consteval write_rank find_place() {
    if constexpr (requires { Clause::place; }) {
        return Clause::place;
    } else {
        return write_rank::refused;
    }
}
template <class Clause>
inline constexpr write_rank place_of = find_place<Clause>();

template <write_rank Place, class... Clauses>
inline constexpr bool has_place = ((place_of<Clauses> == Place) || ...);

/// Each clause once, in the order of the text; several ON CONFLICT follow one another.
template <write_rank New, class... Clauses>
consteval bool is_in_write_order() {
    if constexpr (New == write_rank::rule) {
        return !has_place<write_rank::rule, Clauses...>;
    } else if constexpr (New == write_rank::conflict) {
        return ((place_of<Clauses> <= New) && ...);
    } else if constexpr (New == write_rank::values) {  // from() of an UPDATE may come before set()
        return ((place_of<Clauses> < New || place_of<Clauses> == write_rank::from) && ...);
    } else {
        return ((place_of<Clauses> < New) && ...);
    }
}
template <write_rank New, class... Clauses>
consteval auto find_write_order(type_list<Clauses...>) {
    return found_if<!is_in_write_order<New, Clauses...>(), rule::write_order>{};
}

/// The table that is written and, in an UPDATE, that of FROM.
template <class Entity, class Clauses>
struct write_sources_of;
template <class Entity, class... Clauses>
struct write_sources_of<Entity, type_list<Clauses...>> {
    using type = only_source<Entity>;
};
template <class Entity, class... Clauses>
    requires has_place<write_rank::from, Clauses...>
struct write_sources_of<Entity, type_list<Clauses...>> {
    using type = concat_t<only_source<Entity>, sources_of<type_list<Clauses...>>>;
};
template <class Entity, class Clauses>
using write_sources = typename write_sources_of<Entity, Clauses>::type;

// ---- where ----

template <class Node>
inline constexpr unsigned inside_node = 0;
template <class Node>
    requires requires { typename Node::children; }
inline constexpr unsigned inside_node<Node> = summary_of<Node>;

/// No statement that writes stands in another.
template <class... Nodes>
consteval auto find_outer_alone() {
    return found_if<((inside_node<Nodes> | ... | 0U) & outer_inside) != 0, rule::outer_alone>{};
}

template <class Clauses, class Entity, class... Conditions>
consteval auto find_in_write_where() {
    using order = decltype(find_write_order<write_rank::where>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (sizeof...(Conditions) > 0 && (optional_condition<Conditions> && ...)) {
        return finding<rule::unguarded_when>{};
    } else {
        return first_finding<on_target_t<decltype(find_in_conditions<write_sources<Entity, Clauses>,
                                                                     false, Conditions...>())>,
                             decltype(find_outer_alone<Conditions...>())>{};
    }
}
template <write_rank New, class Clauses>
consteval auto find_place_only() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else {
        return find_write_order<New>(Clauses{});
    }
}

// ---- set and do_update ----

template <class Assignment>
inline constexpr bool is_assignment = false;
template <class Column, class Value>
inline constexpr bool is_assignment<assignment<Column, Value>> = true;

template <class Column, class... Columns>
inline constexpr bool occurs_once =
    ((std::is_same_v<Column, Columns> ? std::size_t{1} : std::size_t{0}) + ...) == 1;

/// Whether every `excluded` in `Node` is of `Entity`'s row.
template <class Entity, class Node>
consteval bool excluded_is_of() {
    if constexpr (is_excluded_node<Node>::value) {
        return std::is_same_v<typename Node::entity, Entity>;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (excluded_is_of<Entity, Children>() && ...);
        }(typename Node::children{});
    }
}

template <class Entity, class Sources, class... Columns, class... Values>
consteval auto find_in_columns(type_list<Columns...>, type_list<Values...>) {
    if constexpr (!(columns_are_in<only_source<Entity>, Columns>() && ...)) {
        return on_target_t<decltype(find_outside<only_source<Entity>, Columns...>())>{};
    } else if constexpr (!(columns_are_in<Sources, Values>() && ...)) {
        return on_target_t<decltype(find_outside<Sources, Values...>())>{};
    } else if constexpr (!(occurs_once<Columns, Columns...> && ...)) {
        return finding<rule::assigned_twice, type_list<Columns...>>{};
    } else {
        return first_finding<
            found_if<(is_in_sequence<member_index<Columns::member>, generated_fields<Entity>> ||
                      ...),
                     rule::assigned_generated, type_list<Columns...>>,
            found_if<(contains_aggregate<Values> || ...), rule::assigned_aggregate>,
            found_if<(contains_window<Values> || ...), rule::window_outside>,
            decltype(find_outer_alone<Values...>()),
            found_if<(contains_choice<Values> || ...), rule::choice_outside>,
            found_if<!((same_form<Columns, Values> && forms_agree<Values>()) && ...),
                     rule::different_forms>,
            found_if<(has_unread_form<Values>() || ...), rule::unread_form>>{};
    }
}

template <class Entity, class Sources, class... Assignments>
consteval auto find_in_assignments() {
    if constexpr (sizeof...(Assignments) == 0) {
        return finding<rule::nothing_assigned>{};
    } else if constexpr (!(is_assignment<Assignments> && ...)) {
        return finding<rule::not_an_assignment, type_list<Assignments...>>{};
    } else {
        return find_in_columns<Entity, Sources>(type_list<typename Assignments::column...>{},
                                                type_list<typename Assignments::value_node...>{});
    }
}

template <class Clauses, class Entity, class... Assignments>
consteval auto find_in_set() {
    using order = decltype(find_write_order<write_rank::values>(Clauses{}));
    using mistake =
        decltype(find_in_assignments<Entity, write_sources<Entity, Clauses>, Assignments...>());
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (mistake::value != rule::none) {
        return mistake{};
    } else {
        return found_if<(has_excluded<typename Assignments::value_node>() || ...),
                        rule::excluded_outside>{};
    }
}
template <class Clauses, class Entity, class... Assignments>
consteval auto find_in_do_update() {
    using mistake = decltype(find_in_assignments<Entity, only_source<Entity>, Assignments...>());
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (mistake::value != rule::none) {
        return mistake{};
    } else {
        return found_if<!(excluded_is_of<Entity, typename Assignments::value_node>() && ...),
                        rule::excluded_outside>{};
    }
}

template <class Clause>
inline constexpr bool is_do_update = requires { Clause::updates; };

template <class Clauses, class Entity, class... Conditions>
consteval auto find_in_upsert_where() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (!is_do_update<nth_t<Clauses::size - 1, Clauses>>) {
        return finding<rule::write_order>{};
    } else if constexpr (!(excluded_is_of<Entity, Conditions>() && ...)) {
        return finding<rule::excluded_outside>{};
    } else if constexpr ((contains_choice<Conditions> || ...)) {
        return finding<rule::choice_outside>{};
    } else {
        using found =
            on_target_t<decltype(find_in_conditions<only_source<Entity>, false, Conditions...>())>;
        return found_if<found::value != rule::excluded_outside && found::value != rule::none,
                        found::value, typename found::culprit>{};
    }
}

// A key, or the columns of one unique index of some rows.
template <class Entity, class Target>
consteval bool is_conflict_target() {
    if constexpr (is_unique_in<Entity, Target>()) {
        return true;
    } else {
        return count_partial_keys<Entity, Target>() == 1;
    }
}

template <class Clauses, class Entity, class Target>
consteval auto find_in_on_conflict() {
    using order = decltype(find_write_order<write_rank::conflict>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (is_special_object<Entity>) {
        return finding<rule::no_upsert, Entity>{};
    } else if constexpr (Target::size == 0) {
        return no_finding{};
    } else if constexpr (!all_in<Entity>(Target{})) {
        return finding<rule::conflict_target, Target>{};
    } else {
        return found_if<!is_conflict_target<Entity, member_indices_t<Target>>(),
                        rule::conflict_target, Target>{};
    }
}

// ---- returning ----

template <class Clauses, class Entity, class... Items>
consteval auto find_in_returning() {
    using order = decltype(find_write_order<write_rank::returning>(Clauses{}));
    using items = on_target_t<decltype(find_in_items<only_source<Entity>, Items...>())>;
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (items::value != rule::none) {
        return items{};
    } else {
        return first_finding<found_if<(aggregates<Items>() || ...), rule::returned_aggregate>,
                             found_if<(windows<Items>() || ...), rule::window_outside>,
                             decltype(find_outer_alone<Items...>())>{};
    }
}
template <class Clauses, class Entity, class Row, class... Items>
consteval auto find_in_returning_as() {
    using items = decltype(find_in_returning<Clauses, Entity, Items...>());
    if constexpr (is_refused<Clauses> || items::value != rule::none) {
        return items{};
    } else {
        return find_in_row<Row, type_list<>, Items...>();
    }
}

// ---- insert ----

template <class Entity, class... Columns>
consteval bool any_generated() {
    return (is_in_sequence<member_index<Columns::member>, generated_fields<Entity>> || ...);
}
template <class Clauses, class Entity, class... Columns>
consteval auto find_in_insert_columns() {
    using order = decltype(find_write_order<write_rank::values>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (!(sizeof...(Columns) > 0 && (is_column<Columns> && ...))) {
        return finding<rule::insert_columns, type_list<Columns...>>{};
    } else if constexpr (!(columns_are_in<only_source<Entity>, Columns>() && ...)) {
        return finding<rule::insert_columns, type_list<Columns...>>{};
    } else {
        return first_finding<found_if<!(occurs_once<Columns, Columns...> && ...),
                                      rule::assigned_twice, type_list<Columns...>>,
                             found_if<any_generated<Entity, Columns...>(), rule::assigned_generated,
                                      type_list<Columns...>>>{};
    }
}

// ---- from ----

template <class Clauses, class Entity, class Source>
consteval auto find_in_update_from() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else {
        return first_finding<decltype(find_write_order<write_rank::from>(Clauses{})),
                             found_if<is_named_in<Source>(type_list<table_source<Entity>>{}),
                                      rule::joined_twice, Entity>>{};
    }
}

// ---- the whole statement ----

/// What WITH would define, once nothing else is wrong.
template <class Statement, class Mistake>
consteval auto find_in_written() {
    if constexpr (Mistake::value != rule::none || !has_names<typename Statement::clauses>) {
        return Mistake{};
    } else {
        return find_in_names<Statement>();
    }
}

template <class... Clauses>
consteval auto find_in_update(type_list<Clauses...>) {
    if constexpr (is_refused<type_list<Clauses...>>) {
        return no_finding{};
    } else {
        return first_finding<
            found_if<!has_place<write_rank::values, Clauses...>, rule::nothing_set>,
            found_if<!has_place<write_rank::where, Clauses...>, rule::no_guard>>{};
    }
}
template <class... Clauses>
consteval auto find_in_delete(type_list<Clauses...>) {
    return found_if<!is_refused<type_list<Clauses...>> && !has_place<write_rank::where, Clauses...>,
                    rule::no_delete_guard>{};
}
template <class... Clauses>
consteval auto find_in_insert(type_list<Clauses...>) {
    return found_if<!is_refused<type_list<Clauses...>> &&
                        !has_place<write_rank::values, Clauses...>,
                    rule::nothing_inserted>{};
}

}  // namespace lithe::inline v0::detail
