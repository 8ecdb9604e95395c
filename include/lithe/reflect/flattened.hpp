#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Structs whose descriptor embeds others: `embedded<&User::address>`. Their fields are counted,
// named and reached as if the embedded struct's stood in its place, so that all floors above see
// columns. Others are not looked at: fields.hpp asks `is_flattened` first.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/reflect/field_name.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

namespace lithe::inline v0::detail {

template <class Type, std::size_t Index>
consteval std::string_view name_of_own_field() {
#if defined(__clang__)
    return last_name(
        value_signature<field_pointer{&get_own_field<Index>(object_of<Type>.value)}>());
#else
    return last_name(value_signature<&get_own_field<Index>(object_of<Type>.value)>());
#endif
}

template <auto Member, std::size_t Index, class Type, class Field>
consteval bool is_own_member(Field Type::*) {
    if constexpr (std::is_same_v<own_field_type<Type, Index>, Field>) {
        return &(object_of<Type>.value.*Member) == &get_own_field<Index>(object_of<Type>.value);
    } else {
        return false;
    }
}
// Of another struct: schema/rules.hpp says it.
template <auto Member, std::size_t Index, class Type, class Other>
consteval bool is_own_member(Other const&) {
    return false;
}

/// Which own field each column is of, and which field of that.
template <class Type>
struct flat_layout {
    static constexpr std::size_t own = own_field_count<Type>;

    template <std::size_t Index>
    static consteval bool embeds() {
        return []<class... Embedded>(type_list<Embedded...>) {
            return (
                is_own_member<Embedded::embedded_member, Index, Type>(Embedded::embedded_member) ||
                ...);
        }(embedded_of<Type>{});
    }
    template <std::size_t Index>
    static consteval std::size_t width() {
        if constexpr (embeds<Index>()) {
            // What is no plain struct stays one column; schema/rules.hpp says it.
            constexpr std::size_t inside = own_field_count<own_field_type<Type, Index>>;
            return inside == 0 ? 1 : inside;
        } else {
            return 1;
        }
    }
    template <std::size_t... Index>
    static consteval std::array<std::size_t, own> make_widths(std::index_sequence<Index...>) {
        return {width<Index>()...};
    }
    static constexpr std::array<std::size_t, own> widths =
        make_widths(std::make_index_sequence<own>{});

    static consteval std::size_t count_all() {
        std::size_t sum = 0;
        for (std::size_t const each : widths)
            sum += each;
        return sum;
    }
    static constexpr std::size_t count = count_all();

    struct place {
        std::size_t outer = 0;
        std::size_t inner = 0;
    };
    static consteval place place_of(std::size_t column) {
        place found;
        while (column >= widths[found.outer])
            column -= widths[found.outer++];
        found.inner = column;
        return found;
    }

    template <std::size_t Column, class Object>
    static constexpr auto& get(Object& object) noexcept {
        constexpr place at = place_of(Column);
        auto& field = get_own_field<at.outer>(object);
        if constexpr (embeds<at.outer>() && own_field_count<own_field_type<Type, at.outer>> > 0) {
            return get_own_field<at.inner>(field);
        } else {
            return field;
        }
    }

    /// `address_street`
    template <std::size_t Column>
    static constexpr auto make_label() {
        constexpr place at = place_of(Column);
        constexpr std::string_view outer = name_of_own_field<Type, at.outer>();
        if constexpr (embeds<at.outer>() && own_field_count<own_field_type<Type, at.outer>> > 0) {
            using nested = own_field_type<Type, at.outer>;
            constexpr std::string_view inner = name_of_own_field<nested, at.inner>();
            return fixed_string<outer.size()>(outer) + "_" + fixed_string<inner.size()>(inner);
        } else {
            return fixed_string<outer.size()>(outer);
        }
    }
    template <std::size_t Column>
    static constexpr auto label = make_label<Column>();

    template <std::size_t... Column>
    static consteval std::array<std::string_view, count> names(std::index_sequence<Column...>) {
        return {label<Column>.view()...};
    }
};

template <class Type>
    requires is_flattened<Type>
inline constexpr std::size_t field_count<Type> = flat_layout<Type>::count;

template <class Type>
    requires is_flattened<Type>
inline constexpr auto field_names<Type> = flat_layout<Type>::names(field_indices<Type>{});

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
