#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a call that is a mistake seems to return, so that its one error is the only one: as much of
// the type as is known without the mistake, and else what can be used as anything.

#include <lithe/statement/query_shape.hpp>

#include <compare>
#include <tuple>
#include <type_traits>
#include <vector>

namespace lithe::inline v0 {

template <class... Clauses>
struct select_statement;

namespace detail {

/// What can be used as anything.
struct unavailable {
    template <class Any>
    operator Any() const;
    template <class Any>
    bool operator==(Any const&) const;
    template <class Any>
    std::strong_ordering operator<=>(Any const&) const;
    // Else the built-in ones are all as good as each other.
    template <class Out>
    friend Out& operator<<(Out&, unavailable const&);
    template <class Out>
    friend Out& operator+=(Out&, unavailable const&);
    template <class Any>
    friend unavailable operator+(unavailable const&, Any const&);
    template <class Any>
    friend unavailable operator+(Any const&, unavailable const&);
};

/// No rows of a call that is a mistake, also where others are wanted.
template <class Row>
struct unavailable_rows : std::vector<Row> {
    template <class Other>
    operator std::vector<Other>() const;
};

/// What a callback returned that ends with it: a stream, whose rows may be asked for further on.
template <class Row>
struct ended_stream : unavailable_rows<Row> {};

template <class Result>
inline constexpr bool is_refused_result = false;
template <>
inline constexpr bool is_refused_result<unavailable> = true;
template <class Row>
inline constexpr bool is_refused_result<ended_stream<Row>> = true;

template <class Row>
using available_if_made =
    std::conditional_t<std::is_default_constructible_v<Row>, Row, unavailable>;

template <class Item, class Nullable>
struct refused_item {
    using type = unavailable;
};
template <class Item, class Nullable>
    requires(is_column<Item> || is_all_columns<Item>)
struct refused_item<Item, Nullable> : item_result<Item, Nullable> {};

/// A row of that shape, of which an expression may be a mistake.
template <class Shape, class Nullable>
struct refused_row {
    using type = unavailable;
};
template <class Entity, class Nullable>
struct refused_row<entity_row<Entity>, Nullable> {
    using type = available_if_made<Entity>;
};
template <class Item, class Nullable>
struct refused_row<scalar_row<Item>, Nullable> {
    using type = available_if_made<typename refused_item<Item, Nullable>::type>;
};
template <class... Items, class Nullable>
struct refused_row<tuple_row<Items...>, Nullable> {
    using type = std::tuple<available_if_made<typename refused_item<Items, Nullable>::type>...>;
};
template <class Row, class... Items, class Nullable>
struct refused_row<aggregate_row<Row, Items...>, Nullable> {
    using type = available_if_made<Row>;
};

template <class Statement>
struct refused_rows {
    using type = unavailable;
};
template <class... Clauses>
struct refused_rows<select_statement<Clauses...>> {
    using list = type_list<Clauses...>;
    using type =
        typename refused_row<typename projection_of<list>::shape, nullable_sources_of<list>>::type;
};

}  // namespace detail
}  // namespace lithe::inline v0
