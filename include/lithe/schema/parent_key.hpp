#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a foreign key may reference: the primary key, a unique<> or a unique index of one other
// struct, by fields of the same types. https://www.sqlite.org/foreignkeys.html#fk_indexes

#include <lithe/schema/descriptor.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Entity, auto... Members>
consteval bool all_in(members<Members...>) {
    return (std::is_same_v<owner_of<Members>, Entity> && ...);
}

// A parent key may be the primary key, a unique<> or a unique index: the same columns in any order.
template <class Wanted, class Candidate>
inline constexpr bool same_set = false;
template <std::size_t... Wanted, std::size_t... Candidate>
    requires(sizeof...(Wanted) == sizeof...(Candidate))
inline constexpr bool same_set<std::index_sequence<Wanted...>, std::index_sequence<Candidate...>> =
    (is_in_sequence<Wanted, std::index_sequence<Candidate...>> && ...);

template <class Constraint>
inline constexpr bool is_unique_constraint = false;
template <auto... Members>
inline constexpr bool is_unique_constraint<unique_t<Members...>> = true;

template <class Index, class Wanted>
consteval bool is_partial_key() {
    if constexpr (requires { typename Index::index_terms; }) {
        return Index::index_terms::size == 0 &&
               same_set<Wanted, member_indices_t<typename Index::columns>>;
    } else {
        return false;
    }
}

template <class Parent, class Wanted>
consteval bool is_unique_in() {
    if constexpr (same_set<Wanted, key_of<Parent>>) {
        return true;
    } else {
        bool found = false;
        descriptor_of<Parent>.constraints.each([&](auto const& constraint) {
            using kind = std::remove_cvref_t<decltype(constraint)>;
            if constexpr (is_unique_constraint<kind>) {
                found = found || same_set<Wanted, member_indices_t<typename kind::columns>>;
            } else if constexpr (
                requires { kind::is_index; } && !requires { typename kind::index_terms; }) {
                // SQLite refuses a parent key whose index has another collation than the column.
                found = found || (constraint.is_unique && !constraint.collates &&
                                  same_set<Wanted, member_indices_t<typename kind::columns>>);
            }
        });
        return found;
    }
}

/// How many unique indexes of some rows have exactly these columns: ON CONFLICT may name one.
template <class Entity, class Wanted>
consteval std::size_t count_partial_keys() {
    std::size_t count = 0;
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        if constexpr (is_partial_key<kind, Wanted>())
            count += constraint.is_unique ? 1U : 0U;
    });
    return count;
}

/// What collate() says of a column; empty where nothing does, which is BINARY.
template <auto Member>
consteval std::string_view collation_of() {
    std::string_view name{};
    descriptor_of<owner_of<Member>>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        if constexpr (std::is_same_v<kind, collate_t<Member>>)
            name = constraint.how.name;
    });
    return name;
}

// Also the same stored form: an ISO 8601 text never equals a number of seconds.
template <auto... Members, auto... Parents>
consteval bool same_key_types(members<Members...>, members<Parents...>) {
    return ((std::is_same_v<bare<field_of<Members>>, bare<field_of<Parents>>> &&
             std::is_same_v<field_form<owner_of<Members>, member_index<Members>>,
                            field_form<owner_of<Parents>, member_index<Parents>>>) &&
            ...);
}

template <class Parents, class Parent>
inline constexpr bool parents_of_one_struct = all_in<Parent>(Parents{});

}  // namespace lithe::inline v0::detail
