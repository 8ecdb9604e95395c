#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Row values: `row_value(a, b) < row_value(1, "x")` compares from the left, the next pair only
// where the one before is equal; an index over the same columns answers it.
// https://www.sqlite.org/rowvalue.html

#include <lithe/expression/literal.hpp>
#include <lithe/expression/predicate.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

template <class... Parts>
struct row_of_values;

namespace detail {

/// `(a, b)` with its values as parameters.
template <class... Nodes>
struct row_operand {
    using nodes = type_list<Nodes...>;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Nodes...> list;

    static constexpr void write(sql_writer& out) {
        out.put('(');
        comma separate{out};
        ((separate(), Nodes::write(out)), ...);
        out.put(')');
    }
    constexpr void write_literal(sql_writer& out) const {
        out.put('(');
        comma separate{out};
        list.each([&](auto const& node) {
            separate();
            node.write_literal(out);
        });
        out.put(')');
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_pack(sink, list);
    }
    template <class Nullable>
    static consteval bool may_be_null() {
        return (Nodes::template may_be_null<Nullable>() || ...);
    }
};

// What stands at one place meets itself alone: its stored form may be another than its neighbour's.
template <std::size_t Index, class... Rows>
using aside_at = aside<nth_t<Index, typename Rows::nodes>...>;
template <class Indices, class... Rows>
struct asides_at;
template <std::size_t... Index, class... Rows>
struct asides_at<std::index_sequence<Index...>, Rows...> {
    using list = type_list<aside_at<Index, Rows...>...>;
};
template <class First, class... Rows>
using asides_of_rows =
    typename asides_at<std::make_index_sequence<First::nodes::size>, First, Rows...>::list;

/// `(a, b) < (x, y)`
template <class Shape, class Left, class Right>
struct row_comparison : expression_tag {
    using children = asides_of_rows<Left, Right>;
    using value_type = bool;
    static constexpr precedence rank = Shape::rank;

    LITHE_NO_UNIQUE_ADDRESS Left left;
    LITHE_NO_UNIQUE_ADDRESS Right right;

    constexpr row_comparison(Left first, Right second)
        : left(std::move(first)), right(std::move(second)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Shape::nulls != null_rule::never &&
               (Left::template may_be_null<Nullable>() || Right::template may_be_null<Nullable>());
    }
    static constexpr void write(sql_writer& out) {
        Left::write(out);
        out.text(Shape::words);
        Right::write(out);
    }
    constexpr void write_literal(sql_writer& out) const {
        left.write_literal(out);
        out.text(Shape::words);
        right.write_literal(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        left.bind(sink);
        right.bind(sink);
    }
};

/// `(a, b) IN (VALUES (x, y), …)`
template <bool Negated, class Left, class... Rows>
struct row_in : expression_tag {
    using children = asides_of_rows<Left, Rows...>;
    using value_type = bool;
    static constexpr precedence rank = precedence::equality;
    static constexpr std::string_view words = Negated ? " NOT IN (VALUES " : " IN (VALUES ";

    LITHE_NO_UNIQUE_ADDRESS Left left;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Rows...> rows;

    constexpr row_in(Left first, value_pack<Rows...> others)
        : left(std::move(first)), rows(std::move(others)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Left::template may_be_null<Nullable>() ||
               (Rows::template may_be_null<Nullable>() || ...);
    }
    static constexpr void write(sql_writer& out) {
        Left::write(out);
        out.text(words);
        comma separate{out};
        ((separate(), Rows::write(out)), ...);
        out.put(')');
    }
    constexpr void write_literal(sql_writer& out) const {
        left.write_literal(out);
        out.text(words);
        comma separate{out};
        rows.each([&](auto const& row) {
            separate();
            row.write_literal(out);
        });
        out.put(')');
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        left.bind(sink);
        rows.each([&](auto const& row) { row.bind(sink); });
    }
};

// Beside another value a value is just itself.
template <class Other>
using context_of = std::conditional_t<expression<Other>, Other, integer_context>;

/// The row that `parts` become beside those of `Others`.
template <class... Others, class... Parts, std::size_t... Index>
constexpr auto as_row(value_pack<Parts...> const& parts, std::index_sequence<Index...>) {
    using row = row_operand<operand_t<Parts const&, context_of<Others>>...>;
    return row{make_pack<operand_t<Parts const&, context_of<Others>>...>(
        as_operand<context_of<Others>>(get<Index>(parts))...)};
}

template <class Given>
inline constexpr bool is_row = false;
template <class... Parts>
inline constexpr bool is_row<row_of_values<Parts...>> = true;

/// Whether the rows have one width and their pairs one kind.
template <class Left, class Right>
inline constexpr bool rows_alike = false;
template <class... Left, class... Right>
    requires(sizeof...(Left) == sizeof...(Right))
inline constexpr bool rows_alike<row_of_values<Left...>, row_of_values<Right...>> =
    (are_comparable<operand_t<Left const&, context_of<Right>>,
                    operand_t<Right const&, context_of<Left>>> &&
     ...);

template <class Left, class Right>
consteval void require_rows_alike() {
    constexpr bool alike = rows_alike<Left, Right>;
    static_assert(alike,
                  "lithe: row_value(): the rows differ in width or in a pair's types; give pairs "
                  "of one kind");
}
template <class Part>
consteval void require_part_order() {
    if constexpr (expression<Part>)
        require_order<Part>();
}

template <class... Left, class... Right>
consteval bool have_order(row_of_values<Left...> const*, row_of_values<Right...> const*) {
    return !(is_optional_value<Left> || ...) && !(is_optional_value<Right> || ...);
}
template <class Left, class Right>
consteval void require_rows_ordered() {
    require_rows_alike<Left, Right>();
    constexpr bool ordered =
        have_order(static_cast<Left const*>(nullptr), static_cast<Right const*>(nullptr));
    static_assert(ordered,
                  "lithe: row_value(): an optional value has no order; use == or !=, or give its "
                  "value");
}

}  // namespace detail

/// Expressions and values side by side; made by row_value(). No expression itself.
template <class... Parts>
struct row_of_values {
    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Parts...> parts;

    /// Whether it is one of these rows, `row_value(a, b).in(row_value(1, 2), row_value(3, 4))`, or
    /// one of a query's.
    template <class... Rows>
        requires(sizeof...(Rows) > 0)
    constexpr auto in(Rows const&... rows) const {
        if constexpr ((detail::is_row<Rows> && ...)) {
            return among<false>(rows...);
        } else {
            return make_row_in<false>(*this, rows...);
        }
    }
    template <class... Rows>
        requires(sizeof...(Rows) > 0)
    constexpr auto not_in(Rows const&... rows) const {
        if constexpr ((detail::is_row<Rows> && ...)) {
            return among<true>(rows...);
        } else {
            return make_row_in<true>(*this, rows...);
        }
    }

private:
    template <bool Negated, class... Rows>
    constexpr auto among(Rows const&... rows) const {
        (detail::require_rows_ordered<row_of_values, Rows>(), ...);
        using indices = std::index_sequence_for<Parts...>;
        auto left = detail::as_row<Parts...>(parts, indices{});
        return [&](auto... others) {
            return detail::row_in<Negated, decltype(left), decltype(others)...>(
                left, detail::make_pack<decltype(others)...>(std::move(others)...));
        }(detail::as_row<Parts...>(rows.parts, indices{})...);
    }
};

/// `(a, b)`: compared with another row of as many, pair by pair of one kind.
template <class... Parts>
    requires(sizeof...(Parts) > 0)
constexpr auto row_value(Parts const&... parts) {
    return row_of_values<std::decay_t<Parts const&>...>{
        detail::make_pack<std::decay_t<Parts const&>...>(parts...)};
}

namespace detail {

template <class Shape, class... Left, class... Right>
constexpr auto compare_rows(row_of_values<Left...> const& left,
                            row_of_values<Right...> const& right) {
    if constexpr (rows_alike<row_of_values<Left...>, row_of_values<Right...>>) {
        using indices = std::index_sequence_for<Left...>;
        auto first = as_row<Right...>(left.parts, indices{});
        auto second = as_row<Left...>(right.parts, indices{});
        return row_comparison<Shape, decltype(first), decltype(second)>(std::move(first),
                                                                        std::move(second));
    } else {
        return literal_t<true>{};
    }
}

template <class Given>
concept no_row = !is_row<Given> && !expression<Given>;
template <class Row, class Given>
constexpr auto refuse_comparison() {
    require_rows_alike<Row, Given>();
    return literal_t<true>{};
}

template <class... Values>
inline constexpr bool any_optional_value = (is_optional_value<Values> || ...);

}  // namespace detail

/// SQL's `=` of each pair; IS, where a value is a std::optional.
template <class... Left, class... Right>
constexpr auto operator==(row_of_values<Left...> const& left,
                          row_of_values<Right...> const& right) {
    detail::require_rows_alike<row_of_values<Left...>, row_of_values<Right...>>();
    using shape = std::conditional_t<detail::any_optional_value<Left..., Right...>, detail::is,
                                     detail::equal>;
    return detail::compare_rows<shape>(left, right);
}
template <class... Left, class... Right>
constexpr auto operator!=(row_of_values<Left...> const& left,
                          row_of_values<Right...> const& right) {
    detail::require_rows_alike<row_of_values<Left...>, row_of_values<Right...>>();
    using shape = std::conditional_t<detail::any_optional_value<Left..., Right...>, detail::is_not,
                                     detail::not_equal>;
    return detail::compare_rows<shape>(left, right);
}
/// By the first pair that is not equal.
template <class... Left, class... Right>
constexpr auto operator<(row_of_values<Left...> const& left, row_of_values<Right...> const& right) {
    detail::require_rows_ordered<row_of_values<Left...>, row_of_values<Right...>>();
    (detail::require_part_order<Left>(), ...);
    return detail::compare_rows<detail::less>(left, right);
}
template <class... Left, class... Right>
constexpr auto operator<=(row_of_values<Left...> const& left,
                          row_of_values<Right...> const& right) {
    detail::require_rows_ordered<row_of_values<Left...>, row_of_values<Right...>>();
    (detail::require_part_order<Left>(), ...);
    return detail::compare_rows<detail::less_equal>(left, right);
}
template <class... Left, class... Right>
constexpr auto operator>(row_of_values<Left...> const& left, row_of_values<Right...> const& right) {
    detail::require_rows_ordered<row_of_values<Left...>, row_of_values<Right...>>();
    (detail::require_part_order<Left>(), ...);
    return detail::compare_rows<detail::greater>(left, right);
}
template <class... Left, class... Right>
constexpr auto operator>=(row_of_values<Left...> const& left,
                          row_of_values<Right...> const& right) {
    detail::require_rows_ordered<row_of_values<Left...>, row_of_values<Right...>>();
    (detail::require_part_order<Left>(), ...);
    return detail::compare_rows<detail::greater_equal>(left, right);
}

// A single value is no row.
template <class... Parts, detail::no_row Other>
constexpr auto operator==(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}
template <class... Parts, detail::no_row Other>
constexpr auto operator!=(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}
template <class... Parts, detail::no_row Other>
constexpr auto operator<(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}
template <class... Parts, detail::no_row Other>
constexpr auto operator<=(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}
template <class... Parts, detail::no_row Other>
constexpr auto operator>(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}
template <class... Parts, detail::no_row Other>
constexpr auto operator>=(row_of_values<Parts...> const&, Other const&) {
    return detail::refuse_comparison<row_of_values<Parts...>, Other>();
}

}  // namespace lithe::inline v0
