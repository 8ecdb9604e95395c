#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a descriptor may not say, one sentence each, checked once at an entity's first use. The
// search ends at the first mistake, so that one mistake is one error; the mistake is also a value
// (`schema_fault_of<Entity>`), for tests.

#include <lithe/schema/schema_fault.hpp>

#include <cstddef>
#include <type_traits>

namespace lithe::inline v0::detail {

// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(schema_fault found, schema_fault fault) {
    return found != fault;
}

// One function for all sentences: `Culprit` is the constraint, with the fields in its type.
template <schema_fault Fault, class Culprit, class Entity>
consteval bool explain_schema() {
    using enum schema_fault;
    static_assert(absent(Fault, other_struct),
                  "lithe: schema(): a constraint names a field of another struct; name this "
                  "struct's own");
    static_assert(absent(Fault, no_column),
                  "lithe: schema(): a constraint names no field; name at least one");
    static_assert(absent(Fault, repeated_column),
                  "lithe: schema(): a constraint names one field twice; name it once");
    static_assert(absent(Fault, two_primary_keys),
                  "lithe: primary_key: the table has two; list all key fields in one "
                  "primary_key<>");
    static_assert(absent(Fault, nullable_key),
                  "lithe: primary_key: a key field is std::optional; make it a plain value");
    static_assert(absent(Fault, autoincrement),
                  "lithe: autoincrement(): the key is not one integer of a table with rowid; "
                  "leave it out");
    static_assert(absent(Fault, without_key),
                  "lithe: without_rowid: the table has no primary_key; declare one");
    static_assert(absent(Fault, default_type),
                  "lithe: default_value(): the value's type is not the field's; give a value of "
                  "that type");
    static_assert(absent(Fault, default_range),
                  "lithe: default_value(): the field cannot hold this value; give one in its "
                  "range");
    static_assert(absent(Fault, default_column),
                  "lithe: default_value(): it reads a column or an aggregate; give a constant");
    static_assert(absent(Fault, default_of_key),
                  "lithe: default_value(): SQLite ignores one of an INTEGER PRIMARY KEY; leave it "
                  "out");
    static_assert(
        absent(Fault, value_not_constant),
        "lithe: schema(): a value in it is no constant; make the to_storage() of its type "
        "static constexpr");
    static_assert(absent(Fault, null_default),
                  "lithe: default_value(): NULL for a NOT NULL field; make the field "
                  "std::optional");
    static_assert(absent(Fault, key_count),
                  "lithe: foreign_key: not as many fields as it references; pair them, with "
                  "fields of one struct");
    static_assert(absent(Fault, key_type),
                  "lithe: foreign_key: a field's type is not that of the one it references; make "
                  "them equal");
    static_assert(absent(Fault, parent_not_unique),
                  "lithe: foreign_key: what it references is not unique; reference the "
                  "primary_key or a unique<>");
    static_assert(absent(Fault, parent_elsewhere),
                  "lithe: foreign_key: the table it references is in another database file; leave "
                  "the key out");
    static_assert(absent(Fault, set_null_not_null),
                  "lithe: foreign_key: set_null on a NOT NULL field; make the field std::optional");
    static_assert(absent(Fault, set_default_missing),
                  "lithe: foreign_key: set_default without a default; add default_value() or use "
                  "std::optional");
    static_assert(absent(Fault, check_not_condition),
                  "lithe: check(): the expression is not a condition; compare it with something");
    static_assert(absent(Fault, check_other_table),
                  "lithe: check(): it names a column of another table; use columns of its own row");
    static_assert(
        absent(Fault, check_aggregate),
        "lithe: check(): it has an aggregate, a subquery or when(); use columns of its own row");
    static_assert(absent(Fault, declared_twice),
                  "lithe: schema(): a field's default, collation, name, form or unique<> is said "
                  "twice; say it once");
    static_assert(absent(Fault, collate_not_text),
                  "lithe: collate(): the column is not TEXT, and only TEXT has a collation; "
                  "leave it out");
    static_assert(absent(Fault, bad_form),
                  "lithe: stored_as(): this form is not for the field's type; choose another or "
                  "leave it out");
    static_assert(absent(Fault, different_forms),
                  "lithe: schema(): values of one type meet in two stored forms (stored_as); use "
                  "columns of one form");
    static_assert(absent(Fault, range),
                  "lithe: schema(): in(range) reads an array of the program; list the values, as "
                  "in(1, 2, 3)");
    static_assert(absent(Fault, unread_form),
                  "lithe: schema(): a date function does not read this stored form; store the time "
                  "as ticks or iso8601");
    static_assert(
        absent(Fault, index_column),
        "lithe: index: desc or collate of a field not in the index; name one of its columns");
    static_assert(absent(Fault, duplicate_columns),
                  "lithe: schema(): two columns have one name (SQLite ignores case); use "
                  "column_name() for one");
    static_assert(absent(Fault, index_name),
                  "lithe: index: its name is taken or begins with sqlite_; give another with "
                  ".named()");
    static_assert(absent(Fault, index_condition),
                  "lithe: index: where() is no condition on columns of its own row; compare them "
                  "with constants");
    static_assert(absent(Fault, index_term),
                  "lithe: index: on() takes expressions of columns of its own row; leave others "
                  "out");
    static_assert(absent(Fault, index_unnamed),
                  "lithe: index: one with expressions has no name of its own; give it one with "
                  ".named()");
    static_assert(absent(Fault, embedded_struct),
                  "lithe: embedded: the field is no plain struct of columns; leave embedded<> out "
                  "or change the field");
    static_assert(absent(Fault, generated_row),
                  "lithe: generated(): it reads itself, another table or an aggregate; use other "
                  "columns of its row");
    static_assert(absent(Fault, generated_type),
                  "lithe: generated(): the expression's type is not the field's; cast() it or "
                  "change the field");
    static_assert(absent(Fault, generated_null),
                  "lithe: generated(): it may be NULL and the field is NOT NULL; use coalesce() "
                  "or std::optional");
    static_assert(absent(Fault, generated_key),
                  "lithe: generated(): SQLite has no generated key and no default beside it; "
                  "leave one out");
    static_assert(absent(Fault, schema_not_callable),
                  "lithe: schema(): it cannot be called here; make it public, static and without "
                  "parameters, and define it above");
    static_assert(absent(Fault, schema_no_table),
                  "lithe: schema(): it does not return what table() makes; return "
                  "lithe::table(...)");
    static_assert(
        absent(Fault, schema_not_constant),
        "lithe: schema(): its value is no constant; make it static constexpr of constants: "
        "in(1, 2), not in({1, 2})");
    static_assert(absent(Fault, not_a_field),
                  "lithe: schema(): a constraint names no field but a function, a static member or "
                  "a value; name a field");
    static_assert(absent(Fault, bad_name),
                  "lithe: schema(): a name is empty, has a NUL or begins with sqlite_; choose "
                  "another");
    return Fault == none && !has_bad_schema<Entity>;
}

/// The name of a field as a template argument, so that an error shows it.
template <class Entity, std::size_t Index>
inline constexpr auto field_label =
    to_fixed_string<field_names<Entity>[Index].size()>(field_names<Entity>[Index]);

/// `Name` is in the type so that an error shows it.
template <class Field, fixed_string Name, class Entity>
consteval bool explain_traits() {
    constexpr bool stored = native_storage_type<Field>;
    static_assert(
        stored,
        "lithe: value_traits: storage is no integer, double, std::string or blob; add `using "
        "storage`");
    constexpr bool written = !stored || has_to_storage<Field>;
    static_assert(
        written,
        "lithe: value_traits: to_storage() is missing; add `static storage to_storage(Value)`");
    constexpr bool read = !written || has_from_storage<Field>;
    static_assert(read,
                  "lithe: value_traits: from_storage() is missing; add `static Value "
                  "from_storage(storage)`");
    return read;
}

template <class Field, fixed_string Name, class Entity>
consteval bool explain_field() {
    constexpr bool no_character = !is_character<Field>;
    static_assert(no_character,
                  "lithe: schema(): a char is neither number nor text; use std::string, or signed "
                  "char for a number");
    constexpr bool storable_field = !no_character;
    static_assert(storable_field,
                  "lithe: schema(): a field's type has no SQL type; specialise lithe::value_traits "
                  "or use embedded<>");
    return false;
}

/// Full-text tables, views and the like, whose descriptors have rules of their own.
template <class Entity>
using descriptor_type = std::remove_const_t<decltype(descriptor_of<Entity>)>;
template <class Entity>
inline constexpr bool is_special_object = requires { descriptor_type<Entity>::creation_rank; };

/// Tables of a module of SQLite's, which cannot do all that others can.
template <class Entity>
inline constexpr bool is_virtual = requires { descriptor_type<Entity>::is_virtual; };

/// A trigger's struct has no fields, and is no entity.
template <class Entity>
inline constexpr bool is_trigger = false;
template <class Entity>
    requires requires {
        requires sizeof(Entity) > 0 && std::is_empty_v<Entity>;
        decltype(Entity::schema())::is_trigger;
    }
inline constexpr bool is_trigger<Entity> = true;

/// What can be walked by a range-for loop, and is no struct of columns itself.
template <class Given>
concept many_rows = std::is_array_v<Given> || (!reflectable<Given> && requires(Given const& rows) {
                        rows.begin();
                        rows.end();
                    });

/// Explains the first mistake of the entity's struct or descriptor; true when there is none.
/// `Triggers`: for what creates or compares objects, and has nothing to do with their rows.
template <class Entity, bool Triggers = false>
consteval bool require_schema() {
    if constexpr (is_trigger<Entity>) {
        static_assert(Triggers,
                      "lithe: from(), insert() and the like: a trigger has no rows; name the table "
                      "that it is on");
        return Triggers && descriptor_type<Entity>::template explain<Entity>();
    } else if constexpr (many_rows<Entity>) {
        static_assert(!many_rows<Entity>,
                      "lithe: insert(), update(), upsert(): a range is not one struct; use "
                      "insert_all() or a loop");
        return false;
    } else if constexpr (!reflectable<Entity>) {
        return require_reflectable<Entity>();
    } else if constexpr (has_bad_schema<Entity>) {
        return explain_schema<fault_of_schema_function<Entity>(), Entity, Entity>();
    } else if constexpr (!fields_storable<Entity>) {
        constexpr std::size_t culprit = first_unstorable<Entity>(field_indices<Entity>{});
        using field = bare<field_type<Entity, culprit>>;
        constexpr auto name = field_label<Entity, culprit>;
        if constexpr (is_refused_value<field>) {
            return value_traits<field>::template explain<name, Entity>();
        } else if constexpr (has_value_traits<field>) {
            return explain_traits<field, name, Entity>();
        } else {
            return explain_field<field, name, Entity>();
        }
    } else {
        constexpr schema_finding found = schema_fault_of<Entity>;
        using constraints = typename constraints_of<Entity>::types;
        if constexpr (found.fault == schema_fault::none) {
            if constexpr (is_special_object<Entity>) {
                return descriptor_type<Entity>::template explain<Entity>();
            } else {
                return true;
            }
        } else if constexpr (found.constraint < constraints::size) {
            return explain_schema<found.fault, nth_t<found.constraint, constraints>, Entity>();
        } else {
            return explain_schema<found.fault, Entity, Entity>();
        }
    }
}

/// Of functions that are told tables as template arguments.
template <std::size_t Count>
consteval bool require_some_tables() {
    constexpr bool some = Count > 0;
    static_assert(some,
                  "lithe: create_tables(), verify(): no table is named; write create_tables<User, "
                  "Post>()");
    return some;
}

/// Whether `Entity` can be used; rules that come later stay silent when it cannot.
template <class Entity>
consteval bool has_sound_schema() {
    if constexpr (is_trigger<Entity>) {
        return descriptor_type<Entity>::template is_sound<Entity>();
    } else if constexpr (!reflectable<Entity> || has_bad_schema<Entity>) {
        return false;
    } else if constexpr (!fields_storable<Entity>) {
        return false;
    } else if constexpr (schema_fault_of<Entity>.fault != schema_fault::none) {
        return false;
    } else if constexpr (is_special_object<Entity>) {
        return descriptor_type<Entity>::template is_sound<Entity>();
    } else {
        return true;
    }
}
template <class Entity>
inline constexpr bool sound = has_sound_schema<Entity>();

}  // namespace lithe::inline v0::detail
