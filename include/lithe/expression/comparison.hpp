#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Comparisons: == != < <= > >=, IS and IS NOT for optional values, IS NULL.
// https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes

#include <lithe/expression/column.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Shape, precedence Rank>
struct infix_shape : shape_base {
    static constexpr precedence rank = Rank;
    static constexpr void separate(sql_writer& out, std::size_t) { out.text(Shape::words); }
};

template <class Shape, precedence Rank>
struct comparison_shape : infix_shape<Shape, Rank> {
    template <class...>
    using value = bool;
};

struct equal : comparison_shape<equal, precedence::equality> {
    static constexpr std::string_view words = " = ";
};
struct not_equal : comparison_shape<not_equal, precedence::equality> {
    static constexpr std::string_view words = " <> ";
};
struct less : comparison_shape<less, precedence::order> {
    static constexpr std::string_view words = " < ";
};
struct less_equal : comparison_shape<less_equal, precedence::order> {
    static constexpr std::string_view words = " <= ";
};
struct greater : comparison_shape<greater, precedence::order> {
    static constexpr std::string_view words = " > ";
};
struct greater_equal : comparison_shape<greater_equal, precedence::order> {
    static constexpr std::string_view words = " >= ";
};
struct is : comparison_shape<is, precedence::equality> {
    static constexpr std::string_view words = " IS ";
    static constexpr null_rule nulls = null_rule::never;
};
struct is_not : comparison_shape<is_not, precedence::equality> {
    static constexpr std::string_view words = " IS NOT ";
    static constexpr null_rule nulls = null_rule::never;
};

struct null_test : shape_base {
    static constexpr precedence rank = precedence::equality;
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = bool;
    static constexpr void close(sql_writer& out) { out.text(" IS NULL"); }
};
struct not_null_test : null_test {
    static constexpr void close(sql_writer& out) { out.text(" IS NOT NULL"); }
};

// An optional value must find the NULLs when it is empty, so `=` becomes IS; a column that may be
// NULL keeps SQL's `=`, which can use an index for both.
template <class Given>
inline constexpr bool compares_optional = is_optional_value<std::remove_cvref_t<Given>>;

template <class Shape, class Left, class Right>
LITHE_ALWAYS_INLINE constexpr auto make_comparison(Left&& left, Right&& right) {
    using first = operand_t<Left, Right>;
    using second = operand_t<Right, Left>;
    // The operators have said what is wrong, to be one call nearer to the user's line. Nothing that
    // cannot be bound may follow: it would be a second error.
    if constexpr (are_comparable<first, second>) {
        return operation<Shape, first, second>(
            as_operand<std::remove_cvref_t<Right>>(std::forward<Left>(left)),
            as_operand<std::remove_cvref_t<Left>>(std::forward<Right>(right)));
    } else if constexpr (expression<Left>) {
        return operation<null_test, std::remove_cvref_t<Left>>(left);
    } else {
        return operation<null_test, std::remove_cvref_t<Right>>(right);
    }
}

template <class Left, class Right>
concept an_expression_first = expression<Left> || (expression<Right> && !is_null_constant<Left>);

// What the operators return. Clang asks for it before it asks `requires`, also of two enums: member
// templates of these few instantiate nothing for them.
template <bool Comparable>
struct compared {
    template <class Shape, class Left, class Right>
    using type = operation<Shape, operand_t<Left, Right>, operand_t<Right, Left>>;
};
/// Of sides that cannot be compared: as make_comparison(), after the sentence.
template <>
struct compared<false> {
    template <class, class Left, class Right>
    using type = decltype(make_comparison<equal>(std::declval<Left>(), std::declval<Right>()));
};
enum class beside : unsigned char { value, optional, null };
template <beside>
struct equality {
    template <class Equal, class, class, class Left, class Right>
    using type = typename compared<are_comparable<operand_t<Left, Right>, operand_t<Right, Left>>>::
        template type<Equal, Left, Right>;
};
template <>
struct equality<beside::optional> {
    template <class, class Is, class, class Left, class Right>
    using type = typename equality<beside::value>::type<Is, Is, Is, Left, Right>;
};
template <>
struct equality<beside::null> {
    template <class, class, class Test, class Left, class>
    using type = operation<Test, std::remove_cvref_t<Left>>;
};
template <bool HasExpression>
struct comparing {};
template <>
struct comparing<true> {
    template <class Equal, class Is, class Test, class Left, class Right>
    using type =
        typename equality<is_null_constant<Right> ? beside::null
                          : compares_optional<Left> || compares_optional<Right>
                              ? beside::optional
                              : beside::value>::template type<Equal, Is, Test, Left, Right>;
};
template <class Equal, class Is, class Test, class Left, class Right>
using equality_t =
    typename comparing<an_expression_first<Left, Right>>::template type<Equal, Is, Test, Left,
                                                                        Right>;
template <class Shape, class Left, class Right>
using compared_t = equality_t<Shape, Shape, null_test, Left, Right>;

/// Whose order SQLite compares by: the other side is stored in the form of this one.
template <class Left, class Right>
using expression_side = std::remove_cvref_t<std::conditional_t<expression<Left>, Left, Right>>;

}  // namespace detail

// The operators name what they return: <optional> asks for the comparison of what an optional
// holds, and a deduced type would have it compiled, with its sentences, beside the user's own.

/// SQL's `=`: not true where a side is NULL. With a std::optional value IS, with nullptr or nullopt
/// IS NULL. Sides of different kinds (a number and a text, an enum and an int) do not compile.
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator==(Left&& left, Right&& right)
    -> detail::equality_t<detail::equal, detail::is, detail::null_test, Left, Right> {
    if constexpr (detail::is_null_constant<Right>) {
        using node = std::remove_cvref_t<Left>;
        return operation<detail::null_test, node>(node(std::forward<Left>(left)));
    } else {
        using shape =
            std::conditional_t<detail::compares_optional<Left> || detail::compares_optional<Right>,
                               detail::is, detail::equal>;
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
        detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
        return detail::make_comparison<shape>(std::forward<Left>(left), std::forward<Right>(right));
    }
}
/// SQL's `<>`: not true where a side is NULL. With a std::optional value IS NOT, with nullptr or
/// nullopt IS NOT NULL.
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator!=(Left&& left, Right&& right)
    -> detail::equality_t<detail::not_equal, detail::is_not, detail::not_null_test, Left, Right> {
    if constexpr (detail::is_null_constant<Right>) {
        using node = std::remove_cvref_t<Left>;
        return operation<detail::not_null_test, node>(node(std::forward<Left>(left)));
    } else {
        using shape =
            std::conditional_t<detail::compares_optional<Left> || detail::compares_optional<Right>,
                               detail::is_not, detail::not_equal>;
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
        detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
        return detail::make_comparison<shape>(std::forward<Left>(left), std::forward<Right>(right));
    }
}
/// SQL's `<`: not true where a side is NULL. A std::optional value does not compile here.
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator<(Left&& left, Right&& right)
    -> detail::compared_t<detail::less, Left, Right> {
    detail::require_ordered_value<Left>();
    detail::require_ordered_value<Right>();
    detail::require_order<detail::expression_side<Left, Right>>();
    if constexpr (!detail::compares_optional<Left> && !detail::compares_optional<Right>)
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
    detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_comparison<detail::less>(std::forward<Left>(left),
                                                 std::forward<Right>(right));
}
/// SQL's `<=`; as `<`.
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator<=(Left&& left, Right&& right)
    -> detail::compared_t<detail::less_equal, Left, Right> {
    detail::require_ordered_value<Left>();
    detail::require_ordered_value<Right>();
    detail::require_order<detail::expression_side<Left, Right>>();
    if constexpr (!detail::compares_optional<Left> && !detail::compares_optional<Right>)
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
    detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_comparison<detail::less_equal>(std::forward<Left>(left),
                                                       std::forward<Right>(right));
}
/// SQL's `>`; as `<`.
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator>(Left&& left, Right&& right)
    -> detail::compared_t<detail::greater, Left, Right> {
    detail::require_ordered_value<Left>();
    detail::require_ordered_value<Right>();
    detail::require_order<detail::expression_side<Left, Right>>();
    if constexpr (!detail::compares_optional<Left> && !detail::compares_optional<Right>)
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
    detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_comparison<detail::greater>(std::forward<Left>(left),
                                                    std::forward<Right>(right));
}
/// SQL's `>=`; as `<`. (Write blanks: `col<&T::f>>=1` does not lex.)
template <class Left, class Right>
    requires detail::an_expression_first<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator>=(Left&& left, Right&& right)
    -> detail::compared_t<detail::greater_equal, Left, Right> {
    detail::require_ordered_value<Left>();
    detail::require_ordered_value<Right>();
    detail::require_order<detail::expression_side<Left, Right>>();
    if constexpr (!detail::compares_optional<Left> && !detail::compares_optional<Right>)
        detail::require_comparable<detail::operand_t<Left, Right>,
                                   detail::operand_t<Right, Left>>();
    detail::require_unchained<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_comparison<detail::greater_equal>(std::forward<Left>(left),
                                                          std::forward<Right>(right));
}

}  // namespace lithe::inline v0
