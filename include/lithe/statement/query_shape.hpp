#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What follows from a SELECT's list of clauses: its projection and groups, whether it aggregates,
// whether it can have more than one row, and its text.

#include <lithe/statement/projection_rules.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Source, class Nullable>
using whole_entity = default_projection<Source, contains<Source, Nullable>>;
template <class Clauses>
using projection_of = nth_t<
    0,
    concat_t<clauses_at<clause_rank::select, Clauses>,
             type_list<whole_entity<nth_t<0, sources_of<Clauses>>, nullable_sources_of<Clauses>>>>>;

template <class Clauses>
using groups_of = decltype(nodes_of_clauses(clauses_at<clause_rank::group_by, Clauses>{}));

template <class Clauses>
inline constexpr bool is_aggregating =
    has_clause<clause_rank::group_by, Clauses> || has_clause<clause_rank::having, Clauses> ||
    any_aggregates(typename projection_of<Clauses>::items{}) ||
    any_aggregates(nodes_of_clauses(clauses_at<clause_rank::order_by, Clauses>{}));

// ---- columns of a query around ----

template <class Clause>
inline constexpr unsigned inside_clause = 0;
template <class Clause>
    requires requires { typename Clause::nodes; }
inline constexpr unsigned inside_clause<Clause> = summary_of_all<typename Clause::nodes>;
/// Whether an outer(column) stands in a list of clauses, outside of subqueries.
template <class Clauses>
inline constexpr bool has_outer_columns = false;
template <class... Clauses>
inline constexpr bool has_outer_columns<type_list<Clauses...>> =
    ((inside_clause<Clauses> | ...) & outer_inside) != 0;

/// Whether new_ or old_ stands in a list of clauses, in subqueries too.
template <class Clauses>
inline constexpr bool has_trigger_rows = false;
template <class... Clauses>
inline constexpr bool has_trigger_rows<type_list<Clauses...>> =
    ((inside_clause<Clauses> | ... | 0U) & trigger_row_inside) != 0;

/// Whether the text of a list of clauses depends on values.
template <class Clauses>
inline constexpr bool has_choices = false;
template <class... Clauses>
inline constexpr bool has_choices<type_list<Clauses...>> =
    ((inside_clause<Clauses> | ... | 0U) & any_choice_inside) != 0;

/// Whether a list of clauses names what WITH defines, in subqueries too.
template <class Clauses>
inline constexpr bool has_names = false;
template <class... Clauses>
inline constexpr bool has_names<type_list<Clauses...>> =
    ((inside_clause<Clauses> | ... | 0U) & named_inside) != 0;

/// What is wrong with the names that a statement's WITH would define.
template <class Statement>
consteval auto find_in_names() {
    return first_finding<found_if<with_of<Statement>.twice, rule::cte_twice>,
                         found_if<with_of<Statement>.unknown, rule::cte_unknown>,
                         found_if<with_of<Statement>.hides_table(), rule::cte_hides>,
                         found_if<with_of<Statement>.overflow, rule::cte_many>>{};
}

/// What the outer(…) in `Node` name.
template <class Node>
consteval auto around_node() {
    if constexpr ((summary_of<Node> & outer_inside) == 0) {
        return type_list<>{};
    } else if constexpr (requires { typename Node::around; }) {
        return type_list<typename Node::around>{};
    } else {
        return []<class... Children>(type_list<Children...>) {
            return concat_t<decltype(around_node<Children>())...>{};
        }(typename Node::children{});
    }
}
template <class... Nodes>
consteval auto around_nodes(type_list<Nodes...>) {
    return concat_t<decltype(around_node<Nodes>())...>{};
}
template <class Clause>
consteval auto around_clause() {
    if constexpr ((inside_clause<Clause> & outer_inside) == 0) {
        return type_list<>{};
    } else {
        return around_nodes(typename Clause::nodes{});
    }
}
template <class Clauses>
struct columns_around;
template <class... Clauses>
struct columns_around<type_list<Clauses...>> {
    using type = concat_t<decltype(around_clause<Clauses>())...>;
};

// ---- the whole query ----

/// A column that is neither grouped nor in an aggregate.
template <class Clauses, class Items = typename projection_of<Clauses>::items,
          bool Compared = false>
consteval auto find_in_groups() {
    if constexpr (!is_aggregating<Clauses>) {
        return no_finding{};
    } else {
        using groups = groups_of<Clauses>;
        using having = decltype(nodes_of_clauses(clauses_at<clause_rank::having, Clauses>{}));
        using order = decltype(nodes_of_clauses(clauses_at<clause_rank::order_by, Clauses>{}));
        return first_finding<decltype(find_ungrouped<groups, Compared>(Items{})),
                             decltype(find_ungrouped<groups, false>(having{})),
                             decltype(find_ungrouped<groups, Compared>(order{}))>{};
    }
}

/// What only the whole query shows: what a fetch call asks first.
template <class Clauses>
consteval auto find_in_query() {
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (has_outer_columns<Clauses>) {
        return finding<rule::outer_alone, typename columns_around<Clauses>::type>{};
    } else if constexpr (!is_aggregating<Clauses>) {
        return no_finding{};
    } else {
        // A query that is run itself compares their values (sqlite/group_values.hpp).
        return find_in_groups<Clauses, typename projection_of<Clauses>::items, true>();
    }
}

// A value itself, not an expression with one: `id = age + ?1` may be true of many rows.
template <class Node>
inline constexpr bool is_given_value = requires { requires Node::is_parameter; };

// A condition `key = value` on the only table's whole key yields one row at the most.
template <class Key, class Entity, class Node>
inline constexpr bool fixes_key = false;
template <std::size_t Index, class Entity, auto Member, class Value>
    requires(std::is_same_v<owner_of<Member>, Entity> && is_given_value<Value>)
inline constexpr bool
    fixes_key<std::index_sequence<Index>, Entity, operation<equal, column<Member>, Value>> =
        member_index<Member> == Index;

template <class Entity, class... Conditions>
consteval bool any_fixes_key(type_list<Conditions...>) {
    return (fixes_key<key_of<Entity>, Entity, Conditions> || ...);
}

template <class Clauses>
consteval bool yields_one_row() {
    using sources = sources_of<Clauses>;
    if constexpr (sources::size == 1) {
        return any_fixes_key<typename nth_t<0, sources>::entity>(
            nodes_of_clauses(clauses_at<clause_rank::where, Clauses>{}));
    } else {
        return false;
    }
}

template <class Clause>
constexpr void write_clause(sql_writer& out, bool without_limit) {
    if constexpr (Clause::rank != clause_rank::select) {
        // OFFSET is not allowed by itself; LIMIT -1 is no limit.
        if (Clause::rank == clause_rank::offset && without_limit)
            out.text(" LIMIT -1");
        Clause::write(out);
    }
}

template <class... Clauses>
constexpr void write_select(sql_writer& out, std::string_view before, std::string_view after) {
    using list = type_list<Clauses...>;
    bool const outer = out.qualified;
    out.qualified = out.nested || sources_of<list>::size > 1;
    out.text(has_clause<clause_rank::distinct, list> ? "SELECT DISTINCT " : "SELECT ");
    out.text(before);
    projection_of<list>::write(out);
    out.text(after);
    (write_clause<Clauses>(out, !has_clause<clause_rank::limit, list>), ...);
    out.qualified = outer;
}

/// What a fetch call needs of a SELECT; apart from select_statement itself, so that a step in a
/// chain of clauses that is never run costs nothing.
template <class Clauses>
struct select_facts;
template <class... Clauses>
struct select_facts<type_list<Clauses...>> {
    using list = type_list<Clauses...>;
    using projection = projection_of<list>;
    using shape = typename projection::shape;
    using row_type = typename row_of_shape<shape, nullable_sources_of<list>>::type;
    static constexpr bool at_most_one = yields_one_row<list>();
    /// Rows may be collected by an aggregate function: nothing orders, groups or cuts them.
    static constexpr bool collectable =
        !((Clauses::rank == clause_rank::group_by || Clauses::rank == clause_rank::having ||
           Clauses::rank == clause_rank::distinct || Clauses::rank >= clause_rank::order_by) ||
          ...) &&
        !any_aggregates(typename projection::items{}) &&
        !any_windows(typename projection::items{}) &&
        !any_needs_cursor(typename projection::items{}) && projection::width <= 126;
};

/// The same query, its rows handed to the collector of the connection.
template <class Statement>
struct collected_text;
template <template <class...> class Statement, class... Clauses>
struct collected_text<Statement<Clauses...>> {
    static constexpr void write(sql_writer& out) {
        if constexpr (has_names<type_list<Clauses...>>)
            write_with<Statement<Clauses...>>(out);
        write_select<Clauses...>(out, "lithe_collect(", ")");
    }
};

}  // namespace lithe::inline v0::detail
