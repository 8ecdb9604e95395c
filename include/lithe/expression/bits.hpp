#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// & | ~ << >> over whole numbers. In SQLite the four binary ones have one rank, above comparisons;
// in C++ `a & b == c` is `a & (b == c)`, which does not compile here.
// https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes

#include <lithe/expression/arithmetic.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

enum class bit_operator : unsigned char { both, any, left, right };

template <bit_operator Operator>
struct bit_shape : shape_base {
    static constexpr precedence rank = precedence::bits;
    template <class...>
    using value = std::int64_t;
    static constexpr void separate(sql_writer& out, std::size_t) {
        out.text(Operator == bit_operator::both   ? " & "
                 : Operator == bit_operator::any  ? " | "
                 : Operator == bit_operator::left ? " << "
                                                  : " >> ");
    }
};
struct bit_not : shape_base {
    template <class...>
    using value = std::int64_t;
    static constexpr void open(sql_writer& out) { out.text("~("); }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

// Nothing else, so that `stream << node` is not one of these.
template <class Given>
concept expression_or_number =
    expression<Given> || std::is_arithmetic_v<std::remove_cvref_t<Given>>;
template <class Left, class Right>
concept bit_operands =
    any_expression<Left, Right> && expression_or_number<Left> && expression_or_number<Right>;

template <bit_operator Operator, class Left, class Right>
constexpr auto make_bits(Left&& left, Right&& right) {
    using first = operand_t<Left, Right>;
    using second = operand_t<Right, Left>;
    return operation<bit_shape<Operator>, first, second>(
        as_operand<std::remove_cvref_t<Right>>(std::forward<Left>(left)),
        as_operand<std::remove_cvref_t<Left>>(std::forward<Right>(right)));
}

}  // namespace detail

/// The bits that both have. (In brackets beside `==`: C++ would compare first.)
template <class Left, class Right>
    requires detail::bit_operands<Left, Right>
constexpr auto operator&(Left&& left, Right&& right) {
    detail::require_whole_numbers<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_bits<detail::bit_operator::both>(std::forward<Left>(left),
                                                         std::forward<Right>(right));
}
/// The bits that one or both have.
template <class Left, class Right>
    requires detail::bit_operands<Left, Right>
constexpr auto operator|(Left&& left, Right&& right) {
    detail::require_whole_numbers<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_bits<detail::bit_operator::any>(std::forward<Left>(left),
                                                        std::forward<Right>(right));
}
/// Shifted towards the higher bits; by a negative number, towards the lower.
template <class Left, class Right>
    requires detail::bit_operands<Left, Right>
constexpr auto operator<<(Left&& left, Right&& right) {
    detail::require_whole_numbers<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_bits<detail::bit_operator::left>(std::forward<Left>(left),
                                                         std::forward<Right>(right));
}
/// Shifted towards the lower bits; the sign stays.
template <class Left, class Right>
    requires detail::bit_operands<Left, Right>
constexpr auto operator>>(Left&& left, Right&& right) {
    detail::require_whole_numbers<detail::operand_t<Left, Right>, detail::operand_t<Right, Left>>();
    return detail::make_bits<detail::bit_operator::right>(std::forward<Left>(left),
                                                          std::forward<Right>(right));
}
/// The bits that it does not have.
template <expression Node>
constexpr auto operator~(Node node) {
    detail::require_whole_numbers<Node>();
    return operation<detail::bit_not, Node>(std::move(node));
}

}  // namespace lithe::inline v0
