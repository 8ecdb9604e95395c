#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's scalar functions under their own names: lower, upper, trim, length, substr, replace,
// abs, round, coalesce, ifnull, nullif, concat. https://www.sqlite.org/lang_corefunc.html

#include <lithe/expression/arithmetic.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Shape>
struct text_function : call_shape<Shape> {
    template <class...>
    using value = std::string;
};
struct lower_shape : text_function<lower_shape> {
    static constexpr std::string_view name = "lower";
};
struct upper_shape : text_function<upper_shape> {
    static constexpr std::string_view name = "upper";
};
struct trim_shape : text_function<trim_shape> {
    static constexpr std::string_view name = "trim";
};
struct ltrim_shape : text_function<ltrim_shape> {
    static constexpr std::string_view name = "ltrim";
};
struct rtrim_shape : text_function<rtrim_shape> {
    static constexpr std::string_view name = "rtrim";
};
struct substr_shape : call_shape<substr_shape> {
    static constexpr std::string_view name = "substr";
    template <class First, class...>
    using value = std::conditional_t<is_blob<typename First::value_type>, bytes, std::string>;
};
struct replace_shape : text_function<replace_shape> {
    static constexpr std::string_view name = "replace";
};
struct length_shape : call_shape<length_shape> {
    static constexpr std::string_view name = "length";
    template <class...>
    using value = std::int64_t;
};
struct instr_shape : call_shape<instr_shape> {
    static constexpr std::string_view name = "instr";
    template <class...>
    using value = std::int64_t;
};
struct abs_shape : call_shape<abs_shape> {
    static constexpr std::string_view name = "abs";
    template <class... Operands>
    using value = number_of<Operands...>;
};
struct round_shape : call_shape<round_shape> {
    static constexpr std::string_view name = "round";
    template <class...>
    using value = double;
};

template <class First, class...>
struct first_value_of {
    using type = typename First::value_type;
};
template <class... Operands>
using first_value = typename first_value_of<Operands...>::type;

template <class... Operands>
struct unified_value {
    using type = first_value<Operands...>;
};
template <class... Operands>
    requires(is_number<typename Operands::value_type> && ...)
struct unified_value<Operands...> {
    using type = number_of<Operands...>;
};

struct coalesce_shape : call_shape<coalesce_shape> {
    static constexpr std::string_view name = "coalesce";
    static constexpr null_rule nulls = null_rule::all_operands;
    template <class... Operands>
    using value = typename unified_value<Operands...>::type;
};
struct nullif_shape : call_shape<nullif_shape> {
    static constexpr std::string_view name = "nullif";
    static constexpr null_rule nulls = null_rule::always;
    template <class... Operands>
    using value = first_value<Operands...>;
};

template <class Shape, class... Operands>
LITHE_ALWAYS_INLINE constexpr auto call(Operands... operands) {
    return operation<Shape, Operands...>(std::move(operands)...);
}

template <class Shape, class... Texts>
LITHE_ALWAYS_INLINE constexpr auto call_text(Texts&&... texts) {
    (require_text<operand_t<Texts, text_context>>(), ...);
    return operation<Shape, operand_t<Texts, text_context>...>(
        as_operand<text_context>(std::forward<Texts>(texts))...);
}

// A number is found in no text, and no text in a number, that SQLite makes one of.
template <class Node, class Part>
consteval void require_same_number() {
    using part = typename Part::value_type;
    if constexpr (is_number<typename Node::value_type> != is_number<part> || is_null_constant<part>)
        require_comparable<Node, Part>();
}

/// A position or a count.
template <class Given>
constexpr auto number_operand(Given&& given) {
    require_number<operand_t<Given, integer_context>>();
    return as_operand<integer_context>(std::forward<Given>(given));
}

}  // namespace detail

/// ASCII letters in lower case.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto lower(Node const& node) {
    return detail::call_text<detail::lower_shape>(node);
}
/// ASCII letters in upper case.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto upper(Node const& node) {
    return detail::call_text<detail::upper_shape>(node);
}
/// Without blanks at both ends, or without the characters given.
template <expression Node, class... Characters>
    requires(sizeof...(Characters) <= 1)
constexpr auto trim(Node const& node, Characters&&... characters) {
    return detail::call_text<detail::trim_shape>(node, std::forward<Characters>(characters)...);
}
template <expression Node, class... Characters>
    requires(sizeof...(Characters) <= 1)
constexpr auto ltrim(Node const& node, Characters&&... characters) {
    return detail::call_text<detail::ltrim_shape>(node, std::forward<Characters>(characters)...);
}
template <expression Node, class... Characters>
    requires(sizeof...(Characters) <= 1)
constexpr auto rtrim(Node const& node, Characters&&... characters) {
    return detail::call_text<detail::rtrim_shape>(node, std::forward<Characters>(characters)...);
}
/// Every `from` in `node` replaced by `to`.
template <expression Node, class From, class To>
LITHE_ALWAYS_INLINE constexpr auto replace(Node const& node, From&& from, To&& to) {
    return detail::call_text<detail::replace_shape>(node, std::forward<From>(from),
                                                    std::forward<To>(to));
}
/// Characters of a text (up to the first NUL), bytes of a blob.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto length(Node const& node) {
    return detail::call<detail::length_shape>(node);
}
/// Where `part` first stands in `node`, from 1; 0 when it does not.
template <expression Node, class Part>
LITHE_ALWAYS_INLINE constexpr auto instr(Node const& node, Part&& part) {
    detail::require_same_number<Node, detail::operand_t<Part, Node>>();
    return detail::call<detail::instr_shape>(node,
                                             detail::as_operand<Node>(std::forward<Part>(part)));
}
/// From the `start`th character, or byte of a blob, counted from 1 (negative: from the end), all or
/// `count` of them.
template <expression Node, class Start, class... Count>
    requires(sizeof...(Count) <= 1)
constexpr auto substr(Node const& node, Start&& start, Count&&... count) {
    if constexpr (!detail::is_blob<typename Node::value_type>)
        detail::require_text<Node>();
    return detail::call<detail::substr_shape>(
        node, detail::number_operand(std::forward<Start>(start)),
        detail::number_operand(std::forward<Count>(count))...);
}
template <expression Node, class... None>
    requires(sizeof...(None) == 0)
constexpr auto substr(Node const& node) {
    detail::require_arguments<(sizeof...(None) > 0)>();
    return node;
}
/// The absolute value; an error for the smallest 64-bit integer.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto abs(Node const& node) {
    detail::require_number<Node>();
    return detail::call<detail::abs_shape>(node);
}
/// Rounded to `digits` places behind the point, none by default; always REAL.
template <expression Node, class... Digits>
    requires(sizeof...(Digits) <= 1)
constexpr auto round(Node const& node, Digits&&... digits) {
    detail::require_number<Node>();
    return detail::call<detail::round_shape>(
        node, detail::number_operand(std::forward<Digits>(digits))...);
}
/// The first operand that is not NULL; NULL only if all may be.
template <expression First, class... Others>
constexpr auto coalesce(First const& first, Others&&... others) {
    detail::require_arguments<(sizeof...(Others) > 0)>();
    return [&](auto... operands) {
        (detail::require_comparable<First, decltype(operands)>(), ...);
        return detail::call<detail::coalesce_shape>(first, std::move(operands)...);
    }(detail::as_operand<First>(std::forward<Others>(others))...);
}
template <class... None>
    requires(sizeof...(None) == 0)
constexpr auto coalesce() {
    detail::require_arguments<(sizeof...(None) > 0)>();
    return column<nullptr>{};
}
/// `coalesce` of two.
template <expression First, class Other>
constexpr auto ifnull(First const& first, Other&& other) {
    return coalesce(first, std::forward<Other>(other));
}
/// NULL where both are equal, else the first.
template <expression First, class Other>
constexpr auto nullif(First const& first, Other&& other) {
    auto second = detail::as_operand<First>(std::forward<Other>(other));
    detail::require_comparable<First, decltype(second)>();
    return detail::call<detail::nullif_shape>(first, std::move(second));
}
/// Texts joined; NULL when one is NULL, as SQL's `||`.
template <class First, class Second, class... Others>
    requires(expression<First> || expression<Second> || (expression<Others> || ...))
constexpr auto concat(First&& first, Second&& second, Others&&... others) {
    return [](auto... operands) {
        (detail::require_text<decltype(operands)>(), ...);
        return operation<detail::concatenation, decltype(operands)...>(std::move(operands)...);
    }(detail::as_operand<detail::text_context>(std::forward<First>(first)),
           detail::as_operand<detail::text_context>(std::forward<Second>(second)),
           detail::as_operand<detail::text_context>(std::forward<Others>(others))...);
}

}  // namespace lithe::inline v0
