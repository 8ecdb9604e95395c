#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What seek_after() asks of a query: that its order tells all rows apart, or rows that are equal
// in it would be lost between two pages, and that a row has the value of each ordering term.

#include <lithe/expression/choice.hpp>
#include <lithe/statement/query_shape.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

// ---- where a row has the value of an ordering term ----

template <class Node>
inline constexpr bool is_field_of_row = false;
template <auto Member>
inline constexpr bool is_field_of_row<column<Member>> = true;
template <fixed_string Name, auto Member>
inline constexpr bool is_field_of_row<aliased_column<Name, Member>> = true;

/// The item that is `Node`, or the number of items.
template <class Node, class... Items>
consteval std::size_t item_position(type_list<Items...>) {
    bool const same[] = {std::is_same_v<Node, Items>...};
    std::size_t at = 0;
    while (at < sizeof...(Items) && !same[at])
        ++at;
    return at;
}

/// Reads the value of `Node` from a row of the shape; `found` says whether it has one.
template <class Shape, class Node>
struct value_in_row {
    static constexpr bool found = false;
};
template <class Entity, class Node>
    requires is_field_of_row<Node> && std::is_same_v<typename Node::entity, Entity>
struct value_in_row<entity_row<Entity>, Node> {
    static constexpr bool found = true;
    static constexpr auto const& of(Entity const& row) { return field_at(row, Node::member); }
};
template <class Node>
struct value_in_row<scalar_row<Node>, Node> {
    static constexpr bool found = !has_parameters<Node>;
    template <class Row>
    static constexpr Row const& of(Row const& row) {
        return row;
    }
};
template <class Node, class... Items>
    requires(item_position<Node>(type_list<Items...>{}) < sizeof...(Items))
struct value_in_row<tuple_row<Items...>, Node> {
    static constexpr bool found = !has_parameters<Node>;
    template <class Row>
    static constexpr auto const& of(Row const& row) {
        return std::get<item_position<Node>(type_list<Items...>{})>(row);
    }
};
template <class Node, class Made, class... Items>
    requires(item_position<Node>(type_list<Items...>{}) < sizeof...(Items))
struct value_in_row<aggregate_row<Made, Items...>, Node> {
    static constexpr bool found = !has_parameters<Node>;
    template <class Row>
    static constexpr auto const& of(Row const& row) {
        return get_field<item_position<Node>(type_list<Items...>{})>(row);
    }
};
template <class Shape, class Node>
struct ordered_in_row
    : std::conditional_t<value_in_row<Shape, Node>::found, value_in_row<Shape, Node>,
                         value_in_row<Shape, typename without_collation<Node>::type>> {};
template <class Shape, class Term>
using term_in_row = ordered_in_row<Shape, typename Term::node_type>;

// ---- whether the order tells all rows apart ----

template <class Source, class Node>
inline constexpr bool orders_source = false;
template <class Source, class Node>
    requires is_field_of_row<Node>
inline constexpr bool orders_source<Source, Node> = std::is_same_v<typename Node::source, Source>;

template <class Source, std::size_t Index, class Node>
consteval bool is_column_at() {
    if constexpr (orders_source<Source, Node>) {
        return member_index<Node::member> == Index;
    } else {
        return false;
    }
}
template <class Source, class... Nodes, std::size_t... Key>
consteval bool order_has_key(type_list<Nodes...>, std::index_sequence<Key...>) {
    auto const has = []<std::size_t Index>(std::index_sequence<Index>) {
        return (is_column_at<Source, Index, Nodes>() || ...);
    };
    return sizeof...(Key) > 0 && (has(std::index_sequence<Key>{}) && ...);
}

/// The source whose whole key an inner or left join's condition equals to a column of another.
template <class Clause>
struct joined_by_key {
    using source = nothing<>;
    using other = nothing<>;
};
template <join_kind Kind, class Source, class Left, class Right>
    requires(Kind != join_kind::right && Kind != join_kind::full && is_field_of_row<Left> &&
             is_field_of_row<Right>)
struct joined_by_key<join_clause<Kind, Source, operation<equal, Left, Right>>> {
    template <class Node>
    static constexpr bool is_key = std::is_same_v<key_of<typename Node::entity>,
                                                  std::index_sequence<member_index<Node::member>>>;
    using source =
        std::conditional_t<is_key<Right>, typename Right::source,
                           std::conditional_t<is_key<Left>, typename Left::source, nothing<>>>;
    using other = std::conditional_t<is_key<Right>, typename Left::source, typename Right::source>;
};

template <class Source, class... Sources>
consteval std::size_t source_position(type_list<Sources...>) {
    bool const same[] = {std::is_same_v<Source, Sources>..., true};
    std::size_t at = 0;
    while (!same[at])
        ++at;
    return at;
}

template <class Nodes, class... Clauses, class... Sources>
consteval bool order_is_total(type_list<Clauses...>, type_list<Sources...> sources) {
    constexpr std::size_t count = sizeof...(Sources);
    bool known[count + 1] = {order_has_key<Sources>(Nodes{}, key_of<typename Sources::entity>{})...,
                             false};
    std::size_t const keys[] = {
        source_position<typename joined_by_key<Clauses>::source>(sources)...};
    std::size_t const others[] = {
        source_position<typename joined_by_key<Clauses>::other>(sources)...};
    for (std::size_t round = 0; round < count; ++round)
        for (std::size_t at = 0; at < sizeof...(Clauses); ++at)
            if (keys[at] < count && others[at] < count && known[others[at]])
                known[keys[at]] = true;
    bool total = true;
    for (std::size_t at = 0; at < count; ++at)
        total = total && known[at];
    return total;
}
template <class Nodes, class... Groups>
consteval bool order_has_groups(type_list<Groups...>) {
    return (contains<Groups, Nodes> && ...);
}
template <class Clauses, class Nodes>
consteval bool tells_rows_apart() {
    if constexpr (is_aggregating<Clauses>) {
        return order_has_groups<Nodes>(groups_of<Clauses>{});
    } else if constexpr (has_clause<clause_rank::distinct, Clauses>) {
        return order_has_groups<Nodes>(typename projection_of<Clauses>::items{});
    } else {
        return order_is_total<Nodes>(Clauses{}, sources_of<Clauses>{});
    }
}

// ---- the mistakes ----

template <class Shape, class... Terms>
consteval bool terms_are_in_row(type_list<order_by_clause<Terms...>>) {
    return (term_in_row<Shape, Terms>::found && ...);
}

/// The first term that no row of the shape has, and why.
template <class Shape, class... Terms>
consteval auto find_in_terms(type_list<order_by_clause<Terms...>> order) {
    if constexpr (terms_are_in_row<Shape>(decltype(order){})) {
        return no_finding{};
    } else {
        return first_finding<
            found_if<(contains_choice<typename Terms::node_type> || ...), rule::seek_choice>,
            found_if<(has_parameters<typename Terms::node_type> || ...), rule::seek_value>,
            finding<rule::seek_not_selected>>{};
    }
}

template <class Clauses, class Row>
consteval auto find_in_seek() {
    using order = clauses_at<clause_rank::order_by, Clauses>;
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::size == 0) {
        return finding<rule::seek_order>{};
    } else if constexpr (decltype(find_in_query<Clauses>())::value != rule::none) {
        return find_in_query<Clauses>();
    } else {
        using facts = select_facts<Clauses>;
        using row = typename facts::row_type;
        return first_finding<
            found_if<!std::is_same_v<Row, row> && !std::is_same_v<Row, std::optional<row>>,
                     rule::seek_row, row>,
            decltype(find_in_terms<typename facts::shape>(order{})),
            found_if<!tells_rows_apart<Clauses, decltype(nodes_of_clauses(order{}))>(),
                     rule::seek_order>>{};
    }
}

}  // namespace lithe::inline v0::detail
