#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Names of indexes: SQLite has one name space for tables and indexes, and refuses a second of a
// name only when the index is created.

#include <lithe/schema/descriptor.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::detail {

constexpr bool is_good_name(std::string_view name) {
    if (name.empty())
        return false;
    for (char const letter : name)
        if (letter == '\0')
            return false;
    return name.size() < 7 || !same_name(name.substr(0, 7), "sqlite_");
}

// Without names of their own, indexes of the same fields have the same name.
template <class Left, class Right>
constexpr bool same_index_name(Left const& left, Right const& right) {
    if (left.name.empty() || right.name.empty())
        return left.name.empty() && right.name.empty() &&
               same_members<typename Left::columns, typename Right::columns>;
    return same_name(left.name, right.name);
}

template <class Constraint>
inline constexpr bool names_an_index = requires { Constraint::is_index; };

/// How many indexes of the list have the name of `index`, itself included.
template <class Entity, class Index>
constexpr std::size_t count_of_name(Index const& index) {
    std::size_t count = 0;
    descriptor_of<Entity>.constraints.each([&](auto const& other) {
        if constexpr (names_an_index<std::remove_cvref_t<decltype(other)>>) {
            if (same_index_name(index, other))
                ++count;
        }
    });
    return count;
}

/// Whether SQLite would take the index's name.
template <class Entity, class Index>
constexpr bool is_good_index_name(Index const& index) {
    bool const free = index.name.empty() || (is_good_name(index.name) &&
                                             !same_name(index.name, entity_names<Entity>::table()));
    return free && count_of_name<Entity>(index) == 1;
}

}  // namespace lithe::inline v0::detail
