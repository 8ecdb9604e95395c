#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// CREATE VIRTUAL TABLE … USING rtree, as a constant: the key, the dimensions in order, and the
// other fields as auxiliary columns. https://www.sqlite.org/rtree.html#creating_an_r_tree_index

#include <lithe/schema/rtree.hpp>
#include <lithe/statement/entity.hpp>

#include <cstddef>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Entity, auto Member>
constexpr void write_rtree_column(sql_writer& out) {
    out.text(", ");
    out.identifier(column_names<Entity>[member_index<Member>]);
}

template <class Entity, class... Dimensions>
constexpr void write_dimensions(sql_writer& out, type_list<Dimensions...>) {
    ((write_rtree_column<Entity, Dimensions::least>(out),
      write_rtree_column<Entity, Dimensions::most>(out)),
     ...);
}

template <class Entity, std::size_t Index, class... Dimensions>
consteval bool is_coordinate(type_list<Dimensions...>) {
    return ((member_index<Dimensions::least> == Index || member_index<Dimensions::most> == Index) ||
            ...);
}

template <class Entity, std::size_t... Index>
constexpr void write_auxiliary(sql_writer& out, std::index_sequence<Index...>) {
    ((is_in_sequence<Index, key_of<Entity>> || is_coordinate<Entity, Index>(dimensions_of<Entity>{})
          ? void()
          : (out.text(", +"), out.identifier(column_names<Entity>[Index]))),
     ...);
}

}  // namespace detail

/// Found by argument-dependent lookup: the text of create_table_sql<Entity>().
template <class Entity, class Name, class Constraints>
constexpr void write_create_object(sql_writer& out, rtree_t<Name, Constraints> const&) {
    using namespace detail;
    out.text("CREATE VIRTUAL TABLE ");
    out.identifier(entity_names<Entity>::table());
    out.text(is_whole_rtree<Entity> ? " USING rtree_i32(" : " USING rtree(");
    out.identifier(column_names<Entity>[element_at(key_of<Entity>{}, 0)]);
    write_dimensions<Entity>(out, dimensions_of<Entity>{});
    write_auxiliary<Entity>(out, field_indices<Entity>{});
    out.put(')');
}

}  // namespace lithe::inline v0
