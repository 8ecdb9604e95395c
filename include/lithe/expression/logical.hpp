#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// && || and ! over conditions. `where(a, b, c)` is the cheaper form of `a && b && c`: a chain mints
// one type per step, each naming all the earlier ones.

#include <lithe/expression/comparison.hpp>
#include <lithe/expression/literal.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct logical_and : comparison_shape<logical_and, precedence::logical_and> {
    static constexpr std::string_view words = " AND ";
};
struct logical_or : comparison_shape<logical_or, precedence::logical_or> {
    static constexpr std::string_view words = " OR ";
};
struct logical_not : shape_base {
    static constexpr precedence rank = precedence::logical_not;
    template <class...>
    using value = bool;
    static constexpr void open(sql_writer& out) { out.text("NOT "); }
};

template <class Left, class Right>
concept two_conditions = expression<Left> && expression<Right>;

// A value of C++ is no condition of SQL; without these C++'s own operators would be asked.
template <class Left, class Right>
concept condition_and_value = expression<Left> != expression<Right>;
template <class Left, class Right>
concept text_and_expression =
    (expression<Left> && std::is_convertible_v<Right const&, std::string_view>) ||
    (std::is_convertible_v<Left const&, std::string_view> && expression<Right>);
}  // namespace detail

/// Both; `where(a, b)` says the same and is cheaper to compile.
template <class Left, class Right>
    requires detail::two_conditions<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator&&(Left left, Right right) {
    detail::require_predicate<Left>();
    detail::require_predicate<Right>();
    return operation<detail::logical_and, Left, Right>(std::move(left), std::move(right));
}

/// One or both. (Texts are joined with `+` or `concat`.)
template <class Left, class Right>
    requires detail::two_conditions<Left, Right>
LITHE_ALWAYS_INLINE constexpr auto operator||(Left left, Right right) {
    detail::require_predicate<Left>();
    detail::require_predicate<Right>();
    return operation<detail::logical_or, Left, Right>(std::move(left), std::move(right));
}

template <class Left, class Right>
    requires detail::condition_and_value<Left, Right>
constexpr auto operator&&(Left const& left, Right const& right) {
    detail::require_predicate<std::conditional_t<expression<Left>, Right, Left>>();
    if constexpr (expression<Left>) {
        return left;
    } else {
        return right;
    }
}
template <class Left, class Right>
    requires(detail::condition_and_value<Left, Right> && !detail::text_and_expression<Left, Right>)
constexpr auto operator||(Left const& left, Right const& right) {
    detail::require_predicate<std::conditional_t<expression<Left>, Right, Left>>();
    if constexpr (expression<Left>) {
        return left;
    } else {
        return right;
    }
}

// SQL joins texts so, C++ reads an OR.
template <class Left, class Right>
    requires detail::text_and_expression<Left, Right>
constexpr auto operator||(Left const&, Right const&) {
    constexpr bool is_or = !detail::text_and_expression<Left, Right>;
    static_assert(is_or,
                  "lithe: ||: it is OR, and a text is no condition; join texts with + or concat()");
    return literal_t<true>{};
}

/// NOT: NULL stays NULL, so a row for which the condition is unknown is in neither.
template <expression Node>
constexpr auto operator!(Node node) {
    detail::require_predicate<Node>();
    return operation<detail::logical_not, Node>(std::move(node));
}

}  // namespace lithe::inline v0
