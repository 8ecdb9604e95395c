#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether two expressions of one type have the same run-time values, too. Where one stands for the
// other (a term of a compound's ORDER BY for a column, a name for its window, what is selected for
// a group) SQLite would take the other's values, or those of some row, and say nothing; so it is
// asked when the values are bound, by sinks that can compare them: `Sink::recorder` keeps what an
// expression binds.

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
    bool same = true;

    constexpr explicit window_comparer(value_pack<Windows...> const& windows) : defined(windows) {}

    template <class Named>
    constexpr void see_window(Named const& named) {
        defined.each([&]<class Window>(Window const& window) {
            if constexpr (std::is_same_v<Window, Named> &&
                          any_has_parameters<typename Window::nodes>) {
                Recorder wanted{};
                named.bind_definition(wanted);
                Recorder given{};
                window.bind_definition(given);
                same = same && given == wanted;
            }
        });
    }
};

template <class Comparer, class Clause>
constexpr void compare_windows(Comparer& comparer, Clause const& clause) {
    if constexpr (Clause::rank > clause_rank::window && Clause::parameters)
        clause.bind(comparer);
}
/// Whether each window that is named has the values of the window() of that name.
template <class Recorder, class Statement, class... Clauses>
constexpr bool has_same_windows(Statement const& statement, type_list<Clauses...> clauses) {
    if constexpr (((Clauses::rank == clause_rank::window && Clauses::parameters) || ...)) {
        using windows = nth_t<0, clauses_at<clause_rank::window, decltype(clauses)>>;
        auto comparer = []<class... Windows>(value_pack<Windows...> const& list) {
            return window_comparer<Recorder, Windows...>(list);
        }(static_cast<windows const&>(statement).list);
        (compare_windows(comparer, static_cast<Clauses const&>(statement)), ...);
        return comparer.same;
    } else {
        return true;
    }
}

// ---- groups ----

template <class Recorder, class... Nodes, class Entry>
constexpr bool is_same_group(value_pack<Nodes...> const& groups, Entry const& entry) {
    if constexpr (is_ordering_term<Entry>) {
        return is_same_group<Recorder>(groups, entry.node);
    } else if constexpr (contains<Entry, type_list<Nodes...>> && has_parameters<Entry>) {
        constexpr std::size_t of_type = ((std::is_same_v<Entry, Nodes> ? 1U : 0U) + ...);
        return place_of_same<Recorder>(entry, groups) < of_type;
    } else {
        return true;
    }
}
template <class Recorder, class Groups, class Clause>
constexpr bool are_same_groups(Groups const& groups, Clause const& clause) {
    bool same = true;
    if constexpr (Clause::rank == clause_rank::select || Clause::rank == clause_rank::order_by) {
        clause.list.each(
            [&](auto const& entry) { same = same && is_same_group<Recorder>(groups, entry); });
    }
    return same;
}
/// Whether each expression of groups that is selected or ordered by has the values of a group.
template <class Recorder, class Statement, class... Clauses>
constexpr bool has_same_groups(Statement const& statement, type_list<Clauses...> clauses) {
    if constexpr (((Clauses::rank == clause_rank::group_by && Clauses::parameters) || ...)) {
        using groups = nth_t<0, clauses_at<clause_rank::group_by, decltype(clauses)>>;
        return (are_same_groups<Recorder>(static_cast<groups const&>(statement).list,
                                          static_cast<Clauses const&>(statement)) &&
                ...);
    } else {
        return true;
    }
}

/// Whether a query has values to compare, and `Sink` can.
template <class Sink, class Clauses>
inline constexpr bool compares_values = false;
template <class Sink, class... Clauses>
    requires requires { typename Sink::recorder; }
inline constexpr bool compares_values<Sink, type_list<Clauses...>> =
    (((Clauses::rank == clause_rank::window || Clauses::rank == clause_rank::group_by) &&
      Clauses::parameters) ||
     ...);

/// What such a query does before it binds its values. Errors: std::invalid_argument.
template <class Sink, class Statement>
constexpr void compare_values(Statement const& statement) {
    using clauses = typename Statement::clauses;
    if (!has_same_windows<typename Sink::recorder>(statement, clauses{}))
        throw std::invalid_argument(
            "lithe: over(): a window has other values than the one of its name in window(); give "
            "one another name");
    if (!has_same_groups<typename Sink::recorder>(statement, clauses{}))
        throw std::invalid_argument(
            "lithe: group_by(): an expression of groups has another value where it is selected; "
            "give it the same");
}

}  // namespace lithe::inline v0::detail
