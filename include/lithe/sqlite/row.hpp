#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Reading: one row into an entity, a value, a tuple or an aggregate, by the shape that the
// statement's type has. A position that fails is told by its column, so that the error can name it.

#include <lithe/schema/stored_form.hpp>
#include <lithe/sqlite/column.hpp>
#include <lithe/statement/result_column.hpp>
#include <lithe/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#if defined(__clang__)
#pragma clang diagnostic push
// The columns of an embedded struct fill it without braces of its own.
#pragma clang diagnostic ignored "-Wmissing-braces"
#endif

namespace lithe::inline v0::detail {

template <class Form, class Value>
Value read_at(row_values& row, int index) {
    row.reading = index;
    return read_formed<Form, Value>(row[index]);
}

template <class Entity, std::size_t... Index>
Entity read_fields(row_values& row, int first, std::index_sequence<Index...>) {
    return Entity{read_at<field_form<Entity, Index>, field_type<Entity, Index>>(
        row, first + static_cast<int>(Index))...};
}
template <class Entity>
LITHE_ALWAYS_INLINE inline Entity read_entity(row_values& row, int first) {
    return read_fields<Entity>(row, first, field_indices<Entity>{});
}

/// A row that an outer join missed is NULL in every field. (NULL in one that is not std::optional,
/// beside fields that are there, is a stored value that does not fit.)
template <class Entity, std::size_t... Index>
bool is_missing(row_values const& row, int first, std::index_sequence<Index...>) {
    return ((sqlite3_value_type(row[first + static_cast<int>(Index)]) == SQLITE_NULL) && ...);
}

template <class Item, class Value>
LITHE_ALWAYS_INLINE inline Value read_item(row_values& row, int first) {
    if constexpr (is_all_columns<Item>) {
        using entity = typename Item::entity;
        if constexpr (is_optional<Value>) {
            if (is_missing<entity>(row, first, field_indices<entity>{}))
                return Value();
            return Value(read_entity<entity>(row, first));
        } else {
            return read_entity<entity>(row, first);
        }
    } else {
        return read_at<node_form<Item>, Value>(row, first);
    }
}

template <class... Items>
inline constexpr auto item_positions = [] {
    std::array<int, sizeof...(Items) + 1> positions{};
    std::size_t at = 0;
    ((positions[at + 1] = positions[at] + static_cast<int>(item_width<Items>), ++at), ...);
    return positions;
}();

template <class Shape>
struct row_reader;

template <class Entity>
struct row_reader<entity_row<Entity>> {
    template <class Row>
    LITHE_ALWAYS_INLINE static Row read(row_values& row) {
        return read_entity<Entity>(row, 0);
    }
};

template <class Entity>
struct row_reader<missing_entity_row<Entity>> {
    template <class Row>
    LITHE_ALWAYS_INLINE static Row read(row_values& row) {
        return read_item<all_columns<Entity>, Row>(row, 0);
    }
};

template <class Item>
struct row_reader<scalar_row<Item>> {
    template <class Row>
    LITHE_ALWAYS_INLINE static Row read(row_values& row) {
        return read_item<Item, Row>(row, 0);
    }
};

/// Converts to an item's value, so that the element of a tuple is made in its place.
template <class Item, class Value>
struct item_maker {
    row_values& row;
    int first;
    operator Value() const { return read_item<Item, Value>(row, first); }
};

template <class... Items>
struct row_reader<tuple_row<Items...>> {
    template <class Row>
    LITHE_ALWAYS_INLINE static Row read(row_values& row) {
        return read_each<Row>(row, std::index_sequence_for<Items...>{});
    }

private:
    template <class Row, std::size_t... Index>
    LITHE_ALWAYS_INLINE static Row read_each(row_values& row, std::index_sequence<Index...>) {
        return Row(item_maker<Items, std::tuple_element_t<Index, Row>>{
            row, item_positions<Items...>[Index]}...);
    }
};

template <class Aggregate, class... Items>
struct row_reader<aggregate_row<Aggregate, Items...>> {
    template <class Row>
    LITHE_ALWAYS_INLINE static Row read(row_values& row) {
        return read_each(row, std::index_sequence_for<Items...>{});
    }

private:
    template <std::size_t... Index>
    LITHE_ALWAYS_INLINE static Aggregate read_each(row_values& row, std::index_sequence<Index...>) {
        return Aggregate{read_item<Items, field_type<Aggregate, Index>>(
            row, item_positions<Items...>[Index])...};
    }
};

// ---- which column was being read ----

struct column_origin {
    std::string_view table;
    std::string_view column;
};

template <class Entity>
column_origin field_origin(std::size_t index) {
    return {entity_names<Entity>::table(), column_names<Entity>[index]};
}

template <class Item>
LITHE_ALWAYS_INLINE inline column_origin item_origin(std::size_t offset) {
    if constexpr (is_all_columns<Item>) {
        return field_origin<typename Item::entity>(offset);
    } else if constexpr (is_column<Item>) {
        static_cast<void>(offset);
        return field_origin<typename Item::entity>(member_index<Item::member>);
    } else {
        static_cast<void>(offset);
        return {};
    }
}

template <class... Items>
LITHE_ALWAYS_INLINE inline column_origin origin_in(type_list<Items...>, std::size_t index) {
    column_origin found{};
    std::size_t first = 0;
    ((index >= first && index < first + item_width<Items>
          ? static_cast<void>(found = item_origin<Items>(index - first))
          : void(),
      first += item_width<Items>),
     ...);
    return found;
}

template <class Entity>
LITHE_ALWAYS_INLINE inline column_origin origin_of(entity_row<Entity>, std::size_t index) {
    return field_origin<Entity>(index);
}
template <class Entity>
LITHE_ALWAYS_INLINE inline column_origin origin_of(missing_entity_row<Entity>, std::size_t index) {
    return field_origin<Entity>(index);
}
template <class Item>
LITHE_ALWAYS_INLINE inline column_origin origin_of(scalar_row<Item>, std::size_t index) {
    return origin_in(type_list<Item>{}, index);
}
template <class... Items>
LITHE_ALWAYS_INLINE inline column_origin origin_of(tuple_row<Items...>, std::size_t index) {
    return origin_in(type_list<Items...>{}, index);
}
template <class Row, class... Items>
LITHE_ALWAYS_INLINE inline column_origin origin_of(aggregate_row<Row, Items...>,
                                                   std::size_t index) {
    return origin_in(type_list<Items...>{}, index);
}

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
