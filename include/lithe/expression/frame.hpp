#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// frame-spec: which rows around the current one a window function sees:
// `rows_between(preceding(2), current_row)`, range_between, groups_between, each with EXCLUDE.
// https://www.sqlite.org/windowfunctions.html#frame_specifications

#include <lithe/expression/column.hpp>

#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

enum class bound_place : unsigned char {
    unbounded_preceding,
    preceding,
    current_row,
    following,
    unbounded_following
};
enum class frame_unit : unsigned char { rows, range, groups };
enum class frame_exclusion : unsigned char { no_others, current_row, group, ties };

/// Where a frame begins or ends; preceding and following have an offset.
template <bound_place Place, class Offset = no_operand>
struct frame_bound {
    static constexpr bound_place place = Place;
    using offset_node = Offset;
    LITHE_NO_UNIQUE_ADDRESS Offset offset;

    static constexpr void write(sql_writer& out) {
        using enum bound_place;
        if constexpr (is_present<Offset>)
            Offset::write(out);
        out.text(Place == unbounded_preceding ? "UNBOUNDED PRECEDING"
                 : Place == preceding         ? " PRECEDING"
                 : Place == current_row       ? "CURRENT ROW"
                 : Place == following         ? " FOLLOWING"
                                              : "UNBOUNDED FOLLOWING");
    }
};

template <class Bound>
using bound_nodes = std::conditional_t<is_present<typename Bound::offset_node>,
                                       type_list<typename Bound::offset_node>, type_list<>>;

/// ROWS, RANGE or GROUPS BETWEEN two bounds.
template <frame_unit Unit, frame_exclusion Exclusion, class Start, class End>
struct frame {
    static constexpr int part_place = 3;
    using nodes = concat_t<bound_nodes<Start>, bound_nodes<End>>;
    static constexpr bool is_range_with_offset = Unit == frame_unit::range && nodes::size > 0;
    /// The current row is always in it, so that an aggregate over it sees a row.
    static constexpr bool has_current_row =
        Start::place <= bound_place::current_row && End::place >= bound_place::current_row &&
        (Exclusion == frame_exclusion::no_others || Exclusion == frame_exclusion::ties);

    LITHE_NO_UNIQUE_ADDRESS Start start;
    LITHE_NO_UNIQUE_ADDRESS End end;

    /// Without the current row.
    constexpr auto exclude_current_row() const { return exclude<frame_exclusion::current_row>(); }
    /// Without the current row and its peers, the rows that order_by finds equal to it.
    constexpr auto exclude_group() const { return exclude<frame_exclusion::group>(); }
    /// Without the peers of the current row, but with it.
    constexpr auto exclude_ties() const { return exclude<frame_exclusion::ties>(); }

    static constexpr void write(sql_writer& out) {
        out.text(Unit == frame_unit::rows    ? "ROWS BETWEEN "
                 : Unit == frame_unit::range ? "RANGE BETWEEN "
                                             : "GROUPS BETWEEN ");
        Start::write(out);
        out.text(" AND ");
        End::write(out);
        out.text(Exclusion == frame_exclusion::current_row ? " EXCLUDE CURRENT ROW"
                 : Exclusion == frame_exclusion::group     ? " EXCLUDE GROUP"
                 : Exclusion == frame_exclusion::ties      ? " EXCLUDE TIES"
                                                           : "");
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (is_present<typename Start::offset_node>)
            bind_expression(sink, start.offset);
        if constexpr (is_present<typename End::offset_node>)
            bind_expression(sink, end.offset);
    }

private:
    template <frame_exclusion Excluded>
    constexpr auto exclude() const {
        return frame<Unit, Excluded, Start, End>{start, end};
    }
};

template <class Node>
inline constexpr bool is_frame_constant =
    Node::children::size == 0 && !is_column<Node> && is_number<typename Node::value_type> &&
    !Node::template may_be_null<type_list<>>();

template <frame_unit Unit, class Bound>
consteval bool offset_fits() {
    if constexpr (is_present<typename Bound::offset_node>) {
        using node = typename Bound::offset_node;
        return is_frame_constant<node> &&
               (Unit == frame_unit::range || std::is_integral_v<typename node::value_type>);
    } else {
        return true;
    }
}

template <frame_unit Unit, class Start, class End>
constexpr auto make_frame(Start const& start, End const& end) {
    return frame<Unit, frame_exclusion::no_others, Start, End>{start, end};
}

template <class Start, class End>
inline constexpr bool bounds_in_order =
    Start::place <= End::place && Start::place != bound_place::unbounded_following &&
    End::place != bound_place::unbounded_preceding;

template <class Bound>
concept a_frame_bound = requires { typename Bound::offset_node; };

template <bound_place Place, class Offset>
constexpr auto make_bound(Offset&& offset) {
    auto node = as_operand<integer_context>(std::forward<Offset>(offset));
    return frame_bound<Place, decltype(node)>{std::move(node)};
}

}  // namespace detail

inline constexpr detail::frame_bound<detail::bound_place::unbounded_preceding>
    unbounded_preceding{};
inline constexpr detail::frame_bound<detail::bound_place::current_row> current_row{};
inline constexpr detail::frame_bound<detail::bound_place::unbounded_following>
    unbounded_following{};

/// `offset` rows, groups of peers, or so much in the value of the order_by term, before the current
/// row. Errors: a negative offset is an error of the statement.
template <class Offset>
constexpr auto preceding(Offset&& offset) {
    return detail::make_bound<detail::bound_place::preceding>(std::forward<Offset>(offset));
}
/// The same behind the current row.
template <class Offset>
constexpr auto following(Offset&& offset) {
    return detail::make_bound<detail::bound_place::following>(std::forward<Offset>(offset));
}

/// Rows counted one by one.
template <detail::a_frame_bound Start, detail::a_frame_bound End>
constexpr auto rows_between(Start const& start, End const& end) {
    detail::require_frame_order<detail::bounds_in_order<Start, End>>();
    detail::require_frame_offset<detail::offset_fits<detail::frame_unit::rows, Start>() &&
                                 detail::offset_fits<detail::frame_unit::rows, End>()>();
    return detail::make_frame<detail::frame_unit::rows>(start, end);
}
/// By the value of the one term of order_by; the current row stands for it and its peers.
template <detail::a_frame_bound Start, detail::a_frame_bound End>
constexpr auto range_between(Start const& start, End const& end) {
    detail::require_frame_order<detail::bounds_in_order<Start, End>>();
    detail::require_frame_offset<detail::offset_fits<detail::frame_unit::range, Start>() &&
                                 detail::offset_fits<detail::frame_unit::range, End>()>();
    return detail::make_frame<detail::frame_unit::range>(start, end);
}
/// By groups of peers, rows that order_by finds equal.
template <detail::a_frame_bound Start, detail::a_frame_bound End>
constexpr auto groups_between(Start const& start, End const& end) {
    detail::require_frame_order<detail::bounds_in_order<Start, End>>();
    detail::require_frame_offset<detail::offset_fits<detail::frame_unit::groups, Start>() &&
                                 detail::offset_fits<detail::frame_unit::groups, End>()>();
    return detail::make_frame<detail::frame_unit::groups>(start, end);
}

}  // namespace lithe::inline v0
