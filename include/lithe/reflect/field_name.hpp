#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The names of an aggregate's fields, read from the compiler's spelling of a pointer to each field
// of an object that is declared but never defined. Boost has this only since 1.84 (core_name.hpp)
// and pays <memory> for it; where it exists the names must be equal (tests/reflect/field_name.cpp).

#include <lithe/meta/type_name.hpp>
#include <lithe/reflect/fields.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#if defined(__clang__)
#pragma clang diagnostic push
// The object has no definition on purpose: only addresses inside it are taken, at compile time.
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

namespace lithe::inline v0::detail {

template <class Type>
struct declared_only {
    Type value;
};
template <class Type>
extern declared_only<Type> const object_of;

// Clang takes a pointer to a subobject as a template argument only inside a class (until 18).
template <class Pointer>
struct field_pointer {
    Pointer pointer;
};
template <class Pointer>
field_pointer(Pointer) -> field_pointer<Pointer>;

constexpr bool is_name_character(char letter) {
    return letter == '_' || is_digit(letter) || is_upper(letter) ||
           (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80U;
}

/// `… value.User::age)]` (GCC), `… value.age}]` (Clang): the last name in the text.
consteval std::string_view last_name(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0 && !is_name_character(text[end - 1]))
        --end;
    std::size_t begin = end;
    while (begin > 0 && is_name_character(text[begin - 1]))
        --begin;
    return text.substr(begin, end - begin);
}

template <class Type, std::size_t Index>
consteval std::string_view name_of_field() {
#if defined(__clang__)
    return last_name(value_signature<field_pointer{&get_field<Index>(object_of<Type>.value)}>());
#else
    return last_name(value_signature<&get_field<Index>(object_of<Type>.value)>());
#endif
}

template <class Type, std::size_t... Index>
consteval std::array<std::string_view, sizeof...(Index)> names_of_fields(
    std::index_sequence<Index...>) {
    return {name_of_field<Type, Index>()...};
}

/// The names of all fields, in order; computed once for each type.  // count O(N), depth O(1)
template <class Type>
inline constexpr auto field_names = names_of_fields<Type>(field_indices<Type>{});

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
