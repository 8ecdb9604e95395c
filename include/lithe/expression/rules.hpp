#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What an expression may not be, one sentence each. The checks are consteval functions whose
// template arguments are the culprits: Clang drops the caller's line otherwise.

#include <lithe/expression/expression.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::detail {

template <class Left, class Right>
inline constexpr bool are_comparable =
    std::is_same_v<kind_t<typename Left::value_type>, kind_t<typename Right::value_type>>;
// A column of no field: `col` has said so.
template <class Left, class Right>
    requires(is_unknown<typename Left::value_type> || is_unknown<typename Right::value_type>)
inline constexpr bool are_comparable<Left, Right> = true;

/// Whether `Node` is a condition and `Other` no truth value: 1 < x < 5 compares true or false
/// with 5.
template <class Node, class Other>
consteval bool chains_comparison() {
    if constexpr (Node::rank == precedence::equality || Node::rank == precedence::order) {
        return !std::is_same_v<typename Other::value_type, bool>;
    } else {
        return false;
    }
}

template <class Left, class Right>
consteval void require_comparable() {
    constexpr bool comparable = are_comparable<Left, Right>;
    static_assert(
        comparable,
        "lithe: comparison: the two sides have types that cannot be compared; convert one "
        "of them");
}

template <class Left, class Right>
consteval void require_unchained() {
    constexpr bool single = !are_comparable<Left, Right> || (!chains_comparison<Left, Right>() &&
                                                             !chains_comparison<Right, Left>());
    static_assert(single,
                  "lithe: comparison: a side is a comparison itself; write 1 < x && x < 5, or "
                  "compare it with a bool");
}

template <class Column, class Value>
consteval void require_assignable() {
    constexpr bool same_kind = are_comparable<Column, Value>;
    static_assert(same_kind, "lithe: assignment: the value's type is not the column's; convert it");
    constexpr bool exact = !same_kind || !is_number<typename Column::value_type> ||
                           !std::is_integral_v<typename Column::value_type> ||
                           !std::is_floating_point_v<typename Value::value_type>;
    static_assert(
        exact, "lithe: assignment: a REAL value does not fit an integer column; round or cast it");
    constexpr bool null_fits = !same_kind || is_optional<typename Column::field> ||
                               !Value::template may_be_null<type_list<>>();
    static_assert(null_fits,
                  "lithe: assignment: the value may be NULL and the column is NOT NULL; use "
                  "coalesce(value, default)");
}

/// all<T>: all columns of a table, which an alias has, too.
template <class Given>
concept whole_row = requires { typename Given::template of<void>; };

template <class Entity, class Column>
consteval bool require_column_of_alias() {
    constexpr bool same = std::is_same_v<Entity, typename Column::entity>;
    static_assert(
        same, "lithe: alias: the column belongs to another struct; name one of the alias's own");
    return same;
}

template <class Left, class Right>
consteval void require_numbers() {
    constexpr bool numbers =
        is_number<typename Left::value_type> && is_number<typename Right::value_type>;
    static_assert(
        numbers,
        "lithe: arithmetic: a side is not a number; convert it first, as by cast<std::int64_t>(x)");
}

template <class Node>
inline constexpr bool is_condition_expression = false;
template <expression Node>
inline constexpr bool is_condition_expression<Node> = is_predicate<Node>;

template <class Node>
consteval void require_predicate() {
    constexpr bool predicate = is_condition_expression<Node>;
    static_assert(predicate,
                  "lithe: logic: an operand of &&, || or ! is not a condition; compare it first");
}

template <class Node>
consteval void require_text() {
    constexpr bool text = is_text_kind<typename Node::value_type>;
    static_assert(text, "lithe: text function: an argument is not TEXT; give it a text");
}

template <bool Enough>
consteval void require_arguments() {
    static_assert(Enough,
                  "lithe: coalesce(), substr(): an argument is missing; give coalesce() two or "
                  "more, substr() where it begins");
}

template <class Text>
consteval void require_search_text() {
    constexpr bool text =
        std::is_convertible_v<Text const&, std::string_view> && !std::is_null_pointer_v<Text>;
    static_assert(text, "lithe: contains(): this is no text value; give one, or use like()");
}

template <class Node>
consteval void require_number() {
    constexpr bool number = is_number<typename Node::value_type>;
    static_assert(number,
                  "lithe: numeric function: the argument is not a number; give one, as "
                  "cast<std::int64_t>(x) is");
}

template <class Node>
inline constexpr bool is_whole_node = std::is_integral_v<typename Node::value_type> &&
                                      !std::is_same_v<typename Node::value_type, bool>;

template <class... Nodes>
consteval void require_whole_numbers() {
    constexpr bool whole = (is_whole_node<Nodes> && ...);
    static_assert(
        whole,
        "lithe: bit operator: a side is no whole number; == and < come before & and |: write "
        "brackets");
}

/// A value that may be missing, also as parameter(value): `=` with it is IS.
template <class Given>
inline constexpr bool is_optional_value = is_optional<Given>;

template <class Given>
consteval void require_ordered_value() {
    constexpr bool present = !is_optional_value<std::remove_cvref_t<Given>>;
    static_assert(present,
                  "lithe: comparison: an optional value has no order; use == or !=, or give its "
                  "value");
}

// Of a text of an enum, say, or a document.
template <class Value>
inline constexpr bool keeps_order = true;
template <class Value>
    requires requires { value_traits<Value>::keeps_order; }
inline constexpr bool keeps_order<Value> = value_traits<Value>::keeps_order;

template <class Node>
consteval void require_order() {
    constexpr bool ordered = keeps_order<typename Node::value_type>;
    static_assert(ordered,
                  "lithe: order: the stored form of this type has another order than its values; "
                  "use == or in()");
}

template <class Default>
consteval bool require_no_null_default() {
    constexpr bool value =
        !std::is_null_pointer_v<Default> && !std::is_same_v<Default, std::nullopt_t>;
    static_assert(value,
                  "lithe: lag(), lead(): without a third argument NULL is what they give; leave it "
                  "out");
    return value;
}

/// Says what is wrong with what parameter() was given.
template <class Given>
consteval void refuse_parameter() {
    if constexpr (expression<Given>) {
        static_assert(always_false<Given>,
                      "lithe: parameter(): this is an expression already; give it as it is");
    } else {
        static_assert(always_false<Given>,
                      "lithe: parameter(): no column has such a value; give a number, a text, "
                      "bytes, or a std::optional, empty for NULL");
    }
}

template <class Condition>
consteval void require_branch_condition() {
    constexpr bool condition = is_condition_expression<Condition>;
    static_assert(condition,
                  "lithe: case_when(): this is not a condition; compare it with something");
}

template <bool Typed>
consteval void require_typed_result() {
    static_assert(Typed, "lithe: case_when(): all results are NULL; give one of them a value");
}

template <class First, class Result>
consteval void require_same_result() {
    constexpr bool same = are_comparable<First, Result>;
    static_assert(
        same, "lithe: case_when(): two results have types that do not mix; convert one of them");
}

template <class Target>
consteval bool require_cast_target() {
    constexpr bool known = !std::is_same_v<Target, bool> && !is_optional<Target> &&
                           !is_view<Target> && !has_value_traits<Target> &&
                           (is_number<Target> || is_text<Target> || is_blob<Target>);
    static_assert(known,
                  "lithe: cast(): SQLite casts to numbers, TEXT and BLOB; name an integer type, "
                  "double, std::string or bytes");
    return known;
}

template <class Condition>
consteval void require_filter() {
    constexpr bool condition = is_condition_expression<Condition>;
    static_assert(condition, "lithe: filter(): this is not a condition; compare it with something");
}

template <class Node>
consteval void require_no_window() {
    constexpr bool plain = !contains_window<Node>;
    static_assert(plain, "lithe: aggregate: a window function inside an aggregate; use a subquery");
}

template <bool Plain>
consteval void require_no_nested_window() {
    static_assert(Plain, "lithe: over(): a window function inside another; use a subquery");
}

template <bool Ordered>
consteval void require_frame_order() {
    static_assert(Ordered,
                  "lithe: rows_between(): the frame ends before it begins; exchange its bounds");
}
template <bool Constant>
consteval void require_frame_offset() {
    static_assert(
        Constant,
        "lithe: rows_between(): an offset is no constant whole number (in range_between() "
        "any number); give one");
}
template <bool InOrder>
consteval void require_window_parts() {
    static_assert(InOrder,
                  "lithe: over(): it takes partition_by(), order_by() and a frame, each once; give "
                  "them in this order");
}
template <bool OneTerm>
consteval void require_range_term() {
    static_assert(OneTerm,
                  "lithe: over(): range_between() with an offset measures along one term; give "
                  "order_by() of one");
}
template <bool Measured>
consteval void require_range_number() {
    static_assert(Measured,
                  "lithe: over(): range_between() with an offset over TEXT measures nothing; order "
                  "by a number, or use rows_between()");
}
template <bool Some>
consteval void require_partition() {
    static_assert(Some,
                  "lithe: partition_by(): there is nothing to divide by; name columns, or leave it "
                  "out");
}
template <class Function>
consteval void require_window_function() {
    constexpr bool windowed = !requires { requires Function::shape::is_no_window; };
    static_assert(windowed,
                  "lithe: over(): this was declared by aggregate_function; declare it by "
                  "window_function");
}
template <class Function>
consteval void require_no_distinct() {
    constexpr bool plain = !requires { requires Function::shape::distinct; };
    static_assert(
        plain, "lithe: over(): SQLite has no DISTINCT in window functions; leave distinct() out");
    constexpr bool unordered = !requires { requires Function::shape::ordered; };
    static_assert(unordered,
                  "lithe: over(): SQLite has no ORDER BY inside a window function; order the window"
                  " itself");
}

}  // namespace lithe::inline v0::detail
