#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The fields of an aggregate: how many, their types, access by position. With field_name.hpp and
// member.hpp the only place that knows Boost.PFR; C++26 reflection can take its place here alone.

#include <lithe/fwd.hpp>
#include <lithe/meta/type_list.hpp>
#include <lithe/version.hpp>

#if !__has_include(<boost/pfr/core.hpp>)
#error "lithe: Boost.PFR is missing; install the headers of Boost 1.81 or newer (libboost1.81-dev)"
#endif
#include <boost/pfr/core.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// Converts to the base classes of `Derived` only.
template <class Derived>
struct any_base_of {
    template <class Base>
        requires(std::is_base_of_v<Base, Derived> && !std::is_same_v<Base, Derived>)
    constexpr operator Base() const noexcept;
};

template <class Type>
inline constexpr bool has_base = requires { Type{any_base_of<Type>{}}; };

/// Converts to anything, so that `Type{any, {}, any}` asks what initialisers Type takes. Never
/// called, but defined: Clang uses it where it looks for narrowing, and a function whose type is in
/// an anonymous namespace (an enum in a std::optional) could be defined nowhere else.
struct any_value {
    template <class Type>
    operator Type&() const noexcept {
        for (;;) {
        }
    }
    template <class Type>
    operator Type&&() const noexcept {
        for (;;) {
        }
    }
};
template <std::size_t>
using any_value_at = any_value;

template <class Type, std::size_t... Index>
consteval bool takes_values(std::index_sequence<Index...>) {
    return requires { Type{any_value_at<Index>{}...}; };
}

/// How many initialisers an aggregate takes: its fields, when none is a C array. Counted upwards,
/// which for the usual struct is a tenth of the cost of Boost.PFR's search. // count O(N), depth
/// O(N)
template <class Type, std::size_t Count = 0>
consteval std::size_t initialiser_count() {
    if constexpr (Count == 0 && !takes_values<Type>(std::index_sequence<>{})) {
        return boost::pfr::tuple_size_v<Type>;  // a field without default: only the search finds it
    } else if constexpr (takes_values<Type>(std::make_index_sequence<Count + 8>{})) {
        return initialiser_count<Type, Count + 8>();
    } else if constexpr (takes_values<Type>(std::make_index_sequence<Count + 1>{})) {
        return initialiser_count<Type, Count + 1>();
    } else {
        return Count;
    }
}

/// Converts to unions only; to one with value_traits, which is a value like others, it does not.
struct any_union {
    template <class Type>
        requires(std::is_union_v<Type> && !requires { sizeof(value_traits<Type>); })
    operator Type() const noexcept;
};
struct any_nothing {};

enum class reflection_fault : unsigned char {
    none,
    only_declared,
    not_an_aggregate,
    inherits,
    reference_field,
    uncopyable_field,
    no_fields,
    array_field,
    union_field,
    too_many_fields
};

/// What is wrong with the field at the initialiser between `Before` and `After`.
///
/// A C array takes several initialisers but is one field: `{}` in its place leaves too few places
/// for the initialisers behind it. An anonymous union is converted to like a named one.
// constexpr, not consteval: behind another error g++ 12 says that its address is taken.
template <class Type, std::size_t... Before, std::size_t... After>
constexpr reflection_fault fault_between(std::index_sequence<Before...>,
                                         std::index_sequence<After...>) {
    constexpr bool is_one =
        requires { Type{any_value_at<Before>{}..., {}, any_value_at<After>{}...}; };
    if constexpr (!is_one && requires { Type{any_value_at<Before>{}..., {}}; }) {
        return reflection_fault::array_field;
    } else if constexpr (requires {
                             Type{any_value_at<Before>{}..., any_union{}, any_value_at<After>{}...};
                         }) {
        // Some types convert from anything.
        constexpr bool takes_all =
            requires { Type{any_value_at<Before>{}..., any_nothing{}, any_value_at<After>{}...}; };
        return takes_all ? reflection_fault::none : reflection_fault::union_field;
    } else {
        return reflection_fault::none;
    }
}

// One place more than there are initialisers: g++ finds no initialiser for an anonymous union.
template <class Type, std::size_t Count, std::size_t... Index>
consteval reflection_fault fault_of_any_field(std::index_sequence<Index...>) {
    // No fold: Clang stops at 256 operands, and `char text[256]` is that many.
    reflection_fault const found[] = {fault_between<Type>(
        std::make_index_sequence<Index>{},
        std::make_index_sequence<(Count > Index ? Count - Index - 1 : 0)>{})...};
    for (reflection_fault const fault : found)
        if (fault != reflection_fault::none)
            return fault;
    return reflection_fault::none;
}

/// Boost.PFR reaches 100 fields until Boost 1.83 and 200 since; beyond, its function returns void.
template <std::size_t Count>
consteval bool is_reachable() {
    if constexpr (Count <= 100) {
        return true;
    } else {
        return !std::is_void_v<decltype(boost::pfr::detail::tie_as_tuple(
            std::declval<char(&)[Count]>(), boost::pfr::detail::size_t_<Count>{}))>;
    }
}

template <class Type>
consteval reflection_fault fault_of_fields() {
    if constexpr (!std::is_class_v<Type>) {
        return reflection_fault::not_an_aggregate;
    } else if constexpr (!requires { sizeof(Type); }) {
        return reflection_fault::only_declared;
    } else if constexpr (!std::is_aggregate_v<Type>) {
        return reflection_fault::not_an_aggregate;
    } else if constexpr (has_base<Type>) {
        return reflection_fault::inherits;
    } else if constexpr (!std::is_move_assignable_v<Type>) {
        return reflection_fault::reference_field;
    } else if constexpr (!std::is_copy_constructible_v<Type>) {
        return reflection_fault::uncopyable_field;  // PFR and the counting below copy
    } else {
        constexpr std::size_t count = initialiser_count<Type>();
        constexpr reflection_fault fault =
            fault_of_any_field<Type, count>(std::make_index_sequence<count + 1>{});
        if constexpr (count == 0) {
            return reflection_fault::no_fields;
        } else if constexpr (fault != reflection_fault::none) {
            return fault;
        } else if constexpr (!is_reachable<count>()) {
            return reflection_fault::too_many_fields;
        } else {
            return reflection_fault::none;
        }
    }
}
/// What keeps a type's fields from being counted; reflect/rules.hpp says it in words.
template <class Type>
inline constexpr reflection_fault reflection_fault_of = fault_of_fields<Type>();

template <class Type>
consteval std::size_t count_fields() {
    if constexpr (reflection_fault_of<Type> == reflection_fault::none) {
        return initialiser_count<Type>();
    } else {
        return 0;
    }
}
/// How many fields `Type` itself has; 0 when they cannot be known.
template <class Type>
inline constexpr std::size_t own_field_count = count_fields<Type>();

// The descriptor of a struct may embed others; reflect/flattened.hpp knows the rest of it.
template <class Type>
concept embeds_by_itself = requires {
    requires std::bool_constant<(decltype(Type::schema())::embedded::size > 0)>::value;
};
template <class Type>
concept embeds_by_schema_for = requires {
    requires std::bool_constant<(decltype(schema_for<Type>::schema())::embedded::size > 0)>::value;
};
template <class Type>
inline constexpr bool is_flattened = false;
template <class Type>
    requires(embeds_by_itself<Type> || embeds_by_schema_for<Type>)
inline constexpr bool is_flattened<Type> = true;

template <class Type>
consteval auto find_embedded() {
    if constexpr (embeds_by_schema_for<Type>) {
        return typename decltype(schema_for<Type>::schema())::embedded{};
    } else {
        return typename decltype(Type::schema())::embedded{};
    }
}
/// The embedded_t of its descriptor.
template <class Type>
using embedded_of = decltype(find_embedded<Type>());
template <class Type>
struct flat_layout;

/// How many columns the fields of `Type` are: those of embedded structs count by themselves.
template <class Type>
inline constexpr std::size_t field_count = own_field_count<Type>;

template <class Type>
using field_indices = std::make_index_sequence<field_count<Type>>;

/// The fields of `object` as a tuple of references. PFR's public functions would count them again.
template <class Type>
LITHE_ALWAYS_INLINE constexpr auto tie_fields(Type& object) noexcept {
    return boost::pfr::detail::tie_as_tuple(
        object, boost::pfr::detail::size_t_<own_field_count<std::remove_const_t<Type>>>{});
}

template <std::size_t Index, class Type>
LITHE_ALWAYS_INLINE constexpr auto& get_field(Type& object) noexcept {
    if constexpr (is_flattened<std::remove_const_t<Type>>) {
        return flat_layout<std::remove_const_t<Type>>::template get<Index>(object);
    } else {
        return boost::pfr::detail::sequence_tuple::get<Index>(tie_fields(object));
    }
}
template <std::size_t Index, class Type>
constexpr auto& get_own_field(Type& object) noexcept {
    return boost::pfr::detail::sequence_tuple::get<Index>(tie_fields(object));
}

template <class Type, std::size_t Index>
using field_type = std::remove_cvref_t<decltype(get_field<Index>(std::declval<Type&>()))>;
template <class Type, std::size_t Index>
using own_field_type = std::remove_cvref_t<decltype(get_own_field<Index>(std::declval<Type&>()))>;

}  // namespace lithe::inline v0::detail
