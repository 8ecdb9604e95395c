#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which windows a query has under names, and whether those that its expressions name are among
// them. An aggregate of aggregates needs a window.

#include <lithe/expression/window.hpp>
#include <lithe/statement/finding.hpp>
#include <lithe/statement/result_column.hpp>

namespace lithe::inline v0::detail {

/// Whether an aggregate other than a window function has an aggregate in it. (A window function's
/// children are those of its aggregate.)
template <class Node>
consteval bool has_nested_aggregate() {
    if constexpr (is_all_columns<Node>) {
        return false;
    } else if constexpr (!contains_aggregate<Node>) {
        return false;
    } else if constexpr (is_aggregate_node<Node>::value) {
        return (summary_of_all<typename Node::children> & aggregate_inside) != 0;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (has_nested_aggregate<Children>() || ...);
        }(typename Node::children{});
    }
}

template <class Clause>
struct windows_in {
    using list = type_list<>;
};
template <class Clause>
    requires requires { typename Clause::windows; }
struct windows_in<Clause> {
    using list = typename Clause::windows;
};
template <class Clauses>
struct windows_of;
template <class... Clauses>
struct windows_of<type_list<Clauses...>> {
    using list = concat_t<typename windows_in<Clauses>::list...>;
};

/// Whether one of a query's windows is this one, and no other has its name. To SQLite names that
/// differ in case are one.
template <class Window, class... Windows>
consteval bool is_the_one(type_list<Windows...>) {
    return contains<Window, type_list<Windows...>> &&
           ((same_name(Windows::name.view(), Window::name.view()) ? 1 : 0) + ... + 0) == 1;
}
template <class Windows, class... Parts>
consteval bool parts_are_known(type_list<Parts...>) {
    return ([] {
        if constexpr (requires { typename Parts::window_names; }) {
            return is_the_one<Parts>(Windows{});
        } else {
            return true;
        }
    }() && ...);
}
/// Whether the windows that `Node` names are among those of the query.
template <class Windows, class Node>
consteval bool windows_are_known() {
    if constexpr (is_all_columns<Node>) {
        return true;
    } else if constexpr (!contains_window<Node>) {
        return true;
    } else if constexpr (requires { typename Node::window_parts; }) {
        return parts_are_known<Windows>(typename Node::window_parts{});
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (windows_are_known<Windows, Children>() && ...);
        }(typename Node::children{});
    }
}
template <class Clauses, class... Nodes>
consteval auto find_unknown_window() {
    using windows = typename windows_of<Clauses>::list;
    return found_if<!(windows_are_known<windows, Nodes>() && ...), rule::unknown_window>{};
}

}  // namespace lithe::inline v0::detail
