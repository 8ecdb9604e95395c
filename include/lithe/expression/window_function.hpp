#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Functions that exist over a window only, SQLite's under their names: row_number, rank,
// dense_rank, percent_rank, cume_dist, ntile, lag, lead, first_value, last_value, nth_value; each
// with .over(). https://www.sqlite.org/windowfunctions.html#built_in_window_functions

#include <lithe/expression/window.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Shape>
struct numbering_shape : call_shape<Shape> {
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::int64_t;
};
template <class Shape>
struct share_shape : numbering_shape<Shape> {
    template <class...>
    using value = double;
};
struct row_number_shape : numbering_shape<row_number_shape> {
    static constexpr std::string_view name = "row_number";
};
struct rank_shape : numbering_shape<rank_shape> {
    static constexpr std::string_view name = "rank";
};
struct dense_rank_shape : numbering_shape<dense_rank_shape> {
    static constexpr std::string_view name = "dense_rank";
};
struct ntile_shape : numbering_shape<ntile_shape> {
    static constexpr std::string_view name = "ntile";
};
struct percent_rank_shape : share_shape<percent_rank_shape> {
    static constexpr std::string_view name = "percent_rank";
};
struct cume_dist_shape : share_shape<cume_dist_shape> {
    static constexpr std::string_view name = "cume_dist";
};

template <class Value, class... Rest>
struct neighbour_value {
    using type = typename Value::value_type;
};
template <class Value, class Offset, class Default>
struct neighbour_value<Value, Offset, Default> : unified_value<Value, Default> {};

/// A row that is not there is NULL, unless a default is given.
template <class Shape, bool HasDefault>
struct neighbour_shape : call_shape<Shape> {
    static constexpr null_rule nulls = HasDefault ? null_rule::any_operand : null_rule::always;
    template <class... Arguments>
    using value = typename neighbour_value<Arguments...>::type;
};
template <bool HasDefault>
struct lag_shape : neighbour_shape<lag_shape<HasDefault>, HasDefault> {
    static constexpr std::string_view name = "lag";
};
template <bool HasDefault>
struct lead_shape : neighbour_shape<lead_shape<HasDefault>, HasDefault> {
    static constexpr std::string_view name = "lead";
};
struct nth_value_shape : call_shape<nth_value_shape> {
    static constexpr std::string_view name = "nth_value";
    static constexpr null_rule nulls = null_rule::always;
    template <class... Arguments>
    using value = first_value<Arguments...>;
};
struct first_value_shape : call_shape<first_value_shape> {
    static constexpr std::string_view name = "first_value";
    static constexpr null_rule nulls = null_rule::always;
    static constexpr bool of_frame = true;
    template <class... Arguments>
    using value = first_value<Arguments...>;
};
struct last_value_shape : first_value_shape {
    static constexpr std::string_view name = "last_value";
    static constexpr void open(sql_writer& out) { out.text("last_value("); }
};

/// A function that exists over a window only: no expression before over().
template <class Call>
struct window_function {
    LITHE_NO_UNIQUE_ADDRESS Call call;

    /// `over()` sees all rows; else partition_by(), order_by() and a frame, in this order.
    template <class... Parts>
    constexpr auto over(Parts const&... parts) const {
        return make_window(call, parts...);
    }
};

template <class Shape, class... Arguments>
constexpr auto make_window_function(Arguments... arguments) {
    using function = operation<Shape, Arguments...>;
    return window_function<function>{function(std::move(arguments)...)};
}

template <template <bool> class Shape, class Node>
constexpr auto make_neighbour(Node const& node) {
    return make_window_function<Shape<false>>(node);
}
template <template <bool> class Shape, class Node, class Offset>
constexpr auto make_neighbour(Node const& node, Offset&& offset) {
    auto distance = as_operand<integer_context>(std::forward<Offset>(offset));
    require_number<decltype(distance)>();
    return make_window_function<Shape<false>>(node, std::move(distance));
}
template <template <bool> class Shape, class Node, class Offset, class Default>
constexpr auto make_neighbour(Node const& node, Offset&& offset, Default&& otherwise) {
    if constexpr (!require_no_null_default<std::remove_cvref_t<Default>>()) {
        return make_neighbour<Shape>(node);
    } else {
        auto distance = as_operand<integer_context>(std::forward<Offset>(offset));
        require_number<decltype(distance)>();
        auto last = as_operand<Node>(std::forward<Default>(otherwise));
        require_comparable<Node, decltype(last)>();
        return make_window_function<Shape<true>>(node, std::move(distance), std::move(last));
    }
}

}  // namespace detail

/// 1, 2, 3, … in the window's order.
constexpr auto row_number() {
    return detail::make_window_function<detail::row_number_shape>();
}
/// Peers have one rank, the next rank counts them: 1, 1, 3.
constexpr auto rank() {
    return detail::make_window_function<detail::rank_shape>();
}
/// Peers have one rank, the next is one more: 1, 1, 2.
constexpr auto dense_rank() {
    return detail::make_window_function<detail::dense_rank_shape>();
}
/// (rank - 1) / (rows - 1), 0.0 in a window of one row.
constexpr auto percent_rank() {
    return detail::make_window_function<detail::percent_rank_shape>();
}
/// The share of rows up to the last peer of this.
constexpr auto cume_dist() {
    return detail::make_window_function<detail::cume_dist_shape>();
}
/// The number, from 1, of the part of `parts` nearly equal ones. Errors: of the statement when less
/// than one.
template <class Parts>
constexpr auto ntile(Parts&& parts) {
    auto count = detail::as_operand<detail::integer_context>(std::forward<Parts>(parts));
    detail::require_number<decltype(count)>();
    return detail::make_window_function<detail::ntile_shape>(std::move(count));
}
/// `node` of the row before, or `offset` rows before: `lag(x)`, `lag(x, 2)`, `lag(x, 2, 0)`. NULL,
/// or the third argument, where there is no such row.
template <expression Node, class... Rest>
    requires(sizeof...(Rest) <= 2)
constexpr auto lag(Node const& node, Rest&&... rest) {
    return detail::make_neighbour<detail::lag_shape>(node, std::forward<Rest>(rest)...);
}
/// The same behind the current row.
template <expression Node, class... Rest>
    requires(sizeof...(Rest) <= 2)
constexpr auto lead(Node const& node, Rest&&... rest) {
    return detail::make_neighbour<detail::lead_shape>(node, std::forward<Rest>(rest)...);
}
/// `node` of the frame's first row.
template <expression Node>
constexpr auto first_value(Node const& node) {
    return detail::make_window_function<detail::first_value_shape>(node);
}
/// `node` of the frame's last row: without a frame, of the current row's last peer.
template <expression Node>
constexpr auto last_value(Node const& node) {
    return detail::make_window_function<detail::last_value_shape>(node);
}
/// `node` of the frame's row number `place`, from 1; NULL where it has fewer.
template <expression Node, class Place>
constexpr auto nth_value(Node const& node, Place&& place) {
    auto number = detail::as_operand<detail::integer_context>(std::forward<Place>(place));
    detail::require_number<decltype(number)>();
    return detail::make_window_function<detail::nth_value_shape>(node, std::move(number));
}

}  // namespace lithe::inline v0
