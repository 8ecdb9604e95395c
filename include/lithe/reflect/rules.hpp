#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a struct may not be or hold, one sentence each. An entity, a row of select_as and a patch
// are aggregates whose fields are values.

#include <lithe/reflect/field_name.hpp>

#include <cstddef>
#include <utility>

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

namespace lithe::inline v0::detail {

// A reference to a bit-field of a const object is one to a copy, which is no constant. The name of
// a field is asked of the same address, so the question costs little.
template <class Type, class Indices>
inline constexpr bool have_addresses = false;
template <class Type, std::size_t... Index>
inline constexpr bool have_addresses<Type, std::index_sequence<Index...>> =
#if defined(__clang__)
    (requires { value_signature<field_pointer{&get_field<Index>(object_of<Type>.value)}>(); } &&
     ...);
#else
    (requires { value_signature<&get_field<Index>(object_of<Type>.value)>(); } && ...);
#endif
template <class Type>
inline constexpr bool has_bit_field = !have_addresses<Type, field_indices<Type>>;

/// Whether the fields of `Type` can be known.
template <class Type>
concept reflectable = reflection_fault_of<Type> == reflection_fault::none && !has_bit_field<Type>;

// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(reflection_fault found, reflection_fault fault) {
    return found != fault;
}

/// One sentence for each reason why a type's fields cannot be known.
template <class Type>
consteval bool require_reflectable() {
    constexpr reflection_fault fault = reflection_fault_of<Type>;
    static_assert(absent(fault, reflection_fault::only_declared),
                  "lithe: an entity's struct is only declared here; define it before this line");
    static_assert(absent(fault, reflection_fault::not_an_aggregate),
                  "lithe: an entity is a plain aggregate; remove constructors, private and virtual "
                  "members");
    static_assert(absent(fault, reflection_fault::inherits),
                  "lithe: an entity cannot inherit; make the base's fields its own");
    static_assert(absent(fault, reflection_fault::reference_field),
                  "lithe: an entity's fields are values; a reference or const field cannot be read "
                  "into");
    static_assert(absent(fault, reflection_fault::uncopyable_field),
                  "lithe: an entity's fields can be copied; std::unique_ptr and the like are no "
                  "columns, leave them out");
    static_assert(absent(fault, reflection_fault::no_fields),
                  "lithe: an entity has at least one field; SQLite has no table without columns");
    static_assert(
        absent(fault, reflection_fault::array_field),
        "lithe: an entity cannot hold a C array; use std::array<std::byte, N> or a table");
    static_assert(absent(fault, reflection_fault::union_field),
                  "lithe: an entity cannot hold a union; use a std::optional field for each of its "
                  "members");
    static_assert(
        absent(fault, reflection_fault::too_many_fields),
        "lithe: an entity has more fields than Boost.PFR reaches; keep to 100 (from Boost 1.84 "
        "on 200)");
    constexpr bool whole = fault != reflection_fault::none || reflectable<Type>;
    static_assert(whole, "lithe: an entity cannot hold a bit-field; use a whole integer or bool");
    return reflectable<Type>;
}

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
