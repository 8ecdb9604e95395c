#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Finds the first mistake of a SELECT's clause, as a value; rules.hpp has the sentences. A clause
// asks its finder when it is added; what only the whole query shows is asked when it is run.

#include <lithe/expression/logical.hpp>
#include <lithe/statement/clause.hpp>
#include <lithe/statement/finding.hpp>
#include <lithe/statement/result_column.hpp>
#include <lithe/statement/window_rules.hpp>

#include <cstddef>
#include <type_traits>

namespace lithe::inline v0::detail {

// ---- columns and their tables ----

template <class Node>
inline constexpr bool is_item = expression<Node> || is_all_columns<Node>;

template <class Sources, class Node>
consteval bool columns_are_in() {
    if constexpr (is_all_columns<Node> || is_column<Node>) {
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

template <class Node>
    struct is_excluded_node : std::bool_constant < requires {
    Node::is_excluded;
}>{};

template <class Node>
consteval bool has_excluded() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return any_node<is_excluded_node, Node>();
    }
}

/// Whether when() and choose() stand where a text may vary, and nowhere below that.
template <class Node>
consteval bool choices_are_placed() {
    if constexpr (!contains_choice<Node>) {
        return true;
    } else if constexpr (optional_condition<Node>) {
        return []<class... Children>(type_list<Children...>) {
            return (choices_are_placed<Children>() && ...);
        }(typename Node::children{});
    } else {
        return false;
    }
}

/// column_outside with the first column that is in none of `Sources`.
template <class Sources, class... Nodes>
consteval auto find_outside() {
    if constexpr (!(columns_are_in<Sources, Nodes>() && ...)) {
        using outside = nth_t<0, concat_t<decltype(columns_outside<Sources, Nodes>())...>>;
        return finding<outside_rule<outside>, outside>{};
    } else {
        return first_finding<
            found_if<(has_excluded<Nodes>() || ...), rule::excluded_outside>,
            form_finding<Nodes...>,
            found_if<(has_nested_aggregate<Nodes>() || ...), rule::nested_aggregate>>{};
    }
}

// ---- conditions ----

template <class Node>
inline constexpr bool is_condition_node = false;
template <expression Node>
inline constexpr bool is_condition_node<Node> = is_predicate<Node>;

template <class Sources, bool Aggregates, class... Conditions>
consteval auto find_in_conditions() {
    if constexpr (sizeof...(Conditions) == 0) {
        return finding<rule::no_condition>{};
    } else if constexpr (!(is_condition_node<Conditions> && ...)) {
        return finding<rule::not_a_condition, type_list<Conditions...>>{};
    } else if constexpr (!Aggregates && (contains_aggregate<Conditions> || ...)) {
        return finding<rule::aggregate_in_condition>{};
    } else if constexpr ((contains_window<Conditions> || ...)) {
        return finding<rule::window_outside>{};
    } else if constexpr (!(choices_are_placed<Conditions>() && ...)) {
        return finding<rule::choice_outside>{};
    } else {
        return find_outside<Sources, Conditions...>();
    }
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

/// Begins every finder of a SELECT: silent behind an earlier mistake, else the order of clauses.
template <clause_rank New, class... Clauses>
consteval auto find_order(type_list<Clauses...>) {
    return found_if<!is_in_order<New, Clauses...>(), rule::clause_order>{};
}

template <class Clauses, class... Conditions>
consteval auto find_in_where() {
    using order = decltype(find_order<clause_rank::where>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return find_in_conditions<sources_of<Clauses>, false, Conditions...>();
    }
}
template <class Clauses, class... Conditions>
consteval auto find_in_having() {
    using order = decltype(find_order<clause_rank::having>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return find_in_conditions<sources_of<Clauses>, true, Conditions...>();
    }
}

template <class Clauses, class... Nodes>
consteval auto find_in_group_by() {
    using order = decltype(find_order<clause_rank::group_by>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (!(sizeof...(Nodes) > 0 && (expression<Nodes> && ...))) {
        return finding<rule::not_an_expression, type_list<Nodes...>>{};
    } else if constexpr ((contains_aggregate<Nodes> || ...)) {
        return finding<rule::grouped_aggregate>{};
    } else if constexpr ((contains_window<Nodes> || ...)) {
        return finding<rule::window_outside>{};
    } else if constexpr ((contains_choice<Nodes> || ...)) {
        return finding<rule::choice_outside>{};
    } else {
        return find_outside<sources_of<Clauses>, Nodes...>();
    }
}

template <class Clauses>
consteval auto find_in_distinct() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else {
        return find_order<clause_rank::distinct>(Clauses{});
    }
}

template <class Node>
consteval bool order_is_placed() {
    if constexpr (requires { Node::is_choice; } && !optional_condition<Node>) {
        return (summary_of_all<typename Node::children> & any_choice_inside) == 0;
    } else {
        return !contains_choice<Node>;
    }
}
template <class Clauses, class... Terms>
consteval auto find_in_order_by() {
    using order = decltype(find_order<clause_rank::order_by>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (!(sizeof...(Terms) > 0 &&
                           (expression<typename node_of_term<Terms>::type> && ...))) {
        return finding<rule::not_an_expression, type_list<Terms...>>{};
    } else if constexpr (!(order_is_placed<typename node_of_term<Terms>::type>() && ...)) {
        return finding<rule::choice_outside>{};
    } else {
        return first_finding<
            decltype(find_outside<sources_of<Clauses>, typename node_of_term<Terms>::type...>()),
            decltype(find_unknown_window<Clauses, typename node_of_term<Terms>::type...>())>{};
    }
}

template <class Count>
consteval bool is_whole_count() {
    if constexpr (expression<Count>) {
        return std::is_integral_v<typename Count::value_type> &&
               columns_are_in<type_list<>, Count>();
    } else {
        return std::is_integral_v<Count> && !std::is_same_v<Count, bool> && !is_character<Count>;
    }
}
template <clause_rank Rank, class Clauses, class Count>
consteval auto find_in_count() {
    using order = decltype(find_order<Rank>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return found_if<!is_whole_count<Count>(), rule::not_a_whole_number, Count>{};
    }
}

// ---- joins ----

/// A foreign key between two sources.
template <class Key, class Child, class Parent>
struct link {
    using key = Key;
    using child = Child;
    using parent = Parent;
};

template <class Child, class Parent>
consteval auto links_between() {
    return []<class... Keys>(type_list<Keys...>) {
        return concat_t<std::conditional_t<std::is_same_v<parent_of<Keys>, typename Parent::entity>,
                                           type_list<link<Keys, Child, Parent>>, type_list<>>...>{};
    }(foreign_keys_of<typename Child::entity>{});
}

/// The foreign keys that connect `Source` with the tables already there, in either direction.
template <class Source, class Sources>
struct links_to;
template <class Source, class... Sources>
struct links_to<Source, type_list<Sources...>> {
    using list = concat_t<decltype(links_between<Source, Sources>())...,
                          decltype(links_between<Sources, Source>())...>;
};

template <class Source, auto Member>
struct column_in;
template <class Entity, auto Member>
struct column_in<table_source<Entity>, Member> {
    using type = column<Member>;
};
template <class Entity, fixed_string Name, auto Member>
struct column_in<alias_source<Entity, Name>, Member> {
    using type = aliased_column<Name, Member>;
};

template <class Child, class Parent, auto... Columns, auto... Keys>
constexpr auto equal_keys(members<Columns...>, members<Keys...>) {
    return []<class... Equal>(type_list<Equal...>) {
        if constexpr (sizeof...(Equal) == 1) {
            return (Equal({}, {}), ...);
        } else {
            return operation<logical_and, Equal...>(Equal({}, {})...);
        }
    }(type_list<equal_key<typename column_in<Child, Columns>::type,
                          typename column_in<Parent, Keys>::type>...>{});
}
/// What ON says for the one link of `Links`; true stands in where there is not one.
template <class Links>
constexpr auto condition_of() {
    if constexpr (Links::size == 1) {
        using only = nth_t<0, Links>;
        return equal_keys<typename only::child, typename only::parent>(
            typename only::key::columns{}, typename only::key::parents{});
    } else {
        return literal_t<true>{};
    }
}

template <class Source, class Clauses>
consteval auto find_new_source() {
    using order = decltype(find_order<clause_rank::join>(Clauses{}));
    if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return found_if<is_named_in<Source>(sources_of<Clauses>{}), rule::joined_twice,
                        typename Source::entity>{};
    }
}

template <class Source, class Clauses>
consteval auto find_in_inferred_join() {
    if constexpr (!sound<typename Source::entity>) {
        return no_finding{};
    } else {
        constexpr std::size_t count = links_to<Source, sources_of<Clauses>>::list::size;
        using none = found_if<count == 0, rule::no_foreign_key, typename Source::entity>;
        using many = found_if<(count > 1), rule::several_foreign_keys, typename Source::entity>;
        return first_finding<none, many>{};
    }
}
template <class Source, class Clauses, class Condition>
consteval auto find_in_join() {
    using place = decltype(find_new_source<Source, Clauses>());
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (place::value != rule::none) {
        return place{};
    } else if constexpr (std::is_same_v<Condition, unwritten_condition>) {
        return find_in_inferred_join<Source, Clauses>();
    } else {
        return find_in_conditions<concat_t<sources_of<Clauses>, type_list<Source>>, false,
                                  Condition>();
    }
}
template <class Source, class Clauses>
consteval auto find_in_cross_join() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else {
        return find_new_source<Source, Clauses>();
    }
}

}  // namespace lithe::inline v0::detail
