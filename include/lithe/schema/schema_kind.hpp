#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Where an entity's descriptor is: in schema_for, in the struct, or nowhere. A `schema()` that
// cannot be used must not pass for none: the table would lose its constraints in silence.

#include <lithe/schema/table.hpp>

#include <type_traits>

namespace lithe::inline v0::detail {

/// What stands in the place of `schema()`.
enum class schema_kind : unsigned char {
    none,
    own,    // the struct's member
    given,  // that of schema_for
    not_callable,
    not_a_table,
    not_constant,
    refused  // table() has said why
};

template <class Source>
concept constant_schema =
    requires { typename std::bool_constant<(static_cast<void>(Source::schema()), true)>; };

// A constant cannot keep what is allocated: the list of in({1, 2}).
template <class Node>
    struct is_owned_range : std::bool_constant < requires {
    requires !Node::borrows;
    typename Node::element;
}>{};
template <class Constraint>
consteval bool owns_range() {
    if constexpr (requires { typename Constraint::condition_node::children; }) {
        return any_node<is_owned_range, typename Constraint::condition_node>();
    } else if constexpr (requires { typename Constraint::generated_node; }) {
        return any_node<is_owned_range, typename Constraint::generated_node>();
    } else if constexpr (requires { typename Constraint::index_condition::children; }) {
        return any_node<is_owned_range, typename Constraint::index_condition>();
    } else {
        return false;
    }
}
template <class... Constraints>
consteval bool own_ranges(type_list<Constraints...>) {
    return (owns_range<Constraints>() || ...);
}

template <class Source>
consteval schema_kind kind_of_source(schema_kind good) {
    using returned = decltype(Source::schema());
    if constexpr (std::is_same_v<returned, refused_table>) {
        return schema_kind::refused;
    } else if constexpr (!requires { typename returned::constraint_list; }) {
        return schema_kind::not_a_table;
    } else {
        return !own_ranges(typename returned::constraint_list::types{}) && constant_schema<Source>
                   ? good
                   : schema_kind::not_constant;
    }
}

// A base with the same name makes it ambiguous whatever it is: private, a template, not defined.
struct named_schema {
    int schema;
};
template <class Entity>
struct named_twice : Entity, named_schema {};

// g++ keeps a function whose body has an error as one whose type is not known yet; a sentence about
// it would not help. One that is only declared looks the same: the compiler says so when called.
template <class Entity>
inline constexpr bool has_broken_schema = false;
#if !defined(__clang__)
template <auto>
struct any_constant {};
template <class Entity>
    requires requires { &Entity::schema; }
inline constexpr bool has_broken_schema<Entity> =
    !requires { sizeof(any_constant<&Entity::schema>); };
#endif
template <class Entity>
struct broken_schema {
    using type = decltype(Entity::schema());
};

template <class Entity>
consteval schema_kind find_schema_kind() {
    if constexpr (requires { schema_for<Entity>::schema(); }) {
        return kind_of_source<schema_for<Entity>>(schema_kind::given);
    } else if constexpr (requires { Entity::schema(); }) {
        return kind_of_source<Entity>(schema_kind::own);
    } else if constexpr (has_broken_schema<Entity>) {
        return sizeof(broken_schema<Entity>) > 0 ? schema_kind::refused : schema_kind::none;
    } else if constexpr (requires {
                             requires std::is_member_object_pointer_v<decltype(&Entity::schema)>;
                         }) {
        return schema_kind::none;  // a field of that name is a column
    } else if constexpr (std::is_class_v<Entity> && !std::is_final_v<Entity>) {
        return requires { &named_twice<Entity>::schema; } ? schema_kind::none
                                                          : schema_kind::not_callable;
    } else {
        return requires { &Entity::schema; } ? schema_kind::not_callable : schema_kind::none;
    }
}
template <class Entity>
inline constexpr schema_kind schema_kind_of = find_schema_kind<Entity>();

template <class Entity>
inline constexpr bool has_schema =
    schema_kind_of<Entity> == schema_kind::own || schema_kind_of<Entity> == schema_kind::given;
/// Whether there is a `schema()` that cannot be used: without it constraints would be lost.
template <class Entity>
inline constexpr bool has_bad_schema =
    !has_schema<Entity> && schema_kind_of<Entity> != schema_kind::none;

}  // namespace lithe::inline v0::detail
