#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A query with one clause more: what the members of select_statement do once their clause is
// checked.

#include <lithe/expression/arithmetic.hpp>
#include <lithe/expression/literal.hpp>
#include <lithe/statement/from_item.hpp>
#include <lithe/statement/query_shape.hpp>

#include <stdexcept>
#include <type_traits>

namespace lithe::inline v0 {

template <class... Clauses>
struct select_statement;

namespace detail {

template <bool Good, class New, class... Clauses>
LITHE_ALWAYS_INLINE constexpr auto add_clause(select_statement<Clauses...>&& query, New clause) {
    if constexpr (Good) {
        return select_statement<Clauses..., New>{
            static_cast<Clauses&&>(query)..., static_cast<New&&>(clause), {}};
    } else if constexpr (is_refused<type_list<Clauses...>>) {
        return static_cast<select_statement<Clauses...>&&>(query);
    } else if constexpr (New::rank == clause_rank::select) {
        using shape = typename New::shape;
        return select_statement<Clauses..., refused_clause, refused_projection<shape>>{
            static_cast<Clauses&&>(query)..., {}, {}, {}};
    } else {
        return select_statement<Clauses..., refused_clause>{
            static_cast<Clauses&&>(query)..., refused_clause{}, {}};
    }
}
template <bool Good, class New, class... Clauses>
LITHE_ALWAYS_INLINE constexpr auto add_clause(select_statement<Clauses...> const& query,
                                              New clause) {
    return add_clause<Good>(select_statement<Clauses...>(query), static_cast<New&&>(clause));
}

template <bool Good, class Source>
LITHE_ALWAYS_INLINE constexpr auto begin_query() {
    if constexpr (Good) {
        return select_statement<from_clause<Source>>{};
    } else {
        return select_statement<from_clause<Source>, refused_clause>{};
    }
}

/// What SQLite takes for the number of a result column where it orders or groups.
template <class Node>
inline constexpr bool is_column_number = false;
template <auto Value>
inline constexpr bool is_column_number<literal_t<Value>> =
    std::is_integral_v<decltype(Value)> || std::is_enum_v<decltype(Value)>;
template <class Node>
inline constexpr bool is_column_number<operation<negated, Node>> = is_column_number<Node>;
template <class Node, direction Direction, null_order Nulls>
inline constexpr bool is_column_number<ordering_term<Node, Direction, Nulls>> =
    is_column_number<Node>;
template <class... Terms>
inline constexpr bool is_column_number<ordering_choice<Terms...>> =
    (is_column_number<Terms> || ...);
template <class... Terms>
consteval bool require_no_column_number() {
    constexpr bool good = !(is_column_number<Terms> || ...);
    static_assert(good,
                  "lithe: order_by(), group_by(): a whole number is the number of a column to "
                  "SQLite; name the column");
    return good;
}

template <class... Terms>
LITHE_ALWAYS_INLINE constexpr auto make_order(Terms... terms) {
    return order_by_clause<Terms...>{make_pack<Terms...>(static_cast<Terms&&>(terms)...)};
}
[[noreturn]] inline void throw_negative_count() {
    throw std::invalid_argument(
        "lithe: limit(), offset(): the count is negative; leave the clause out for all rows");
}
template <class Count>
consteval void require_no_negative_count() {
    constexpr bool good = constant_of<Count>.value >= 0;
    static_assert(good,
                  "lithe: limit(), offset(): the count is negative; leave the clause out for all "
                  "rows");
}
// SQLite takes a negative LIMIT for none, and a negative OFFSET for 0.
template <template <class> class Clause, class Count>
LITHE_ALWAYS_INLINE constexpr auto make_count(Count count) {
    require_no_negative_count<Count>();
    if constexpr (std::is_integral_v<Count> && std::is_signed_v<Count>) {
        if (count < 0) [[unlikely]]
            throw_negative_count();
    }
    auto node = as_operand<integer_context>(static_cast<Count&&>(count));
    return Clause<decltype(node)>{{make_pack<decltype(node)>(static_cast<decltype(node)&&>(node))}};
}

/// The join of `Source` on a condition, or on the one foreign key there is.
template <bool Good, join_kind Kind, class Source, class Condition, class... Clauses>
LITHE_ALWAYS_INLINE constexpr auto add_join(select_statement<Clauses...> const& query,
                                            Condition on) {
    if constexpr (!Good) {
        return add_clause<false>(query, refused_clause{});
    } else if constexpr (Kind == join_kind::cross) {
        return add_clause<true>(query, join_clause<Kind, Source, Condition>{});
    } else if constexpr (std::is_same_v<Condition, unwritten_condition>) {
        using links = typename links_to<Source, sources_of<type_list<Clauses...>>>::list;
        constexpr auto found = condition_of<links>();
        return add_clause<true>(query,
                                join_clause<Kind, Source, decltype(condition_of<links>())>{found});
    } else {
        return add_clause<true>(query,
                                join_clause<Kind, Source, Condition>{static_cast<Condition&&>(on)});
    }
}

template <class Named>
inline constexpr bool has_arguments = requires { typename Named::arguments; };

/// The first mistake in the arguments of a function in FROM, with the tables before it.
template <class Named, class Sources>
consteval auto find_in_arguments() {
    if constexpr (has_arguments<Named>) {
        return []<class... Nodes>(type_list<Nodes...>) {
            using outside = decltype(find_outside<Sources, Nodes...>());
            if constexpr (outside::value != rule::none) {
                return outside{};
            } else {
                return found_if<(contains_aggregate<Nodes> || ...), rule::aggregate_in_condition>{};
            }
        }(typename Named::arguments{});
    } else {
        return no_finding{};
    }
}
template <join_kind Kind, class Named, class Clauses, class Condition>
consteval auto find_in_named_join() {
    using source = typename Named::source;
    if constexpr (!has_arguments<Named>) {
        return find_in_join<source, Clauses, Condition>();
    } else if constexpr (is_refused<Clauses>) {
        return no_finding{};
    } else {
        constexpr bool whole = Kind == join_kind::right || Kind == join_kind::full;
        using condition = std::conditional_t<std::is_same_v<Condition, unwritten_condition>,
                                             literal_t<true>, Condition>;
        return first_finding<decltype(find_in_join<source, Clauses, condition>()),
                             decltype(find_in_arguments<Named, sources_of<Clauses>>()),
                             found_if<whole, rule::function_join>>{};
    }
}
template <class Named, class Clauses>
consteval auto find_in_named_cross() {
    using place = decltype(find_in_cross_join<typename Named::source, Clauses>());
    if constexpr (place::value != rule::none || is_refused<Clauses>) {
        return place{};
    } else {
        return find_in_arguments<Named, sources_of<Clauses>>();
    }
}

/// The join of an alias or an item.
template <bool Good, join_kind Kind, class Named, class Condition, class... Clauses>
LITHE_ALWAYS_INLINE constexpr auto join_named(select_statement<Clauses...> const& query,
                                              Named const& named, Condition const& on) {
    using source = typename Named::source;
    if constexpr (!is_from_item<Named>) {
        return add_join<Good, Kind, source>(query, on);
    } else if constexpr (!Good || !Named::sound) {
        return add_clause<false>(query, refused_clause{});
    } else if constexpr (Kind == join_kind::cross) {
        return add_clause<true>(query, item_join_clause<Kind, Named, Condition>{named});
    } else if constexpr (std::is_same_v<Condition, unwritten_condition> && has_arguments<Named>) {
        // Its arguments say which rows belong to a row.
        return add_clause<true>(query, item_join_clause<Kind, Named, literal_t<true>>{named, {}});
    } else if constexpr (std::is_same_v<Condition, unwritten_condition>) {
        using links = typename links_to<source, sources_of<type_list<Clauses...>>>::list;
        constexpr auto found = condition_of<links>();
        return add_clause<true>(
            query, item_join_clause<Kind, Named, decltype(condition_of<links>())>{named, found});
    } else {
        return add_clause<true>(query, item_join_clause<Kind, Named, Condition>{named, on});
    }
}

template <bool Good, class Named>
LITHE_ALWAYS_INLINE constexpr auto begin_named(Named const& named) {
    if constexpr (!is_from_item<Named>) {
        return begin_query<Good, typename Named::source>();
    } else if constexpr (Good && Named::sound) {
        return select_statement<item_from_clause<Named>>{{named}, {}};
    } else {
        return select_statement<from_clause<typename Named::source>, refused_clause>{};
    }
}

/// What a fetch call asks first.
template <class... Clauses>
consteval auto find_in_whole(select_statement<Clauses...> const*) {
    using list = type_list<Clauses...>;
    using mistake = decltype(find_in_query<list>());
    if constexpr (mistake::value != rule::none || is_refused<list> || !has_names<list>) {
        return mistake{};
    } else {
        return find_in_names<select_statement<Clauses...>>();
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
