#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a SELECT yields: a projection gives the list of result columns, the C++ type of a row and,
// for each position in the row, what the reader needs to fill it.

#include <lithe/statement/clause.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

namespace detail {

/// Of an alias or a named query, by `boss[all<User>]`.
template <class Source>
struct all_columns_of {
    using source = Source;
    using entity = typename Source::entity;
    using children = type_list<>;
};

}  // namespace detail

/// Every column of a table as one result: the struct, or an optional one behind an outer join.
template <class Entity>
struct all_columns {
    using source = detail::table_source<Entity>;
    using entity = Entity;
    using children = detail::type_list<>;
    template <class Source>
    using of = detail::all_columns_of<Source>;
};
/// `select(all<User>, all<Post>)`; of an alias `boss[all<User>]`.
template <class Entity>
inline constexpr all_columns<Entity> all{};

namespace detail {

template <class Node>
inline constexpr bool is_all_columns = false;
template <class Entity>
inline constexpr bool is_all_columns<all_columns<Entity>> = true;
template <class Source>
inline constexpr bool is_all_columns<all_columns_of<Source>> = true;

/// A view as an expression's type is read as what owns its characters.
template <class Value>
struct owned_value {
    using type = Value;
};
template <>
struct owned_value<std::string_view> {
    using type = std::string;
};
template <>
struct owned_value<bytes_view> {
    using type = bytes;
};
template <class Value>
struct owned_value<std::optional<Value>> {
    using type = std::optional<typename owned_value<Value>::type>;
};
template <class Value>
using owned_t = typename owned_value<Value>::type;

/// The C++ type of one item of a projection.
template <class Item, class Nullable>
struct item_result {
    using type = owned_t<result_t<Item, Nullable>>;
};
template <class Item, class Nullable>
    requires is_all_columns<Item>
struct item_result<Item, Nullable> {
    using entity = typename Item::entity;
    using type = std::conditional_t<contains<typename Item::source, Nullable>,
                                    std::optional<entity>, entity>;
};

template <class Source, std::size_t Index>
constexpr void write_field(sql_writer& out) {
    if (out.qualified) {
        Source::write_name(out);
        out.put('.');
    }
    out.identifier(column_names<typename Source::entity>[Index]);
}

template <class Source>
constexpr void write_all_fields(sql_writer& out) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        comma separate{out};
        ((separate(), write_field<Source, Index>(out)), ...);
    }(field_indices<typename Source::entity>{});
}

template <class Item>
constexpr void write_item(sql_writer& out) {
    if constexpr (is_all_columns<Item>) {
        write_all_fields<typename Item::source>(out);
    } else {
        Item::write(out);
    }
}

template <class Item>
inline constexpr std::size_t item_width = 1;
template <class Item>
    requires is_all_columns<Item>
inline constexpr std::size_t item_width<Item> = field_count<typename Item::entity>;

/// The shape of a row: an entity, one that an outer join may miss, one value, a tuple of items, or
/// an aggregate filled by position.
template <class Entity>
struct entity_row {};
template <class Entity>
struct missing_entity_row {};
template <class... Item>
struct scalar_row {};
template <class... Items>
struct tuple_row {};
template <class Row, class... Items>
struct aggregate_row {};

template <class Shape, class Nullable>
struct row_of_shape;
template <class Entity, class Nullable>
struct row_of_shape<entity_row<Entity>, Nullable> {
    using type = Entity;
};
template <class Entity, class Nullable>
struct row_of_shape<missing_entity_row<Entity>, Nullable> {
    using type = std::optional<Entity>;
};
template <class Item, class Nullable>
struct row_of_shape<scalar_row<Item>, Nullable> {
    using type = typename item_result<Item, Nullable>::type;
};
template <class... Items, class Nullable>
struct row_of_shape<tuple_row<Items...>, Nullable> {
    using type = std::tuple<typename item_result<Items, Nullable>::type...>;
};
template <class Row, class... Items, class Nullable>
struct row_of_shape<aggregate_row<Row, Items...>, Nullable> {
    using type = Row;
};

template <class... Items>
struct select_clause {
    static constexpr clause_rank rank = clause_rank::select;
    using items = type_list<Items...>;
    using nodes = items;
    using shape =
        std::conditional_t<sizeof...(Items) == 1, scalar_row<Items...>, tuple_row<Items...>>;
    static constexpr bool parameters = any_has_parameters<items>;
    static constexpr std::size_t width = (item_width<Items> + ...);

    LITHE_NO_UNIQUE_ADDRESS value_pack<Items...> list;

    static constexpr void write(sql_writer& out) {
        comma separate{out};
        ((separate(), write_item<Items>(out)), ...);
    }
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        bind_pack(sink, list);
    }
};

template <class Row, class... Items>
struct select_as_clause : select_clause<Items...> {
    using shape = aggregate_row<Row, Items...>;
};

/// Stands for a select() that was a mistake: its shape is known.
template <class Shape>
struct refused_projection {
    static constexpr clause_rank rank = clause_rank::select;
    using items = type_list<>;
    using shape = Shape;
    static constexpr bool parameters = false;
    static constexpr std::size_t width = 0;
    static constexpr void write(sql_writer&) {}
    template <class Sink>
    constexpr void bind(Sink&) const {}
};

/// No select(): the entity of FROM; optional where RIGHT or FULL JOIN may miss it.
template <class Source, bool Missing = false>
struct default_projection {
    using items = type_list<all_columns<typename Source::entity>>;
    using shape = std::conditional_t<Missing, missing_entity_row<typename Source::entity>,
                                     entity_row<typename Source::entity>>;
    static constexpr bool parameters = false;
    static constexpr std::size_t width = field_count<typename Source::entity>;
    static constexpr void write(sql_writer& out) { write_all_fields<Source>(out); }
};

// ---- views ----

/// Whether a row of type `Row` would hold a view of what SQLite frees with the next row.
template <class Row>
consteval bool holds_view() {
    if constexpr (is_optional<Row>) {
        return holds_view<bare<Row>>();
    } else if constexpr (is_view<Row>) {
        return true;
    } else if constexpr (storable<Row>) {
        return false;
    } else if constexpr (requires { std::tuple_size<Row>::value; }) {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return (holds_view<std::tuple_element_t<Index, Row>>() || ...);
        }(std::make_index_sequence<std::tuple_size_v<Row>>{});
    } else if constexpr (reflectable<Row>) {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return (is_view<bare<field_type<Row, Index>>> || ...);
        }(field_indices<Row>{});
    } else {
        return false;
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
