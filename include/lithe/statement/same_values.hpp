#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether two expressions of one type have the same run-time values, too. Where one stands for the
// other (a term of a compound's ORDER BY for a column, a name for its window) SQLite would take the
// other's values and say nothing; so it is asked when the values are bound, by sinks that can
// compare them: `Sink::recorder` keeps what an expression binds.

#include <lithe/statement/clause.hpp>

#include <cstddef>
#include <stdexcept>
#include <type_traits>

namespace lithe::inline v0::detail {

/// The place of what has the values of `node` among those of `pack` that have its type; their
/// number where there is none.
template <class Recorder, class Node, class... Nodes>
constexpr std::size_t place_of_same(Node const& node, value_pack<Nodes...> const& pack) {
    Recorder wanted{};
    bind_expression(wanted, node);
    std::size_t place = 0;
    bool found = false;
    pack.each([&]<class Other>(Other const& other) {
        if constexpr (std::is_same_v<Other, Node>) {
            if (found)
                return;
            Recorder given{};
            bind_expression(given, other);
            found = given == wanted;
            place += found ? 0U : 1U;
        }
    });
    return place;
}

// ---- windows under names ----

/// Where a query binds its expressions to have the windows that they name compared with those of
/// its window(). The windows of its subqueries are their own.
template <class Recorder, class... Windows>
struct window_comparer : ignored_values {
    static constexpr bool compares_windows = true;
    value_pack<Windows...> const& defined;

    constexpr explicit window_comparer(value_pack<Windows...> const& windows) : defined(windows) {}

    template <class Named>
    constexpr void see_window(Named const& named) const {
        defined.each([&]<class Window>(Window const& window) {
            if constexpr (std::is_same_v<Window, Named> &&
                          any_has_parameters<typename Window::nodes>) {
                Recorder wanted{};
                named.bind_definition(wanted);
                Recorder given{};
                window.bind_definition(given);
                if (!(given == wanted))
                    throw std::invalid_argument(
                        "lithe: over(): a window has other values than the one of its name in "
                        "window(); give one another name");
            }
        });
    }
};

template <class Clauses>
inline constexpr bool has_window_values = false;
template <class... Clauses>
inline constexpr bool has_window_values<type_list<Clauses...>> =
    ((Clauses::rank == clause_rank::window && Clauses::parameters) || ...);

template <class Comparer, class Clause>
constexpr void compare_windows(Comparer& comparer, Clause const& clause) {
    if constexpr (Clause::rank > clause_rank::window && Clause::parameters)
        clause.bind(comparer);
}
template <class Recorder, class Statement, class... Clauses>
constexpr void require_same_windows(Statement const& statement, type_list<Clauses...> clauses) {
    using windows = nth_t<0, clauses_at<clause_rank::window, decltype(clauses)>>;
    auto const& defined = static_cast<windows const&>(statement).list;
    auto comparer = [&]<class... Windows>(value_pack<Windows...> const& list) {
        return window_comparer<Recorder, Windows...>(list);
    }(defined);
    (compare_windows(comparer, static_cast<Clauses const&>(statement)), ...);
}
/// What a query does before it binds its values to `Sink`. Errors: std::invalid_argument.
template <class Sink, class Statement>
constexpr void compare_values(Statement const& statement) {
    using clauses = typename Statement::clauses;
    if constexpr (has_window_values<clauses> && requires { typename Sink::recorder; })
        require_same_windows<typename Sink::recorder>(statement, clauses{});
}

}  // namespace lithe::inline v0::detail
