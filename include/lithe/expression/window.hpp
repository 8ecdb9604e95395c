#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// OVER: what `sum(x).over(partition_by(…), order_by(…), rows_between(…))` makes of an aggregate or
// a window function. Such an expression stands in select() and order_by() alone.
// https://www.sqlite.org/windowfunctions.html

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/frame.hpp>
#include <lithe/expression/ordering.hpp>

#include <initializer_list>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class... Nodes>
struct partition_part {
    static constexpr int part_place = 1;
    using nodes = type_list<Nodes...>;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Nodes...> list;

    static constexpr void write(sql_writer& out) {
        out.text("PARTITION BY ");
        comma separate{out};
        ((separate(), Nodes::write(out)), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_pack(sink, list);
    }
};

template <class... Terms>
struct order_part {
    static constexpr int part_place = 2;
    using nodes = type_list<typename Terms::node_type...>;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Terms...> list;

    static constexpr void write(sql_writer& out) {
        out.text("ORDER BY ");
        comma separate{out};
        ((separate(), Terms::write(out)), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        list.each([&](auto const& term) { bind_expression(sink, term.node); });
    }
};

template <class Part>
inline constexpr int place_of_part = 0;
template <class Part>
    requires requires { Part::part_place; }
inline constexpr int place_of_part<Part> = Part::part_place;

// Not consteval: clang 16 refuses a call of such with a list in braces inside a template.
constexpr bool places_increase(std::initializer_list<int> places) {
    int last = 0;
    for (int const place : places) {
        if (place <= last)
            return false;
        last = place;
    }
    return true;
}
template <class... Parts>
inline constexpr bool parts_in_order = places_increase({place_of_part<Parts>...});

// What a part of a window is, where it is a frame.
template <class Part>
inline constexpr bool measures_range = false;
template <class Part>
inline constexpr bool may_miss_row = false;
template <frame_unit Unit, frame_exclusion Exclusion, class Start, class End>
inline constexpr bool measures_range<frame<Unit, Exclusion, Start, End>> =
    frame<Unit, Exclusion, Start, End>::is_range_with_offset;
template <frame_unit Unit, frame_exclusion Exclusion, class Start, class End>
inline constexpr bool may_miss_row<frame<Unit, Exclusion, Start, End>> =
    !frame<Unit, Exclusion, Start, End>::has_current_row;

/// A window with a name, see named_window.hpp.
template <class Given>
inline constexpr bool is_named_window = requires { typename Given::window_names; };

// A frame by an offset in the term's value needs that one term.
template <class Part>
inline constexpr bool has_one_term = Part::part_place == 2 && Part::nodes::size == 1;
template <class... Parts>
inline constexpr bool range_has_term =
    !(measures_range<Parts> || ...) || (has_one_term<Parts> || ...);
// SQLite adds the offset to a text as if there were none: every range is that of the peers.
template <class Part>
inline constexpr bool has_text_term = false;
template <class Term>
inline constexpr bool has_text_term<order_part<Term>> =
    is_text<storage_t<typename Term::node_type::value_type>>;
template <class... Parts>
inline constexpr bool range_is_measured =
    !(measures_range<Parts> || ...) || !(has_text_term<Parts> || ...);

// Without a frame it reaches from the first row to the current one's peers.
template <class... Parts>
inline constexpr bool always_a_row = !(may_miss_row<Parts> || ...);

template <class Function>
struct arguments_of {
    using type = typename Function::children;
};
template <class Function>
    requires requires { Function::is_filtered; }
struct arguments_of<Function> {
    using type = typename Function::arguments;
};

template <class Nullable, class... Arguments>
consteval bool any_may_be_null(type_list<Arguments...>) {
    return (Arguments::template may_be_null<Nullable>() || ...);
}

template <class Nodes>
struct asides_of;
template <class... Nodes>
struct asides_of<type_list<Nodes...>> {
    using type = type_list<aside<Nodes>...>;
};

/// What stands behind OVER.
template <class... Parts>
struct window_text {
    static constexpr void write(sql_writer& out) {
        out.put('(');
        bool first = true;
        ((first ? void() : out.put(' '), Parts::write(out), first = false), ...);
        out.put(')');
    }
};

/// `function OVER (PARTITION BY … ORDER BY … frame)`
template <class Function, class... Parts>
struct window_expression : postfix_functions<window_expression<Function, Parts...>> {
    static constexpr unsigned inside = window_inside;
    using window_parts = type_list<Parts...>;
    using function_shape = typename Function::shape;
    using children =
        concat_t<typename Function::children, typename asides_of<typename Parts::nodes>::type...>;
    using value_type = typename Function::value_type;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Function function;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Parts...> parts;

    constexpr window_expression(Function called, value_pack<Parts...> over)
        : function(std::move(called)), parts(std::move(over)) {}

    /// Of an aggregate only where its frame may be without rows or its argument is NULL.
    template <class Nullable>
    static consteval bool may_be_null() {
        using arguments = typename arguments_of<Function>::type;
        if constexpr (function_shape::nulls == null_rule::never) {
            return false;
        } else if constexpr (function_shape::nulls == null_rule::any_operand) {
            return any_may_be_null<Nullable>(arguments{});
        } else {
            constexpr bool by_itself = requires { requires function_shape::null_by_itself; };
            constexpr bool of_frame =
                (function_shape::aggregate && !by_itself) || requires { function_shape::of_frame; };
            constexpr bool filtered = requires { Function::is_filtered; };
            return !of_frame || filtered || !always_a_row<Parts...> ||
                   any_may_be_null<Nullable>(arguments{});
        }
    }
    static constexpr void write(sql_writer& out) {
        Function::write(out);
        out.text(" OVER ");
        window_text<Parts...>::write(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, function);
        parts.each([&](auto const& part) { part.bind(sink); });
    }
};
template <class Function, class... Parts>
struct formed<window_expression<Function, Parts...>> : formed<Function> {};

// Of the function's own arguments and of all parts.
template <class Function, class... Parts>
inline constexpr bool is_plain_window =
    ((summary_of_all<typename Function::children> | ... |
      summary_of_all<typename Parts::nodes>)&window_inside) == 0;

}  // namespace detail

/// The function over a window; made by `.over(…)`.
template <class Function, class... Parts>
constexpr auto make_window(Function const& function, Parts const&... parts) {
    constexpr bool in_order = detail::parts_in_order<Parts...>;
    detail::require_window_parts<in_order>();
    detail::require_no_distinct<Function>();
    detail::require_window_function<Function>();
    if constexpr (in_order) {
        detail::require_range_term<detail::range_has_term<Parts...>>();
        detail::require_range_number<detail::range_is_measured<Parts...>>();
        detail::require_no_nested_window<detail::is_plain_window<Function, Parts...>>();
        return detail::window_expression<Function, Parts...>(function,
                                                             detail::make_pack<Parts...>(parts...));
    } else {
        return detail::window_expression<Function>(function, {});
    }
}

/// The rows of one combination of values are a window of their own.
template <expression... Nodes>
constexpr auto partition_by(Nodes const&... nodes) {
    detail::require_partition<(sizeof...(Nodes) > 0)>();
    return detail::partition_part<Nodes...>{detail::make_pack<Nodes...>(nodes...)};
}
/// The order of the rows in a window: expressions, asc() or desc() of such.
template <class... Terms>
    requires(sizeof...(Terms) > 0 &&
             ((expression<Terms> || detail::is_ordering_term<Terms>) && ...))
constexpr auto order_by(Terms const&... terms) {
    return [](auto... all) {
        return detail::order_part<decltype(all)...>{
            detail::make_pack<decltype(all)...>(std::move(all)...)};
    }(detail::as_ordering_term(terms)...);
}

}  // namespace lithe::inline v0
