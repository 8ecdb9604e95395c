#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Enums as TEXT, by opt-in and by names that the program gives: renaming an enumerator does not
// change what files hold.
//
//     template <>
//     struct lithe::value_traits<Status> : lithe::enum_text<Status> {
//         static constexpr lithe::enum_name<Status> names[] = {{Status::open, "open"}, …};
//     };

#include <lithe/meta/fixed_string.hpp>
#include <lithe/value/value_traits.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace lithe::inline v0 {

/// One enumerator and its text.
template <class Enum>
struct enum_name {
    Enum value;
    std::string_view name;
};

namespace detail {

/// Whether each enumerator and each text stands there once.
template <class Names>
consteval bool are_distinct_names(Names const& names) {
    for (auto const& left : names)
        for (auto const& right : names)
            if (&left != &right && (left.value == right.value || left.name == right.name))
                return false;
    return true;
}
/// Whether the texts are in the order of the enumerators.
template <class Names>
consteval bool are_ordered_names(Names const& names) {
    for (auto const& left : names)
        for (auto const& right : names)
            if ((left.value < right.value) != (left.name < right.name))
                return false;
    return true;
}
template <class Traits>
consteval bool has_ordered_names() {
    if constexpr (requires { Traits::names[0].name; }) {
        return are_ordered_names(Traits::names);
    } else {
        return true;
    }
}
template <class Traits>
consteval bool has_good_names() {
    if constexpr (requires { Traits::names[0].name; }) {
        return are_distinct_names(Traits::names);
    } else {
        return false;
    }
}

}  // namespace detail

/// The base of value_traits of an enum that is stored as TEXT; the derived has `names`.
/// Errors: an enumerator without a name when written, another text when read: conversion_error.
/// Cost: a search through the names for each value.
template <class Enum>
struct enum_text {
    using storage = std::string;
    static constexpr std::string_view description = "enum (TEXT, one of its names)";
    static constexpr bool is_refused = !detail::has_good_names<value_traits<Enum>>();
    /// SQLite compares the texts: without their order `<` and max() do not compile.
    static constexpr bool keeps_order = detail::has_ordered_names<value_traits<Enum>>();

    static constexpr std::string_view to_storage(Enum value) {
        for (enum_name<Enum> const& known : value_traits<Enum>::names)
            if (known.value == value)
                return known.name;
        throw std::range_error("an enumerator that has a name");
    }
    static constexpr Enum from_storage(std::string_view text) {
        for (enum_name<Enum> const& known : value_traits<Enum>::names)
            if (known.name == text)
                return known.value;
        throw std::range_error("the name of an enumerator");
    }

    template <fixed_string Name, class Entity>
    static consteval bool explain() {
        static_assert(detail::always_false<Entity>,
                      "lithe: enum_text: names are missing, or one is there twice; give each "
                      "enumerator one name");
        return false;
    }
};

}  // namespace lithe::inline v0
