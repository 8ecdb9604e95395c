#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A query inside another statement: `exists(query)`, `col<&T::f>.in(query)`, `scalar(query)`. What
// it names by outer(…) are the children of its node, so that every check of columns in the
// statement around sees these and nothing else: its aggregates and windows are its own.
// https://www.sqlite.org/lang_expr.html#subquery_expressions

#include <lithe/expression/literal.hpp>
#include <lithe/expression/logical.hpp>
#include <lithe/expression/outer.hpp>
#include <lithe/expression/predicate.hpp>
#include <lithe/statement/select.hpp>

#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

// ---- rules ----

// SQLite asks the innermost query first.
template <class Sources, class... Columns>
consteval bool any_source_in(type_list<Columns...>) {
    return (is_named_in<typename source_around<Columns>::type>(Sources{}) || ...);
}

// SQL gives an aggregate of outer columns alone to the query around, which then has one row.
template <class Node>
consteval bool has_own_column() {
    if constexpr (is_column<Node>) {
        return true;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (has_own_column<Children>() || ...);
        }(typename Node::children{});
    }
}
template <class Node>
consteval bool aggregates_around() {
    if constexpr ((summary_of<Node> & outer_inside) == 0) {
        return false;
    } else if constexpr (is_aggregate_node<Node>::value) {
        return !has_own_column<Node>();
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (aggregates_around<Children>() || ...);
        }(typename Node::children{});
    }
}
template <class... Nodes>
consteval bool any_aggregates_around(type_list<Nodes...>) {
    return (aggregates_around<Nodes>() || ...);
}
template <class Clause>
consteval bool clause_aggregates_around() {
    if constexpr ((inside_clause<Clause> & outer_inside) == 0) {
        return false;
    } else {
        return any_aggregates_around(typename Clause::nodes{});
    }
}

/// The mistakes in what a subquery names of the query around.
template <class... Clauses>
consteval auto find_in_around(type_list<Clauses...>) {
    using list = type_list<Clauses...>;
    if constexpr (!has_outer_columns<list>) {
        return no_finding{};
    } else {
        using around = typename columns_around<list>::type;
        return first_finding<
            found_if<any_source_in<sources_of<list>>(around{}), rule::outer_own, around>,
            found_if<(clause_aggregates_around<Clauses>() || ...), rule::outer_aggregate>>{};
    }
}

/// What a subquery's node must know of its query.
template <class Query>
struct subquery_facts;
template <class... Clauses>
struct subquery_facts<select_statement<Clauses...>> {
    using list = type_list<Clauses...>;
    using around = typename columns_around<list>::type;
    using items = typename projection_of<list>::items;
    using item = nth_t<0, items>;
    using nullable = nullable_sources_of<list>;
    static constexpr bool refused = is_refused<list>;
    static constexpr bool names = has_names<list>;
    static constexpr bool chooses = has_choices<list>;
    static constexpr bool in_trigger = has_trigger_rows<list>;
    static constexpr bool one_column = items::size == 1 && !is_all_columns<item>;
    static constexpr bool parameters = (Clauses::parameters || ...);
    /// An aggregate over all rows; HAVING and LIMIT could take it away.
    static constexpr bool always_a_row =
        !((Clauses::rank == clause_rank::group_by || Clauses::rank == clause_rank::having ||
           Clauses::rank >= clause_rank::limit) ||
          ...) &&
        is_aggregating<list>;

    /// Of the items only where they are asked for.
    template <bool Items>
    static consteval auto find_mistake() {
        if constexpr (refused) {
            return no_finding{};
        } else if constexpr (Items || has_clause<clause_rank::select, list>) {
            return first_finding<decltype(find_in_around(list{})),
                                 decltype(find_in_groups<list>())>{};
        } else {
            return first_finding<decltype(find_in_around(list{})),
                                 decltype(find_in_groups<list, type_list<>>())>{};
        }
    }
    static constexpr void write(sql_writer& out) { write_select<Clauses...>(out, {}, {}); }
    static constexpr void write_exists(sql_writer& out) {
        if constexpr (has_clause<clause_rank::select, list>) {
            write(out);
        } else {  // EXISTS asks for rows, not for what is in them
            bool const around_names = out.qualified;
            out.qualified = true;
            out.text("SELECT 1");
            (write_clause<Clauses>(out, !has_clause<clause_rank::limit, list>), ...);
            out.qualified = around_names;
        }
    }
};

/// The first mistake in a subquery of EXISTS, or in one that gives values.
template <class Query>
consteval auto find_in_exists() {
    return subquery_facts<Query>::template find_mistake<false>();
}
template <class Query>
consteval auto find_in_values() {
    using facts = subquery_facts<Query>;
    if constexpr (facts::refused) {
        return no_finding{};
    } else if constexpr (!facts::one_column) {
        return finding<rule::one_column>{};
    } else {
        return facts::template find_mistake<true>();
    }
}
/// Whether there are values; the mistakes have been told.
template <class Query>
inline constexpr bool gives_values =
    !subquery_facts<Query>::refused && decltype(find_in_values<Query>())::value == rule::none;

/// What is inside a query, for those who look from around it.
template <class Query>
inline constexpr unsigned inside_query =
    (subquery_facts<Query>::names ? named_inside : 0U) |
    (subquery_facts<Query>::chooses ? query_choice_inside : 0U) |
    (subquery_facts<Query>::in_trigger ? trigger_row_inside : 0U);

// ---- nodes ----

template <class... Columns>
consteval auto asides(type_list<Columns...>) {
    return type_list<aside<Columns>...>{};
}

constexpr void write_nested(sql_writer& out, void (*write)(sql_writer&)) {
    bool const nested = out.nested;
    out.nested = true;
    out.put('(');
    write(out);
    out.put(')');
    out.nested = nested;
}

/// What the three nodes share.
template <class Query>
struct subquery_node {
    using query_type = Query;
    using children = decltype(asides(typename subquery_facts<Query>::around{}));
    static constexpr unsigned inside = query_inside | inside_query<Query>;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Query query;

    constexpr explicit subquery_node(Query given) : query(static_cast<Query&&>(given)) {}

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        query.bind_body(sink);
    }
};
template <class Query>
using value_item = typename subquery_facts<Query>::item;

/// The rows of a query behind IN.
template <class Query>
struct subquery_rows : expression_tag, subquery_node<Query> {
    using value_type = typename value_item<Query>::value_type;
    using subquery_node<Query>::subquery_node;

    template <class Nullable>
    static consteval bool may_be_null() {
        using missing = concat_t<typename subquery_facts<Query>::nullable, Nullable>;
        return value_item<Query>::template may_be_null<missing>();
    }
    static constexpr void write(sql_writer& out) {
        write_nested(out, &subquery_facts<Query>::write);
    }
};

template <bool Negated>
struct in_subquery : predicate_shape<in_subquery<Negated>> {
    static constexpr void separate(sql_writer& out, std::size_t) {
        out.text(Negated ? " NOT IN " : " IN ");
    }
};

}  // namespace detail

/// The one column of a query's first row as a value, NULL without a row; made by scalar().
template <class Query>
struct scalar_subquery : postfix_functions<scalar_subquery<Query>>, detail::subquery_node<Query> {
    using value_type = typename detail::value_item<Query>::value_type;
    using detail::subquery_node<Query>::subquery_node;

    template <class Nullable>
    static consteval bool may_be_null() {
        using facts = detail::subquery_facts<Query>;
        using missing = detail::concat_t<typename facts::nullable, Nullable>;
        return !facts::always_a_row || facts::item::template may_be_null<missing>();
    }
    static constexpr void write(sql_writer& out) {
        detail::write_nested(out, &detail::subquery_facts<Query>::write);
    }
};

/// Whether a query has rows; made by exists().
template <class Query>
struct exists_subquery : detail::expression_tag, detail::subquery_node<Query> {
    using value_type = bool;
    using detail::subquery_node<Query>::subquery_node;

    template <class>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) {
        out.text("EXISTS ");
        detail::write_nested(out, &detail::subquery_facts<Query>::write_exists);
    }
};

namespace detail {

template <class Query>
inline constexpr bool has_parameters<subquery_rows<Query>> = subquery_facts<Query>::parameters;
template <class Query>
inline constexpr bool has_parameters<scalar_subquery<Query>> = subquery_facts<Query>::parameters;
template <class Query>
inline constexpr bool has_parameters<exists_subquery<Query>> = subquery_facts<Query>::parameters;

// Enums, times and users' types have the stored form of the column that the query selects.
template <class Query>
struct formed<subquery_rows<Query>> : formed<value_item<Query>> {};
template <class Query>
struct formed<scalar_subquery<Query>> : formed<value_item<Query>> {};

template <class Query>
inline constexpr bool is_query = false;
template <class... Clauses>
inline constexpr bool is_query<select_statement<Clauses...>> = true;

/// `node IN (query)`
template <bool Negated, class Node, class Query>
    requires is_query<std::remove_cvref_t<Query>>
constexpr auto make_in(Node const& node, Query&& query) {
    using given = std::remove_cvref_t<Query>;
    if constexpr (explain<decltype(find_in_values<given>())>() && gives_values<given>) {
        using values = subquery_rows<given>;
        require_comparable<Node, values>();
        return operation<in_subquery<Negated>, Node, values>(node,
                                                             values(std::forward<Query>(query)));
    } else {
        return operation<null_test, Node>(node);
    }
}

}  // namespace detail

/// Whether `query` has a row; never NULL. It needs no select(). `!exists(query)`: whether it has
/// none.
template <class Query>
    requires detail::is_query<Query>
[[nodiscard]] constexpr auto exists(Query query) {
    if constexpr (detail::explain<decltype(detail::find_in_exists<Query>())>()) {
        return exists_subquery<Query>(static_cast<Query&&>(query));
    } else {
        return operation<detail::null_test, literal_t<0>>({});
    }
}

/// The one column of the first row of `query` as an expression: optional, since no row gives NULL,
/// unless it is an aggregate over all rows that is never NULL, such as count().
template <class Query>
    requires detail::is_query<Query>
[[nodiscard]] constexpr auto scalar(Query query) {
    if constexpr (detail::explain<decltype(detail::find_in_values<Query>())>() &&
                  detail::gives_values<Query>) {
        return scalar_subquery<Query>(static_cast<Query&&>(query));
    } else {
        return literal_t<0>{};
    }
}

}  // namespace lithe::inline v0
