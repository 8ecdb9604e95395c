#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The statements behind find<T>(key), get<T>(key) and erase<T>(key): one row by its primary key.

#include <lithe/statement/entity.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Field>
struct key_argument_type {
    using type = Field;
};
template <>
struct key_argument_type<std::string> {
    using type = std::string_view;
};

template <class Entity, std::size_t... Index>
auto key_pack(std::index_sequence<Index...>)
    -> value_pack<typename key_argument_type<field_type<Entity, Index>>::type...>;
/// The key's values in the form in which they are bound; texts are borrowed.
template <class Entity>
using key_values = decltype(key_pack<Entity>(key_of<Entity>{}));

template <class Value>
inline constexpr bool is_whole_number =
    std::is_integral_v<Value> && !std::is_same_v<Value, bool> && !is_character<Value>;

template <class Field, class Given>
inline constexpr bool is_key_argument =
    is_whole_number<Field>
        ? is_whole_number<Given>
        : std::is_convertible_v<Given const&, typename key_argument_type<Field>::type> &&
              !std::is_null_pointer_v<Given>;

template <class Entity, class... Given, std::size_t... Index>
consteval bool keys_match(std::index_sequence<Index...>) {
    if constexpr (sizeof...(Given) == sizeof...(Index)) {
        return (is_key_argument<field_type<Entity, Index>, Given> && ...);
    } else {
        return false;
    }
}

template <class Entity, class... Given>
consteval auto find_in_key() {
    using unkeyed = decltype(find_key_fault<Entity>());
    if constexpr (!sound<Entity> || is_trigger<Entity> || unkeyed::value != rule::none) {
        return unkeyed{};
    } else {
        return found_if<!keys_match<Entity, Given...>(key_of<Entity>{}), rule::key_type,
                        type_list<Given...>>{};
    }
}
/// The same for the one tuple that stands for several arguments.
template <class Entity, class... Given>
struct key_finder {
    using type = decltype(find_in_key<Entity, Given...>());
};
template <class Entity, class... Given>
struct key_finder<Entity, std::tuple<Given...>> : key_finder<Entity, Given...> {};

template <class Entity>
struct by_key {
    using target = Entity;
    key_values<Entity> key;

    static constexpr std::size_t parameter_field(std::size_t parameter) {
        return element_at(key_of<Entity>{}, parameter);
    }

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_key(sink, key_of<Entity>{}, std::make_index_sequence<key_of<Entity>::size()>{});
    }

private:
    template <class Sink, std::size_t... Field, std::size_t... Position>
    constexpr void bind_key(Sink& sink, std::index_sequence<Field...>,
                            std::index_sequence<Position...>) const {
        (bind_field<Entity, Field>(sink, get<Position>(key)), ...);
    }
};

template <class Entity>
struct find_entity : by_key<Entity> {
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;
    static constexpr void write(sql_writer& out) {
        out.text("SELECT ");
        write_all_fields<table_source<Entity>>(out);
        out.text(" FROM ");
        entity_names<Entity>::write_table(out);
        write_key_condition<Entity>(out, key_of<Entity>{});
    }
};

template <class Entity>
struct erase_entity : by_key<Entity> {
    using rows = write_rows<type_list<>>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = false;
    static constexpr void write(sql_writer& out) {
        out.text("DELETE FROM ");
        entity_names<Entity>::write_table(out);
        write_key_condition<Entity>(out, key_of<Entity>{});
    }
};

}  // namespace lithe::inline v0::detail
