#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a descriptor may not say, one sentence each, checked once at an entity's first use. The
// search ends at the first mistake, so that one mistake is one error; the mistake is also a value
// (`schema_fault_of<Entity>`), for tests.

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <lithe/schema/schema_fault.hpp>

namespace lithe::inline v0::detail {

// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(schema_fault found, schema_fault fault) { return found != fault; }

// One function for all sentences: `Culprit` is the constraint, with the fields in its type.
template <schema_fault Fault, class Culprit, class Entity>
consteval bool explain_schema() {
    using enum schema_fault;
    static_assert(absent(Fault, other_struct),
                  "lithe: schema: a constraint names a field of another struct");
    static_assert(absent(Fault, two_primary_keys),
                  "lithe: primary_key: a table has one; list several fields in the same primary_key<>");
    static_assert(absent(Fault, nullable_key),
                  "lithe: primary_key: a key field cannot be std::optional");
    static_assert(absent(Fault, repeated_column), "lithe: schema: a constraint names the same field twice");
    static_assert(absent(Fault, autoincrement),
                  "lithe: autoincrement: only for a single integer key of a table with rowid");
    static_assert(absent(Fault, without_key), "lithe: without_rowid: such a table needs a primary_key");
    static_assert(absent(Fault, default_type),
                  "lithe: default_value: the value's type is not the field's");
    static_assert(absent(Fault, null_default),
                  "lithe: default_value: NULL for a field that is not std::optional");
    static_assert(absent(Fault, key_count),
                  "lithe: foreign_key: as many fields as it references, all of one struct");
    static_assert(absent(Fault, key_type),
                  "lithe: foreign_key: a field's type differs from the one that it references");
    static_assert(absent(Fault, parent_not_unique),
                  "lithe: foreign_key: it must reference the primary key or a unique<> of its parent");
    static_assert(absent(Fault, set_null_not_null),
                  "lithe: foreign_key: set_null needs std::optional fields");
    static_assert(absent(Fault, set_default_missing),
                  "lithe: foreign_key: set_default needs a default_value or std::optional");
    static_assert(absent(Fault, check_not_condition), "lithe: check: the expression is not a condition");
    static_assert(absent(Fault, check_other_table),
                  "lithe: check: a column of another table; a CHECK sees its own row only");
    static_assert(absent(Fault, check_aggregate),
                  "lithe: check: an aggregate; a CHECK sees its own row only");
    static_assert(absent(Fault, declared_twice),
                  "lithe: schema: a field has this said twice (default_value, collate, column_name or "
                  "stored_as)");
    static_assert(absent(Fault, collate_not_text), "lithe: collate: only a TEXT column has a collation");
    static_assert(absent(Fault, bad_form), "lithe: stored_as: this form is not for the field's type");
    static_assert(absent(Fault, duplicate_columns),
                  "lithe: schema: two columns have the same name (SQLite ignores case)");
    static_assert(absent(Fault, bad_name),
                  "lithe: schema: a name is empty, holds a NUL, or begins with sqlite_");
    return Fault == none;
}

/// The name of a field as a template argument, so that an error shows it.
template <class Entity, std::size_t Index>
inline constexpr auto field_label =
    to_fixed_string<field_names<Entity>[Index].size()>(field_names<Entity>[Index]);

template <class Field, fixed_string Name, class Entity>
consteval bool explain_field() {
    constexpr bool has_sql_type = storable<Field>;
    static_assert(has_sql_type,
                  "lithe: schema: this field's type has no SQL type; specialise lithe::value_traits");
    return has_sql_type;
}

/// Explains the first mistake of the entity's struct or descriptor; true when there is none.
template <class Entity>
consteval bool require_schema() {
    if constexpr (!reflectable<Entity>) {
        return require_reflectable<Entity>();
    } else if constexpr (!fields_storable<Entity>) {
        constexpr std::size_t culprit = first_unstorable<Entity>(field_indices<Entity>{});
        return explain_field<bare<field_type<Entity, culprit>>, field_label<Entity, culprit>,
                             Entity>();
    } else {
        constexpr schema_finding found = schema_fault_of<Entity>;
        using constraints = typename constraints_of<Entity>::types;
        if constexpr (found.fault == schema_fault::none) {
            return true;
        } else if constexpr (found.constraint < constraints::size) {
            return explain_schema<found.fault, nth_t<found.constraint, constraints>, Entity>();
        } else {
            return explain_schema<found.fault, Entity, Entity>();
        }
    }
}

/// Whether `Entity` can be used; rules that come later stay silent when it cannot.
template <class Entity>
consteval bool has_sound_schema() {
    if constexpr (!reflectable<Entity>) {
        return false;
    } else if constexpr (!fields_storable<Entity>) {
        return false;
    } else {
        return schema_fault_of<Entity>.fault == schema_fault::none;
    }
}
template <class Entity>
inline constexpr bool sound = has_sound_schema<Entity>();

}  // namespace lithe::inline v0::detail
