#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// + - * / % and unary minus. Whole numbers give std::int64_t, anything with a REAL gives double;
// `/` and `%` may be NULL, because SQLite answers NULL to a division by zero. An integer result
// that overflows becomes REAL in SQLite and is refused when it is read. `+` joins texts.

#include <lithe/expression/comparison.hpp>
#include <lithe/expression/literal.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class... Operands>
using number_of =
    std::conditional_t<(std::is_floating_point_v<typename Operands::value_type> || ...), double,
                       std::int64_t>;

template <class Shape, precedence Rank>
struct arithmetic_shape : infix_shape<Shape, Rank> {
    template <class... Operands>
    using value = number_of<Operands...>;
};

struct plus : arithmetic_shape<plus, precedence::sum> {
    static constexpr std::string_view words = " + ";
};
struct minus : arithmetic_shape<minus, precedence::sum> {
    static constexpr std::string_view words = " - ";
};
struct times : arithmetic_shape<times, precedence::product> {
    static constexpr std::string_view words = " * ";
};
struct divided : arithmetic_shape<divided, precedence::product> {
    static constexpr std::string_view words = " / ";
    static constexpr null_rule nulls = null_rule::always;
};
struct modulo : arithmetic_shape<modulo, precedence::product> {
    static constexpr std::string_view words = " % ";
    static constexpr null_rule nulls = null_rule::always;
};
struct divided_by_constant : divided {
    static constexpr null_rule nulls = null_rule::any_operand;
};
struct modulo_constant : modulo {
    static constexpr null_rule nulls = null_rule::any_operand;
};
struct negated : shape_base {
    template <class... Operands>
    using value = number_of<Operands...>;
    // In brackets: two minus signs in a row would begin a comment.
    static constexpr void open(sql_writer& out) { out.text("-("); }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};
struct concatenation : infix_shape<concatenation, precedence::concat> {
    template <class...>
    using value = std::string;
    static constexpr std::string_view words = " || ";
};

template <class Node>
inline constexpr bool is_text_node = std::is_same_v<kind_t<typename Node::value_type>, text_kind>;

template <class Node>
inline constexpr bool is_nonzero_literal = false;
template <auto Value>
    requires std::is_arithmetic_v<decltype(Value)>
inline constexpr bool is_nonzero_literal<literal_t<Value>> = Value != 0;
// `%` makes an integer of it first: of 0.5 a 0.
template <class Node>
inline constexpr bool is_whole_divisor = false;
template <auto Value>
    requires std::is_arithmetic_v<decltype(Value)>
inline constexpr bool is_whole_divisor<literal_t<Value>> =
    static_cast<double>(Value) >= 1 || static_cast<double>(Value) <= -1;

/// What a node of whole literals alone comes to; unknown of any other, and where it is large.
struct whole_constant {
    bool known = false;
    std::int64_t value = 0;
    [[nodiscard]] constexpr bool is_small() const {
        return known && value >= -INT32_MAX && value <= INT32_MAX;
    }
};

template <class Node>
inline constexpr whole_constant constant_of{};
template <auto Value>
    requires std::is_integral_v<decltype(Value)>
inline constexpr whole_constant constant_of<literal_t<Value>>{true,
                                                              static_cast<std::int64_t>(Value)};
template <class Node>
inline constexpr whole_constant constant_of<operation<negated, Node>>{
    constant_of<Node>.is_small(), constant_of<Node>.is_small() ? -constant_of<Node>.value : 0};

template <class Shape>
consteval whole_constant fold(whole_constant left, whole_constant right) {
    if (!left.is_small() || !right.is_small()) {
        return {};
    } else if constexpr (std::is_same_v<Shape, plus>) {
        return {true, left.value + right.value};
    } else if constexpr (std::is_same_v<Shape, minus>) {
        return {true, left.value - right.value};
    } else if constexpr (std::is_same_v<Shape, times>) {
        return {true, left.value * right.value};
    } else if constexpr (std::is_base_of_v<divided, Shape>) {
        return right.value == 0 ? whole_constant() : whole_constant{true, left.value / right.value};
    } else {
        return {};
    }
}
template <class Shape, class Left, class Right>
inline constexpr whole_constant constant_of<operation<Shape, Left, Right>> =
    fold<Shape>(constant_of<Left>, constant_of<Right>);

template <class Shape, class Left, class Right>
LITHE_ALWAYS_INLINE constexpr auto make_arithmetic(Left&& left, Right&& right) {
    using first = operand_t<Left, Right>;
    using second = operand_t<Right, Left>;
    constexpr bool joins =
        std::is_same_v<Shape, plus> && is_text_node<first> && is_text_node<second>;
    constexpr bool numbers =
        is_number<typename first::value_type> && is_number<typename second::value_type>;
    if constexpr (!joins)
        require_numbers<first, second>();
    if constexpr (joins || numbers) {
        using shape = std::conditional_t<joins, concatenation, Shape>;
        return operation<shape, first, second>(
            as_operand<std::remove_cvref_t<Right>>(std::forward<Left>(left)),
            as_operand<std::remove_cvref_t<Left>>(std::forward<Right>(right)));
    } else {
        return column<nullptr>{};  // every rule is silent about it
    }
}

template <class Left, class Right>
concept any_expression = expression<Left> || expression<Right>;

}  // namespace detail

/// The sum, std::int64_t or double; of texts, SQL's `||`. Errors: an integer sum that overflows is
/// REAL in SQLite and throws conversion_error when it is read.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator+(Left&& left, Right&& right) {
    return detail::make_arithmetic<detail::plus>(std::forward<Left>(left),
                                                 std::forward<Right>(right));
}
/// The difference, std::int64_t or double; overflow as of `+`.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator-(Left&& left, Right&& right) {
    return detail::make_arithmetic<detail::minus>(std::forward<Left>(left),
                                                  std::forward<Right>(right));
}
/// The product, std::int64_t or double; overflow as of `+`.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator*(Left&& left, Right&& right) {
    return detail::make_arithmetic<detail::times>(std::forward<Left>(left),
                                                  std::forward<Right>(right));
}
/// The quotient, of integers cut towards 0. Optional, because division by 0 is NULL, unless the
/// divisor is a literal other than 0.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator/(Left&& left, Right&& right) {
    using shape = std::conditional_t<detail::is_nonzero_literal<std::remove_cvref_t<Right>>,
                                     detail::divided_by_constant, detail::divided>;
    return detail::make_arithmetic<shape>(std::forward<Left>(left), std::forward<Right>(right));
}
/// The remainder, of integers; optional unless the divisor is a literal of at least 1, or at most
/// -1: SQLite casts REAL operands to INTEGER first.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator%(Left&& left, Right&& right) {
    using shape = std::conditional_t<detail::is_whole_divisor<std::remove_cvref_t<Right>>,
                                     detail::modulo_constant, detail::modulo>;
    return detail::make_arithmetic<shape>(std::forward<Left>(left), std::forward<Right>(right));
}

/// The negative.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto operator-(Node node) {
    detail::require_number<Node>();
    if constexpr (detail::is_number<typename Node::value_type>) {
        return operation<detail::negated, Node>(std::move(node));
    } else {
        return column<nullptr>{};
    }
}

}  // namespace lithe::inline v0
