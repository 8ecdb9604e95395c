#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A window with a name, for several functions: `constexpr auto w =
// lithe::window<"w">(order_by(…));` then `.window(w)` in the query and `sum(x).over(w)` in its
// select() and order_by().
// https://www.sqlite.org/windowfunctions.html#introduction_to_window_functions

#include <lithe/expression/window.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <initializer_list>

namespace lithe::inline v0 {

namespace detail {
constexpr int last_place(std::initializer_list<int> places) {
    int last = 0;
    for (int const place : places)
        last = place > last ? place : last;
    return last;
}
}  // namespace detail

/// Partition, order and frame under a name; made by window(). The query's window() writes them and
/// binds their values, over() the name alone.
template <fixed_string Name, class... Parts>
struct named_window {
    // What it has itself cannot be said again behind it.
    static constexpr int part_place = detail::last_place({1, Parts::part_place...});
    using nodes = detail::concat_t<typename Parts::nodes...>;
    using window_names = detail::type_list<named_window>;
    static constexpr auto name = Name;

    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Parts...> parts;

    static constexpr void write(sql_writer& out) { out.identifier(Name.view()); }
    static constexpr void write_definition(sql_writer& out) {
        out.identifier(Name.view());
        out.text(" AS (");
        bool first = true;
        ((first ? void() : out.put(' '), Parts::write(out), first = false), ...);
        out.put(')');
    }
    template <class Sink>
    constexpr void bind_definition(Sink& sink) const {
        parts.each([&](auto const& part) { part.bind(sink); });
    }
    // Where the name is used nothing is bound: the query's window() has the values.
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (requires { sink.see_window(*this); })
            sink.see_window(*this);
    }
};

namespace detail {

template <fixed_string Name, class... Parts>
inline constexpr bool may_miss_row<named_window<Name, Parts...>> = (may_miss_row<Parts> || ...);
template <fixed_string Name, class... Parts>
inline constexpr bool has_one_term<named_window<Name, Parts...>> = (has_one_term<Parts> || ...);

template <fixed_string Name, class... Parts>
struct window_text<named_window<Name, Parts...>> {
    static constexpr void write(sql_writer& out) { out.identifier(Name.view()); }
};

}  // namespace detail

/// `WINDOW name AS (…)`: partition_by(), order_by() and a frame, in this order. `over(w)` takes it,
/// and behind it an order or a frame that it does not have itself.
template <fixed_string Name, class... Parts>
constexpr auto window(Parts const&... parts) {
    constexpr bool in_order = detail::parts_in_order<Parts...>;
    detail::require_window_parts<in_order>();
    if constexpr (in_order) {
        detail::require_range_term<detail::range_has_term<Parts...>>();
        detail::require_range_number<detail::range_is_measured<Parts...>>();
        return named_window<Name, Parts...>{detail::make_pack<Parts...>(parts...)};
    } else {
        return named_window<Name>{};
    }
}

}  // namespace lithe::inline v0
