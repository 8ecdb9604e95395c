#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Member pointers, the way a user names a field: owner, type, position and name of `&User::age`.

#include <lithe/reflect/flattened.hpp>
#include <lithe/reflect/rules.hpp>

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

/// What is no pointer to a field has nothing<> for both; rules that come later stay silent.
template <class Pointer>
struct member_pointer_parts {
    using owner = nothing<>;
    using field = nothing<>;
};
template <class Owner, class Field>
    requires std::is_object_v<Field>
struct member_pointer_parts<Field Owner::*> {
    using owner = Owner;
    using field = Field;
};

/// A field of an embedded struct, as a value: `&User::address` and `&Address::street`.
template <auto Outer, auto Inner>
struct member_path {
    static constexpr auto outer = Outer;
    static constexpr auto inner = Inner;
};
template <auto Outer, auto Inner>
struct member_pointer_parts<member_path<Outer, Inner>> {
    using owner = typename member_pointer_parts<std::remove_const_t<decltype(Outer)>>::owner;
    using field = typename member_pointer_parts<std::remove_const_t<decltype(Inner)>>::field;
};
/// What names a column: a member pointer by itself, or a path.
template <auto Member, auto... Inner>
inline constexpr auto path_value = member_path<Member, Inner...>{};
template <auto Member>
inline constexpr auto path_value<Member> = Member;

template <class Object, class Pointer>
constexpr auto& field_at(Object& object, Pointer member) {
    if constexpr (requires { Pointer::inner; }) {
        return object.*Pointer::outer.*Pointer::inner;
    } else {
        return object.*member;
    }
}

/// The struct that `Member` points into.
template <auto Member>
using owner_of = typename member_pointer_parts<std::remove_const_t<decltype(Member)>>::owner;
/// The type of the field that `Member` points to.
template <auto Member>
using field_of = typename member_pointer_parts<std::remove_const_t<decltype(Member)>>::field;

/// Whether `Member` points to a field: not to a function or a static member, and no other value.
template <auto Member>
inline constexpr bool names_field = !std::is_same_v<owner_of<Member>, nothing<>>;

/// The sentence of a `col` that names no field. True: an error of the compiler's would follow.
template <auto Member>
consteval bool refuse_member() {
    static_assert(names_field<Member>,
                  "lithe: col: it names no field but a function, a static member or a value; write "
                  "col<&User::age>");
    return true;
}

template <auto Member, std::size_t Index>
consteval bool points_to_field() {
    using owner = owner_of<Member>;
    if constexpr (std::is_same_v<field_type<owner, Index>, field_of<Member>>) {
        return &field_at(object_of<owner>.value, Member) ==
               &get_field<Index>(object_of<owner>.value);
    } else {
        return false;
    }
}

template <auto Member, std::size_t... Index>
consteval std::size_t position_of_member(std::index_sequence<Index...>) {
    std::size_t at = 0;
    static_cast<void>(((points_to_field<Member, Index>() || (++at, false)) || ...));
    return at;
}

/// The position of the field that `Member` points to.  // count O(N), depth O(1)
template <auto Member>
inline constexpr std::size_t member_index =
    position_of_member<Member>(field_indices<owner_of<Member>>{});

template <auto Member>
inline constexpr std::string_view member_name = field_names<owner_of<Member>>[member_index<Member>];

}  // namespace lithe::inline v0::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#endif
