#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's mathematical functions under their own names. A library built without
// SQLITE_ENABLE_MATH_FUNCTIONS has none of them: preparing is then a lithe::missing_feature. What
// is not defined (the root of -1) is NULL, so such functions are std::optional.
// https://www.sqlite.org/lang_mathfunc.html

#include <lithe/expression/function.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

enum class math_name : unsigned char {
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    ceil,
    floor,
    trunc,
    cos,
    sin,
    tan,
    cosh,
    sinh,
    tanh,
    degrees,
    radians,
    exp,
    ln,
    log,
    log2,
    mod,
    pi,
    pow,
    sqrt
};
inline constexpr std::string_view math_names[] = {
    "acos",  "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil",    "floor",
    "trunc", "cos",   "sin",  "tan",   "cosh", "sinh",  "tanh",  "degrees", "radians",
    "exp",   "ln",    "log",  "log2",  "mod",  "pi",    "pow",   "sqrt"};

// By name and not a struct each: what is not called is not instantiated.
template <math_name Name>
struct math_function : call_shape<math_function<Name>> {
    static constexpr std::string_view name = math_names[static_cast<unsigned char>(Name)];
    template <class...>
    using value = double;
};
/// NULL for some operands.
template <math_name Name>
struct partial_function : math_function<Name> {
    static constexpr null_rule nulls = null_rule::always;
};
/// Not defined for some REAL operands, but for all whole numbers: of the infinite, say.
template <math_name Name, class... Nodes>
using total_of_whole = std::conditional_t<(std::is_integral_v<typename Nodes::value_type> && ...),
                                          math_function<Name>, partial_function<Name>>;
/// A whole number of an INTEGER, else a REAL without a fraction.
template <math_name Name>
struct rounding_function : math_function<Name> {
    template <class... Operands>
    using value = number_of<Operands...>;
};

template <class Shape, class Node>
constexpr auto call_number(Node const& node) {
    require_number<Node>();
    return operation<Shape, Node>(node);
}
template <class Shape, class Left, class Right>
constexpr auto call_numbers(Left left, Right right) {
    require_numbers<Left, Right>();
    return operation<Shape, Left, Right>(std::move(left), std::move(right));
}

}  // namespace detail

/// The arc cosine in radians; NULL beyond -1 and 1.
template <expression Node>
constexpr auto acos(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::acos>>(node);
}
/// NULL below 1.
template <expression Node>
constexpr auto acosh(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::acosh>>(node);
}
/// The arc sine in radians; NULL beyond -1 and 1.
template <expression Node>
constexpr auto asin(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::asin>>(node);
}
template <expression Node>
constexpr auto asinh(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::asinh>>(node);
}
/// The arc tangent in radians.
template <expression Node>
constexpr auto atan(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::atan>>(node);
}
/// The angle of the point (x, y): `atan2(y, x)`.
template <class First, class Second>
    requires detail::any_expression<First, Second>
constexpr auto atan2(First&& first, Second&& second) {
    return detail::call_numbers<detail::math_function<detail::math_name::atan2>>(
        detail::as_operand<std::remove_cvref_t<Second>>(std::forward<First>(first)),
        detail::as_operand<std::remove_cvref_t<First>>(std::forward<Second>(second)));
}
/// NULL beyond -1 and 1.
template <expression Node>
constexpr auto atanh(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::atanh>>(node);
}
/// The next whole number above; of a REAL a REAL.
template <expression Node>
constexpr auto ceil(Node const& node) {
    return detail::call_number<detail::rounding_function<detail::math_name::ceil>>(node);
}
/// The next whole number below; of a REAL a REAL.
template <expression Node>
constexpr auto floor(Node const& node) {
    return detail::call_number<detail::rounding_function<detail::math_name::floor>>(node);
}
/// Without its fraction; of a REAL a REAL.
template <expression Node>
constexpr auto trunc(Node const& node) {
    return detail::call_number<detail::rounding_function<detail::math_name::trunc>>(node);
}
/// Of radians; NULL for the infinite.
template <expression Node>
constexpr auto cos(Node const& node) {
    return detail::call_number<detail::total_of_whole<detail::math_name::cos, Node>>(node);
}
template <expression Node>
constexpr auto cosh(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::cosh>>(node);
}
/// Of radians; NULL for the infinite.
template <expression Node>
constexpr auto sin(Node const& node) {
    return detail::call_number<detail::total_of_whole<detail::math_name::sin, Node>>(node);
}
template <expression Node>
constexpr auto sinh(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::sinh>>(node);
}
/// Of radians; NULL for the infinite.
template <expression Node>
constexpr auto tan(Node const& node) {
    return detail::call_number<detail::total_of_whole<detail::math_name::tan, Node>>(node);
}
template <expression Node>
constexpr auto tanh(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::tanh>>(node);
}
/// Radians in degrees.
template <expression Node>
constexpr auto degrees(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::degrees>>(node);
}
/// Degrees in radians.
template <expression Node>
constexpr auto radians(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::radians>>(node);
}
/// e to the power of `node`.
template <expression Node>
constexpr auto exp(Node const& node) {
    return detail::call_number<detail::math_function<detail::math_name::exp>>(node);
}
/// The natural logarithm; NULL unless positive.
template <expression Node>
constexpr auto ln(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::ln>>(node);
}
/// The logarithm to base 10; NULL unless positive.
template <expression Node>
constexpr auto log10(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::log>>(node);
}
/// The logarithm to base 2; NULL unless positive.
template <expression Node>
constexpr auto log2(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::log2>>(node);
}
/// SQLite's log: to base 10, which in C++ is log10; `log(base, x)` to another base.
template <expression Node>
constexpr auto log(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::log>>(node);
}
template <class Base, class Node>
    requires detail::any_expression<Base, Node>
constexpr auto log(Base&& base, Node&& node) {
    return detail::call_numbers<detail::partial_function<detail::math_name::log>>(
        detail::as_operand<std::remove_cvref_t<Node>>(std::forward<Base>(base)),
        detail::as_operand<std::remove_cvref_t<Base>>(std::forward<Node>(node)));
}
/// The remainder of REAL numbers, with the sign of the first; NULL by 0.
template <class Left, class Right>
    requires detail::any_expression<Left, Right>
constexpr auto mod(Left&& left, Right&& right) {
    return detail::call_numbers<detail::partial_function<detail::math_name::mod>>(
        detail::as_operand<std::remove_cvref_t<Right>>(std::forward<Left>(left)),
        detail::as_operand<std::remove_cvref_t<Left>>(std::forward<Right>(right)));
}
/// 3.14159…
template <class Shape = detail::math_function<detail::math_name::pi>>
constexpr auto pi() {
    return operation<Shape>();
}
/// `base` to the power of `exponent`, always REAL; NULL for a broken power of a negative number.
template <class Base, class Exponent>
    requires detail::any_expression<Base, Exponent>
constexpr auto pow(Base&& base, Exponent&& exponent) {
    using first = detail::operand_t<Base, Exponent>;
    using second = detail::operand_t<Exponent, Base>;
    return detail::call_numbers<detail::total_of_whole<detail::math_name::pow, first, second>>(
        detail::as_operand<std::remove_cvref_t<Exponent>>(std::forward<Base>(base)),
        detail::as_operand<std::remove_cvref_t<Base>>(std::forward<Exponent>(exponent)));
}
/// The square root; NULL below 0.
template <expression Node>
constexpr auto sqrt(Node const& node) {
    return detail::call_number<detail::partial_function<detail::math_name::sqrt>>(node);
}

}  // namespace lithe::inline v0
