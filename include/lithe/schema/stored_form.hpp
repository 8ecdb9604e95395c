#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// In which form a node's values are stored: an enum, a time or a user's type may be written
// differently in two columns (`stored_as`). SQLite would compare the two forms, a text and a number
// say, and never find them equal.

#include <lithe/expression/column.hpp>
#include <lithe/schema/descriptor.hpp>

#include <optional>
#include <type_traits>

namespace lithe::inline v0::detail {

template <auto Member>
using form_of_member = field_form<owner_of<Member>, member_index<Member>>;

template <class Node>
struct form_of_node {
    using type = type_list<>;
};
template <class Node>
    requires(formed<Node>::by_column)
struct form_of_node<Node> {
    using type = form_of_member<formed<Node>::member>;
};
template <auto Member, class Value>
struct form_of_node<column_parameter<Member, Value>> {
    using type = form_of_member<Member>;
};
template <class Node, class Range>
struct range_parameter;  // of in(), in expression/predicate.hpp
template <class Node, class Range>
struct form_of_node<range_parameter<Node, Range>> : form_of_node<Node> {};

/// type_list<Form> of stored_as, or type_list<>.
template <class Node>
using node_form = typename form_of_node<Node>::type;

/// Whether values of the two nodes may meet; those of plain numbers and texts always may.
template <class Left, class Right>
inline constexpr bool same_form =
    !has_own_kind<typename Left::value_type> || !has_own_kind<typename Right::value_type> ||
    std::is_same_v<node_form<Left>, node_form<Right>>;
// NULL has no form.
template <class Left, class Value>
inline constexpr bool same_form<Left, parameter<std::optional<Value>>> = true;

template <class First, class... Others>
consteval bool forms_agree_in(type_list<First, Others...>) {
    return (same_form<First, Others> && ...);
}
consteval bool forms_agree_in(type_list<>) {
    return true;
}

/// Whether `Node` is a function of the program that would read an argument in a form that it does
/// not know.
template <class Node>
inline constexpr bool misreads_form = false;
template <class Shape, class... Operands>
    requires(Shape::reads_stored)
inline constexpr bool misreads_form<operation<Shape, Operands...>> =
    !((!has_own_kind<typename Operands::value_type> || node_form<Operands>::size == 0) && ...);

/// Whether all that meets in `Node` has one form.
template <class Node>
consteval bool forms_agree() {
    if constexpr (misreads_form<Node>) {
        return false;
    } else {
        return forms_agree_in(typename Node::children{}) &&
               []<class... Children>(type_list<Children...>) {
                   return (forms_agree<Children>() && ...);
               }(typename Node::children{});
    }
}

/// Whether a date function in `Node` is of a column whose stored form SQLite does not read.
template <class Node>
consteval bool has_unread_form() {
    if constexpr ((summary_of<Node> & moment_inside) == 0) {
        return false;
    } else if constexpr (requires { Node::reads_form(); }) {
        return !Node::reads_form();
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (has_unread_form<Children>() || ...);
        }(typename Node::children{});
    }
}

}  // namespace lithe::inline v0::detail
