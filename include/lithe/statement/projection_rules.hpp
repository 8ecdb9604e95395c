#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Finds the first mistake of a projection: columns outside FROM, fields that do not take their
// expressions, columns neither grouped nor aggregated.

#include <lithe/statement/select_rules.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

// ---- groups ----

/// Whether `Node` has one value for each group: it is grouped by, an aggregate, or made of such.
template <class Groups, class Node>
consteval bool is_grouped() {
    if constexpr (contains<Node, Groups> && !has_parameters<Node>) {
        return true;  // of one type are one expression, but for the values in it
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

/// An expression as in group_by(), whose run-time values may be others there.
template <class Node>
struct grouped_by_value {};
template <class Culprit>
struct ungrouped_finding {
    using type = finding<rule::ungrouped, Culprit>;
};
template <class Node>
struct ungrouped_finding<grouped_by_value<Node>> {
    using type = finding<rule::grouped_value, Node>;
};

template <class Groups, class Node>
consteval auto ungrouped_in() {
    if constexpr (is_grouped<Groups, Node>()) {
        return type_list<>{};
    } else if constexpr (contains<Node, Groups>) {
        return type_list<grouped_by_value<Node>>{};
    } else if constexpr (is_all_columns<Node> || is_column<Node>) {
        return type_list<Node>{};
    } else {
        return []<class... Children>(type_list<Children...>) {
            return concat_t<decltype(ungrouped_in<Groups, Children>())...>{};
        }(typename Node::children{});
    }
}

template <class Groups, bool Compared, class Node>
consteval auto ungrouped_of() {
    if constexpr (Compared && contains<Node, Groups>) {
        return type_list<>{};
    } else {
        return ungrouped_in<Groups, Node>();
    }
}

/// ungrouped with the first column that has several values in a group. Where they are `Compared`
/// when the query runs, whole expressions of groups may have run-time values.
template <class Groups, bool Compared, class... Nodes>
consteval auto find_ungrouped(type_list<Nodes...>) {
    using outside = concat_t<decltype(ungrouped_of<Groups, Compared, Nodes>())..., type_list<>>;
    if constexpr (outside::size == 0) {
        return no_finding{};
    } else {
        return typename ungrouped_finding<nth_t<0, outside>>::type{};
    }
}

template <class Node>
consteval bool aggregates() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return contains_aggregate<Node>;
    }
}
template <class Node>
consteval bool windows() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return contains_window<Node>;
    }
}
template <class Node>
consteval bool chooses() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return contains_choice<Node>;
    }
}
template <class Node>
consteval bool needs_cursor() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else {
        return (summary_of<Node> & cursor_inside) != 0;
    }
}
template <class... Nodes>
consteval bool any_needs_cursor(type_list<Nodes...>) {
    return (needs_cursor<Nodes>() || ...);
}
template <class... Nodes>
consteval bool any_windows(type_list<Nodes...>) {
    return (windows<Nodes>() || ...);
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

// ---- fields of an aggregate ----

template <class Field, class Given>
inline constexpr bool field_takes =
    std::is_same_v<kind_t<Field>, kind_t<Given>> &&
    !(is_number<Field> && std::is_integral_v<bare<Field>> && std::is_floating_point_v<bare<Given>>);
// An entity goes into a field of its own type only.
template <class Field, class Given>
    requires(std::is_class_v<bare<Given>> && !storable<bare<Given>>)
inline constexpr bool field_takes<Field, Given> = std::is_same_v<bare<Field>, bare<Given>>;

/// A field by its name, so that an error shows it.
template <fixed_string Name, class Type, class Given>
struct field_and_expression {};

template <class Row, class Nullable, std::size_t Index, class Item>
consteval auto find_in_field() {
    using field = field_type<Row, Index>;
    using given = typename item_result<Item, Nullable>::type;
    using culprit = field_and_expression<field_label<Row, Index>, field, given>;
    if constexpr (!field_takes<field, given>) {
        return finding<rule::field_type, culprit>{};
    } else {
        return found_if<is_optional<given> && !is_optional<field>, rule::field_drops_null,
                        culprit>{};
    }
}

template <class Row, class Nullable, class... Items>
consteval auto find_in_row() {
    if constexpr (!reflectable<Row>) {
        return no_finding{};  // require_reflectable says it
    } else if constexpr (field_count<Row> != sizeof...(Items)) {
        return finding<rule::field_count, Row>{};
    } else {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return first_finding<decltype(find_in_field<Row, Nullable, Index, Items>())...>{};
        }(std::index_sequence_for<Items...>{});
    }
}

// ---- window ----

template <class Clauses, class... Windows>
consteval auto find_in_window() {
    using order = decltype(find_order<clause_rank::window>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else if constexpr (!(sizeof...(Windows) > 0 && (is_named_window<Windows> && ...))) {
        return finding<rule::not_a_window, type_list<Windows...>>{};
    } else {
        return []<class... Nodes>(type_list<Nodes...>) {
            return find_outside<sources_of<Clauses>, Nodes...>();
        }(concat_t<typename Windows::nodes...>{});
    }
}

// ---- select ----

template <class Sources, class... Items>
consteval auto find_in_items() {
    if constexpr (!(sizeof...(Items) > 0 && (is_item<Items> && ...))) {
        return finding<rule::not_an_expression, type_list<Items...>>{};
    } else if constexpr ((chooses<Items>() || ...)) {
        return finding<rule::choice_outside>{};
    } else {
        return find_outside<Sources, Items...>();
    }
}

template <class Clauses, class... Items>
consteval auto find_in_select() {
    using order = decltype(find_order<clause_rank::select>(Clauses{}));
    if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        using items = decltype(find_in_items<sources_of<Clauses>, Items...>());
        if constexpr (items::value != rule::none) {
            return items{};
        } else {
            return find_unknown_window<Clauses, Items...>();
        }
    }
}
template <class Clauses, class Row, class... Items>
consteval auto find_in_select_as() {
    using items = decltype(find_in_select<Clauses, Items...>());
    if constexpr (is_refused<Clauses> || items::value != rule::none) {
        return items{};
    } else {
        return find_in_row<Row, nullable_sources_of<Clauses>, Items...>();
    }
}

}  // namespace lithe::inline v0::detail
