#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Finds the first mistake of a descriptor, as a value; schema/rules.hpp has the sentences.

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <lithe/expression/rules.hpp>
#include <lithe/schema/descriptor.hpp>

namespace lithe::inline v0::detail {

enum class schema_fault : unsigned char {
    none,
    other_struct,
    two_primary_keys,
    nullable_key,
    repeated_column,
    autoincrement,
    without_key,
    default_type,
    null_default,
    key_count,
    key_type,
    parent_not_unique,
    set_null_not_null,
    set_default_missing,
    check_not_condition,
    check_other_table,
    check_aggregate,
    declared_twice,
    collate_not_text,
    bad_form,
    duplicate_columns,
    bad_name
};

struct schema_finding {
    schema_fault fault = schema_fault::none;
    std::size_t constraint = 0;  // its position; behind the last for a fault of the whole table
};

template <class Entity, std::size_t... Index>
consteval std::size_t first_unstorable(std::index_sequence<Index...>) {
    std::size_t at = 0;
    static_cast<void>(
        ((field_storage<Entity, Index> == storage_class::none || (++at, false)) || ...));
    return at;
}
template <class Entity>
inline constexpr bool fields_storable =
    first_unstorable<Entity>(field_indices<Entity>{}) == field_count<Entity>;

template <class Entity, auto... Members>
consteval bool all_in(members<Members...>) {
    return (std::is_same_v<owner_of<Members>, Entity> && ...);
}

template <std::size_t... Index>
consteval bool all_different(std::index_sequence<Index...>) {
    std::size_t const indices[] = {Index..., 0};
    for (std::size_t left = 0; left < sizeof...(Index); ++left)
        for (std::size_t right = left + 1; right < sizeof...(Index); ++right)
            if (indices[left] == indices[right]) return false;
    return true;
}

constexpr bool is_good_name(std::string_view name) {
    if (name.empty()) return false;
    for (char const letter : name)
        if (letter == '\0') return false;
    return name.size() < 7 || !same_name(name.substr(0, 7), "sqlite_");
}

template <class Entity, auto... Members>
consteval bool any_optional(members<Members...>) {
    return (is_optional<field_of<Members>> || ...);
}

template <auto Member, class Constraint>
inline constexpr bool is_default_for = false;
template <auto Member, auto Other, class Value>
inline constexpr bool is_default_for<Member, default_value_t<Other, Value>> =
    std::is_same_v<column<Member>, column<Other>>;

template <auto Member, class... Constraints>
consteval bool has_default(type_list<Constraints...>) {
    return (is_default_for<Member, Constraints> || ...);
}
template <class Entity, auto... Members>
consteval bool all_default_or_null(members<Members...>) {
    return ((is_optional<field_of<Members>> ||
             has_default<Members>(typename constraints_of<Entity>::types{})) &&
            ...);
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
            } else if constexpr (requires { kind::is_index; }) {
                found = found || (constraint.is_unique &&
                                  same_set<Wanted, member_indices_t<typename kind::columns>>);
            }
        });
        return found;
    }
}

template <auto... Members, auto... Parents>
consteval bool same_key_types(members<Members...>, members<Parents...>) {
    return (std::is_same_v<bare<field_of<Members>>, bare<field_of<Parents>>> && ...);
}

template <class Parents, class Parent>
inline constexpr bool parents_of_one_struct = all_in<Parent>(Parents{});

template <class Entity, class ForeignKey>
constexpr schema_fault fault_of_foreign_key(ForeignKey const& key) {
    using columns = typename ForeignKey::columns;
    using parents = typename ForeignKey::parents;
    if constexpr (columns::size != parents::size || parents::size == 0) {
        return schema_fault::key_count;
    } else if constexpr (!parents_of_one_struct<parents, parent_of<ForeignKey>>) {
        return schema_fault::key_count;
    } else if constexpr (!same_key_types(columns{}, parents{})) {
        return schema_fault::key_type;
    } else if constexpr (!is_unique_in<parent_of<ForeignKey>, member_indices_t<parents>>()) {
        return schema_fault::parent_not_unique;
    } else {
        bool const nulls = key.deleted == action::set_null || key.updated == action::set_null;
        bool const defaults =
            key.deleted == action::set_default || key.updated == action::set_default;
        if (nulls && !any_optional<Entity>(columns{})) return schema_fault::set_null_not_null;
        if (defaults && !all_default_or_null<Entity>(columns{}))
            return schema_fault::set_default_missing;
        return schema_fault::none;
    }
}

template <class Entity, class Node>
consteval bool columns_in_entity() {
    if constexpr (is_column<Node>) {
        return std::is_same_v<typename Node::source, table_source<Entity>>;
    } else {
        return []<class... Children>(type_list<Children...>) {
            return (columns_in_entity<Entity, Children>() && ...);
        }(typename Node::children{});
    }
}

template <class Entity, class Check>
constexpr schema_fault fault_of_check() {
    using condition = typename Check::condition_node;
    if constexpr (!is_predicate<condition>) {
        return schema_fault::check_not_condition;
    } else if constexpr (!columns_in_entity<Entity, condition>()) {
        return schema_fault::check_other_table;
    } else if constexpr (contains_aggregate<condition>) {
        return schema_fault::check_aggregate;
    } else {
        return schema_fault::none;
    }
}

template <class Default>
constexpr schema_fault fault_of_default() {
    using column_type = column<Default::member>;
    using value = typename Default::value_node;
    constexpr bool real_into_integer = std::is_integral_v<typename column_type::value_type> &&
                                       std::is_floating_point_v<typename value::value_type>;
    if constexpr (!are_comparable<column_type, value> || real_into_integer) {
        return schema_fault::default_type;
    } else if constexpr (value::template may_be_null<type_list<>>() &&
                         !is_optional<typename column_type::field>) {
        return schema_fault::null_default;
    } else {
        return schema_fault::none;
    }
}

template <class Stored>
constexpr schema_fault fault_of_form() {
    using value = bare<field_of<Stored::member>>;
    if constexpr (requires { typename Stored::form::template traits<value>::storage; }) {
        return schema_fault::none;
    } else {
        return schema_fault::bad_form;
    }
}

/// What is wrong with one constraint by itself.
template <class Entity, class Constraint>
constexpr schema_fault fault_of_constraint(Constraint const& constraint) {
    if constexpr (requires { typename Constraint::columns; }) {
        using columns = typename Constraint::columns;
        if constexpr (!all_in<Entity>(columns{})) {
            return schema_fault::other_struct;
        } else if constexpr (!all_different(member_indices_t<columns>{})) {
            return schema_fault::repeated_column;
        } else if constexpr (is_primary_key<Constraint>::value) {
            if (any_optional<Entity>(columns{})) return schema_fault::nullable_key;
            return constraint.automatic && !has_rowid_key<Entity> ? schema_fault::autoincrement
                                                                  : schema_fault::none;
        } else if constexpr (is_foreign_key<Constraint>::value) {
            return fault_of_foreign_key<Entity>(constraint);
        } else if constexpr (requires { typename Constraint::value_node; }) {
            return fault_of_default<Constraint>();
        } else if constexpr (is_stored_as<Constraint>::value) {
            return fault_of_form<Constraint>();
        } else if constexpr (requires { constraint.how; }) {
            return field_storage<Entity, member_index<Constraint::member>> == storage_class::text
                       ? schema_fault::none
                       : schema_fault::collate_not_text;
        } else if constexpr (requires { Constraint::member; constraint.name; }) {
            return is_good_name(constraint.name) ? schema_fault::none : schema_fault::bad_name;
        } else {
            return schema_fault::none;
        }
    } else if constexpr (requires { typename Constraint::condition_node; }) {
        return fault_of_check<Entity, Constraint>();
    } else {
        return schema_fault::none;
    }
}

template <class Constraint>
consteval bool said_once() {
    return requires { Constraint::member; };
}

// default_value, collate, column_name and stored_as are said at most once of a field.
template <class Left, class Right>
consteval bool says_the_same() {
    if constexpr (said_once<Left>() && said_once<Right>()) {
        using left = typename Left::columns;
        using right = typename Right::columns;
        constexpr bool both_defaults =
            requires { typename Left::value_node; } && requires { typename Right::value_node; };
        constexpr bool both_forms = is_stored_as<Left>::value && is_stored_as<Right>::value;
        return same_members<left, right> &&
               (both_defaults || both_forms || std::is_same_v<Left, Right>);
    } else {
        return false;
    }
}

template <class Constraint, class... Constraints>
constexpr bool is_said_twice(type_list<Constraints...>) {
    std::size_t count = 0;
    ((count += says_the_same<Constraint, Constraints>() ? 1U : 0U), ...);
    return count > 1;
}

template <class Entity>
constexpr schema_fault fault_of_table() {
    auto const& names = column_names<Entity>;
    if (!is_good_name(entity_names<Entity>::table())) return schema_fault::bad_name;
    for (std::size_t left = 0; left < names.size(); ++left)
        for (std::size_t right = left + 1; right < names.size(); ++right)
            if (same_name(names[left], names[right])) return schema_fault::duplicate_columns;
    if (without_rowid_of<Entity> && key_of<Entity>::size() == 0) return schema_fault::without_key;
    return schema_fault::none;
}

template <class Entity, class... Constraints>
consteval schema_finding find_schema_fault(type_list<Constraints...> list) {
    schema_finding found;
    std::size_t at = 0;
    std::size_t keys = 0;
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        schema_fault fault = fault_of_constraint<Entity>(constraint);
        if (is_primary_key<kind>::value && ++keys > 1) fault = schema_fault::two_primary_keys;
        if (fault == schema_fault::none && is_said_twice<kind>(list))
            fault = schema_fault::declared_twice;
        if (found.fault == schema_fault::none && fault != schema_fault::none) found = {fault, at};
        ++at;
    });
    if (found.fault != schema_fault::none) return found;
    return {fault_of_table<Entity>(), sizeof...(Constraints)};
}

/// The first mistake of the entity's descriptor.
template <class Entity>
inline constexpr schema_finding schema_fault_of =
    find_schema_fault<Entity>(typename constraints_of<Entity>::types{});

}  // namespace lithe::inline v0::detail
