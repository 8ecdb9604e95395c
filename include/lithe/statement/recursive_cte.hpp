#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Recursive queries: `recursive_cte(tree, base, step)` begins with the rows of `base` and adds
// those of `step`, which reads `tree`, until there are none.
// https://www.sqlite.org/lang_with.html#recursive_common_table_expressions

#include <lithe/statement/cte.hpp>

#include <type_traits>

namespace lithe::inline v0 {
namespace detail {

template <class Source, class Query>
inline constexpr bool reads_source = false;
template <class Source, class... Clauses>
inline constexpr bool reads_source<Source, select_statement<Clauses...>> =
    contains<Source, sources_of<type_list<Clauses...>>>;

// SQLite knows neither groups nor windows in a query that reads its own rows.
template <class Source, class Query>
consteval bool is_recursive_part() {
    if constexpr (reads_source<Source, Query>) {
        return !is_aggregating<typename Query::clauses> &&
               !any_windows(typename projection_of<typename Query::clauses>::items{});
    } else {
        return true;
    }
}

template <class Source, class First, class... Rest>
inline constexpr bool is_recursion =
    !reads_source<Source, First> && (reads_source<Source, Rest> || ...) &&
    (is_recursive_part<Source, Rest>() && ...);

template <class Reference, class Query>
consteval auto find_in_recursion() {
    return finding<rule::cte_step>{};
}
template <class Reference, class Query>
    requires requires { typename Query::clauses; }
consteval auto find_in_recursion() {
    if constexpr (is_refused<typename Query::clauses>) {
        return no_finding{};
    } else {
        return find_in_parts<Reference>(static_cast<Query*>(nullptr));
    }
}
template <class Reference, class Columns, class... Parts, class... Clauses>
consteval auto find_in_parts(compound_statement<Columns, value_pack<Parts...>, Clauses...>*) {
    using query = compound_statement<Columns, value_pack<Parts...>, Clauses...>;
    using source = typename Reference::source;
    using named = decltype(find_in_cte<query>());
    if constexpr (named::value != rule::none) {
        return named{};
    } else {
        return first_finding<
            found_if<!is_recursion<source, typename Parts::query_type...>, rule::cte_step>,
            found_if<!std::is_same_v<typename query::rows::row_type, typename Reference::entity>,
                     rule::cte_row, typename query::rows::row_type>>{};
    }
}
template <class Reference, class... Clauses>
consteval auto find_in_parts(select_statement<Clauses...>*) {
    return finding<rule::cte_step>{};
}

template <bool Good, fixed_string Name, class Query>
constexpr auto name_recursion(Query query) {
    if constexpr (Good && is_sound_query<Query>()) {
        return named_query<Name, Name, Query, true, cte_hint::none>(static_cast<Query&&>(query));
    } else {
        return mistaken_query<Name>();
    }
}

}  // namespace detail

/// A query that reads itself: a compound of which the first query does without `reference` and a
/// later one joins it: `recursive_cte(tree, base.union_with(step).limit(100))`. UNION takes each
/// row once, so that a circle ends; order_by() says which row is next (depth or breadth first).
template <fixed_string Name, class Row, class Query>
[[nodiscard]] constexpr auto recursive_cte(cte_reference<Name, Row>, Query query) {
    using found = decltype(detail::find_in_recursion<cte_reference<Name, Row>, Query>());
    constexpr bool good = detail::explain<found>();
    return detail::name_recursion<good, Name>(static_cast<Query&&>(query));
}
/// The same of `base.union_all(step)`.
template <fixed_string Name, class Row, class Base, class Step>
[[nodiscard]] constexpr auto recursive_cte(cte_reference<Name, Row>, Base base, Step step) {
    constexpr bool mixes =
        detail::explain<decltype(find_in_union(detail::type_list<Base, Step>{}))>();
    if constexpr (mixes) {
        auto query = make_compound<true, detail::compound_kind::union_all>(base, step);
        using both = decltype(query);
        constexpr bool good = detail::explain<
            decltype(detail::find_in_recursion<cte_reference<Name, Row>, both>())>();
        return detail::name_recursion<good, Name>(static_cast<both&&>(query));
    } else {
        return detail::mistaken_query<Name>();
    }
}

}  // namespace lithe::inline v0
