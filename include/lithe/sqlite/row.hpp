#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Reading: one row into an entity, a value, a tuple or an aggregate, by the shape that the statement's
// type has. A position that fails is told by its column, so that the error can name it.

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <lithe/sqlite/column.hpp>
#include <lithe/statement/result_column.hpp>
#include <lithe/statement/stored_form.hpp>

namespace lithe::inline v0::detail {

template <class Form, class Value>
void read_at(row_values& row, int index, Value& out) {
    row.reading = index;
    read_formed<Form>(row[index], out);
}

template <class Entity, std::size_t... Index>
void read_fields(row_values& row, int first, Entity& out, std::index_sequence<Index...>) {
    (read_at<field_form<Entity, Index>>(row, first + static_cast<int>(Index), get_field<Index>(out)),
     ...);
}
template <class Entity>
void read_entity(row_values& row, int first, Entity& out) {
    read_fields(row, first, out, field_indices<Entity>{});
}

/// A row that an outer join missed is NULL in every field. (NULL in one that is not std::optional,
/// beside fields that are there, is a stored value that does not fit.)
template <class Entity, std::size_t... Index>
bool is_missing(row_values const& row, int first, std::index_sequence<Index...>) {
    return ((sqlite3_value_type(row[first + static_cast<int>(Index)]) == SQLITE_NULL) && ...);
}

template <class Item, class Value>
void read_item(row_values& row, int first, Value& out) {
    if constexpr (is_all_columns<Item>) {
        using entity = typename Item::entity;
        if constexpr (is_optional<Value>) {
            if (is_missing<entity>(row, first, field_indices<entity>{})) {
                out.reset();
            } else {
                read_entity(row, first, out.emplace());
            }
        } else {
            read_entity(row, first, out);
        }
    } else {
        read_at<node_form<Item>>(row, first, out);
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
    static void read(row_values& row, Entity& out) { read_entity(row, 0, out); }
};

template <class Entity>
struct row_reader<missing_entity_row<Entity>> {
    static void read(row_values& row, std::optional<Entity>& out) {
        read_item<all_columns<Entity>>(row, 0, out);
    }
};

template <class Item>
struct row_reader<scalar_row<Item>> {
    template <class Value>
    static void read(row_values& row, Value& out) {
        read_item<Item>(row, 0, out);
    }
};

template <class... Items>
struct row_reader<tuple_row<Items...>> {
    template <class Tuple>
    static void read(row_values& row, Tuple& out) {
        std::apply(
            [&](auto&... values) {
                std::size_t at = 0;
                (read_item<Items>(row, item_positions<Items...>[at++], values), ...);
            },
            out);
    }
};

template <class Row, class... Items>
struct row_reader<aggregate_row<Row, Items...>> {
    static void read(row_values& row, Row& out) {
        read_each(row, out, std::index_sequence_for<Items...>{});
    }

   private:
    template <std::size_t... Index>
    static void read_each(row_values& row, Row& out, std::index_sequence<Index...>) {
        (read_item<Items>(row, item_positions<Items...>[Index], get_field<Index>(out)), ...);
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
column_origin item_origin(std::size_t offset) {
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
column_origin origin_in(type_list<Items...>, std::size_t index) {
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
column_origin origin_of(entity_row<Entity>, std::size_t index) {
    return field_origin<Entity>(index);
}
template <class Entity>
column_origin origin_of(missing_entity_row<Entity>, std::size_t index) {
    return field_origin<Entity>(index);
}
template <class Item>
column_origin origin_of(scalar_row<Item>, std::size_t index) {
    return origin_in(type_list<Item>{}, index);
}
template <class... Items>
column_origin origin_of(tuple_row<Items...>, std::size_t index) {
    return origin_in(type_list<Items...>{}, index);
}
template <class Row, class... Items>
column_origin origin_of(aggregate_row<Row, Items...>, std::size_t index) {
    return origin_in(type_list<Items...>{}, index);
}

}  // namespace lithe::inline v0::detail
