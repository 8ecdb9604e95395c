#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Primary keys as arguments and results: a given key is never converted to another one, and
// insert(x) tells the key that the row has got.

#include <lithe/sqlite/run.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Entity, std::size_t Index, class Given>
constexpr auto as_key(Given const& given) {
    using key = typename key_argument_type<field_type<Entity, Index>>::type;
    // A value that the key cannot have would be another row's after the conversion.
    bool fits = true;
    if constexpr (is_whole_number<key>) {
        fits = std::in_range<key>(given);
    } else if constexpr (is_other_time<Given, key>) {
        fits = is_time_in_range<key>(given);
    }
    if (!fits)
        throw conversion_error(
            std::string(entity_names<Entity>::table()), std::string(column_names<Entity>[Index]),
            std::string(description_of<key>()), "a key out of range", sql_of<find_entity<Entity>>);
    return static_cast<key>(require_text_there(given));
}

template <class Entity, class... Given>
constexpr key_values<Entity> make_key(Given const&... given) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return key_values<Entity>{{{as_key<Entity, Index>(given)}...}};
    }(key_of<Entity>{});
}

template <class Entity, std::size_t... Index>
key_type<Entity> key_of_object(Entity const& object, std::index_sequence<Index...>) {
    return key_type<Entity>(get_field<Index>(object)...);
}

/// Whether SQLite assigns the key of a row that is inserted so.
template <class Entity>
bool is_key_assigned(Entity const& object, key_use use, bool left_out) {
    if constexpr (!has_assigned_key<Entity>) {
        return false;
    } else {
        auto const key = key_of_object(object, key_of<Entity>{});
        if constexpr (has_value_traits<key_type<Entity>>) {
            return left_out ||
                   (use == key_use::assign && value_traits<key_type<Entity>>::to_storage(key) == 0);
        } else {
            return left_out || (use == key_use::assign && key == 0);
        }
    }
}

/// The key of a row just inserted: given, or assigned by SQLite.
template <class Entity>
key_type<Entity> inserted_key(session& on, Entity const& object, key_use use,
                              bool left_out = false) {
    if constexpr (has_assigned_key<Entity>) {
        if (is_key_assigned(object, use, left_out))
            return narrow_key<Entity>(sqlite3_last_insert_rowid(on.native()));
    }
    if constexpr (key_of<Entity>::size() > 0)
        return key_of_object(object, key_of<Entity>{});
}

/// Inserts and tells the key.
template <class Statement, class Entity>
key_type<Entity> insert_object(session& on, Entity const& object, key_use use,
                               bool left_out = false) {
    if constexpr (has_narrow_key<Entity>()) {
        if (is_key_assigned(object, use, left_out)) {
            assigned_key_scope<Entity> scope(on, true);
            execute(on, Statement(object));
            scope.keep();
            return inserted_key(on, object, use, left_out);
        }
    }
    execute(on, Statement(object));
    return inserted_key(on, object, use, left_out);
}

}  // namespace lithe::inline v0::detail
