#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What every expression is: a leaf (a column, a parameter, a literal) or an `operation`, a shape
// such as `equal` or `lower` over operands. A node's type says everything but the values, so a
// statement's text, its checks and its result types are folds over types.
//
// Each node has: value_type (never optional), children, rank, write(out), write_literal(out),
// bind(sink) and may_be_null<Nullable>() (with the sources whose rows an outer join may miss).

#include <lithe/meta/sql_writer.hpp>
#include <lithe/meta/type_list.hpp>
#include <lithe/meta/value_pack.hpp>
#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct expression_tag {};

// https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes, lowest first.
enum class precedence : unsigned char {
    logical_or,
    logical_and,
    logical_not,
    equality,
    order,
    bits,
    sum,
    product,
    concat,
    collate,
    sign,
    primary
};

/// When an operation is NULL: with its operands as given.
enum class null_rule : unsigned char { any_operand, all_operands, first_operand, always, never };

template <class Node>
inline constexpr bool has_parameters = false;
template <class Node>
    requires requires { Node::is_parameter; }
inline constexpr bool has_parameters<Node> = true;

template <class List>
inline constexpr bool any_has_parameters = false;
template <class... Nodes>
inline constexpr bool any_has_parameters<type_list<Nodes...>> = (has_parameters<Nodes> || ...);

template <class Node>
    requires requires { typename Node::children; } && (!requires { Node::is_parameter; })
inline constexpr bool has_parameters<Node> = any_has_parameters<typename Node::children> ||
                                             (requires { Node::is_choice; });  // bind() tells

}  // namespace detail

/// A node of a typed SQL expression.
template <class Node>
concept expression = std::is_base_of_v<detail::expression_tag, std::remove_cvref_t<Node>>;

namespace detail {

/// The C++ type that an expression has as a result, given the sources that an outer join may miss.
template <class Node, class Nullable>
using result_t =
    std::conditional_t<Node::template may_be_null<Nullable>(),
                       std::optional<typename Node::value_type>, typename Node::value_type>;

template <class Node>
inline constexpr bool is_predicate = std::is_same_v<typename Node::value_type, bool>;

/// Operators of one rank group from the left: only a later operand of that rank needs brackets.
constexpr bool needs_brackets(precedence outer, precedence inner, bool first) {
    return inner != precedence::primary && (first ? inner < outer : inner <= outer);
}

template <precedence Outer, class Node>
constexpr void write_operand(sql_writer& out, bool first) {
    bool const brackets = needs_brackets(Outer, Node::rank, first);
    if (brackets)
        out.put('(');
    Node::write(out);
    if (brackets)
        out.put(')');
}

template <precedence Outer, class Node>
constexpr void write_literal_operand(sql_writer& out, Node const& node, bool first) {
    bool const brackets = needs_brackets(Outer, Node::rank, first);
    if (brackets)
        out.put('(');
    node.write_literal(out);
    if (brackets)
        out.put(')');
}

template <class Sink, class Node>
LITHE_ALWAYS_INLINE constexpr void bind_expression(Sink& sink, Node const& node) {
    if constexpr (has_parameters<Node>)
        node.bind(sink);
}

template <class Sink, std::size_t... Index, class... Nodes>
LITHE_ALWAYS_INLINE constexpr void bind_leaves(
    Sink& sink, pack_leaves<std::index_sequence<Index...>, Nodes...> const& pack) {
    (bind_expression(sink, leaf_value<Index, Nodes>(pack)), ...);
}
/// Binds the values in all expressions of a pack, in order.
template <class Sink, class... Nodes>
LITHE_ALWAYS_INLINE constexpr void bind_pack(Sink& sink, value_pack<Nodes...> const& pack) {
    if constexpr ((has_parameters<Nodes> || ...))
        bind_leaves(sink, pack);
}

/// Whether `Node` or anything below it satisfies `Question<Node>`.
template <template <class> class Question, class Node>
consteval bool any_node() {
    if constexpr (Question<Node>::value) {
        return true;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (any_node<Question, Children>() || ...);
        }(typename Node::children{});
    }
}

template <class Node>
    struct is_aggregate_node : std::bool_constant < requires {
    requires Node::shape::aggregate;
}>{};

// What a node and all below it are made of, in one walk.
inline constexpr unsigned aggregate_inside = 1;
inline constexpr unsigned window_inside = 2;
inline constexpr unsigned outer_inside = 4;    // outer(column), of a query around
inline constexpr unsigned query_inside = 8;    // a subquery
inline constexpr unsigned choice_inside = 16;  // when() or choose(): its text depends on values
inline constexpr unsigned cursor_inside = 32;  // highlight(), bm25(): never inside aggregates
inline constexpr unsigned moment_inside = 64;  // a date function: must know the stored form
inline constexpr unsigned named_inside = 128;  // what WITH defines
inline constexpr unsigned query_choice_inside = 256;  // a choice in a subquery, where it may stand
inline constexpr unsigned trigger_row_inside = 512;   // new_ and old_
template <class Node>
inline constexpr unsigned own_summary = is_aggregate_node<Node>::value ? aggregate_inside : 0;
template <class Node>
    requires requires { Node::inside; }
inline constexpr unsigned own_summary<Node> = Node::inside;
template <class Children>
inline constexpr unsigned summary_of_all = 0;
template <class Node>
inline constexpr unsigned summary_of = own_summary<Node> | summary_of_all<typename Node::children>;
template <class... Nodes>
inline constexpr unsigned summary_of_all<type_list<Nodes...>> = (0U | ... | summary_of<Nodes>);

template <class Node>
inline constexpr bool contains_aggregate = (summary_of<Node> & aggregate_inside) != 0;
template <class Node>
inline constexpr bool contains_window = (summary_of<Node> & window_inside) != 0;
template <class Node>
inline constexpr bool contains_choice = (summary_of<Node> & choice_inside) != 0;
inline constexpr unsigned any_choice_inside = choice_inside | query_choice_inside;

/// An operand that is left out: a searched CASE's subject, a frame's offset.
struct no_operand {};
template <class Node>
inline constexpr bool is_present = !std::is_same_v<Node, no_operand>;

/// Operands that meet no others of their node: what CASE compares, a window's terms.
template <class... Nodes>
struct aside {
    using children = type_list<Nodes...>;
    using value_type = std::int64_t;
};

/// What an operation is unless its shape says otherwise: text between operands, NULL when one is.
struct shape_base {
    static constexpr precedence rank = precedence::primary;
    static constexpr null_rule nulls = null_rule::any_operand;
    static constexpr bool aggregate = false;
    static constexpr void open(sql_writer&) {}
    static constexpr void separate(sql_writer&, std::size_t) {}
    static constexpr void close(sql_writer&) {}
};

/// A function call `name(a, b)`: the shape gives `name`.
template <class Shape>
struct call_shape : shape_base {
    static constexpr void open(sql_writer& out) {
        out.text(Shape::name);
        out.put('(');
    }
    static constexpr void separate(sql_writer& out, std::size_t) { out.text(", "); }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <null_rule Rule, class Nullable, class... Operands>
consteval bool operation_is_null() {
    if constexpr (Rule == null_rule::always) {
        return true;
    } else if constexpr (Rule == null_rule::never) {
        return false;
    } else if constexpr (Rule == null_rule::all_operands) {
        return (Operands::template may_be_null<Nullable>() && ...);
    } else if constexpr (Rule == null_rule::first_operand) {
        return nth_t<0, type_list<Operands...>>::template may_be_null<Nullable>();
    } else {
        return (Operands::template may_be_null<Nullable>() || ...);
    }
}

// The bodies of the functions below are in predicate.hpp, found by argument-dependent lookup when
// they are used.
struct like_shape;
struct not_like_shape;
struct glob_shape;
struct regexp_shape;

}  // namespace detail

/// What columns, functions and other values offer behind a dot; each is also a free function.
template <class Self>
struct postfix_functions : detail::expression_tag {
    /// One of the values given, or of a contiguous range of any size (one text for all sizes).
    template <class... Values>
    constexpr auto in(Values&&... values) const {
        return make_in<false>(self(), std::forward<Values>(values)...);
    }
    template <class Value>
    constexpr auto in(std::initializer_list<Value> values) const {
        return make_in_braces<false>(self(), values);
    }
    template <class... Values>
    constexpr auto not_in(Values&&... values) const {
        return make_in<true>(self(), std::forward<Values>(values)...);
    }
    template <class Value>
    constexpr auto not_in(std::initializer_list<Value> values) const {
        return make_in_braces<true>(self(), values);
    }
    /// Both ends belong to it.
    template <class Low, class High>
    constexpr auto between(Low&& low, High&& high) const {
        return make_between<false>(self(), std::forward<Low>(low), std::forward<High>(high));
    }
    /// `%` stands for any text, `_` for one character; ASCII letters match in both cases.
    template <class Pattern>
    constexpr auto like(Pattern&& pattern) const {
        return make_match<detail::like_shape>(self(), std::forward<Pattern>(pattern));
    }
    template <class Pattern>
    constexpr auto not_like(Pattern&& pattern) const {
        return make_match<detail::not_like_shape>(self(), std::forward<Pattern>(pattern));
    }
    /// `*` and `?` as in a shell; letters match in their own case only.
    template <class Pattern>
    constexpr auto glob(Pattern&& pattern) const {
        return make_match<detail::glob_shape>(self(), std::forward<Pattern>(pattern));
    }
    template <class Pattern>
    constexpr auto regexp(Pattern&& pattern) const {
        return make_match<detail::regexp_shape>(self(), std::forward<Pattern>(pattern));
    }
    /// SQL's IS NOT, which is never NULL.
    template <class Other>
    constexpr auto is_distinct_from(Other&& other) const {
        return make_distinct<true>(self(), std::forward<Other>(other));
    }
    template <class Other>
    constexpr auto is_not_distinct_from(Other&& other) const {
        return make_distinct<false>(self(), std::forward<Other>(other));
    }
    template <class Collation>
    constexpr auto collate(Collation how) const {
        return postfix_collate(self(), how);
    }
    constexpr auto is_null() const { return postfix_is_null(self()); }
    constexpr auto is_not_null() const { return postfix_is_not_null(self()); }
    constexpr auto asc() const { return postfix_asc(self()); }
    constexpr auto desc() const { return postfix_desc(self()); }

private:
    constexpr Self const& self() const { return static_cast<Self const&>(*this); }
};

template <class Self>
struct aggregate_functions;

namespace detail {

// Predicates are combined, not compared: without the postfix functions they are cheaper to compile.
template <class Shape, class Self>
using operation_base = std::conditional_t<
    requires { requires Shape::rank <= precedence::order; }, expression_tag,
    std::conditional_t<Shape::aggregate, aggregate_functions<Self>, postfix_functions<Self>>>;

}  // namespace detail

/// `Shape` applied to `Operands`; made by the operators and functions of the expression floor.
template <class Shape, class... Operands>
struct operation : detail::operation_base<Shape, operation<Shape, Operands...>> {
    using shape = Shape;
    using children = detail::type_list<Operands...>;
    using value_type = typename Shape::template value<Operands...>;
    static constexpr detail::precedence rank = Shape::rank;

    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Operands...> operands;

    LITHE_ALWAYS_INLINE constexpr explicit operation(Operands... values)
        : operands(detail::make_pack<Operands...>(static_cast<Operands&&>(values)...)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return detail::operation_is_null<Shape::nulls, Nullable, Operands...>();
    }

    static constexpr void write(sql_writer& out) {
        Shape::open(out);
        std::size_t at = 0;
        ((at > 0 ? Shape::separate(out, at) : void(),
          detail::write_operand<Shape::rank, Operands>(out, at++ == 0)),
         ...);
        Shape::close(out);
    }

    constexpr void write_literal(sql_writer& out) const {
        Shape::open(out);
        std::size_t at = 0;
        operands.each([&](auto const& operand) {
            if (at > 0)
                Shape::separate(out, at);
            detail::write_literal_operand<Shape::rank>(out, operand, at++ == 0);
        });
        Shape::close(out);
    }

    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        detail::bind_pack(sink, operands);
    }
};

}  // namespace lithe::inline v0
