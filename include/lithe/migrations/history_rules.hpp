#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a history may not say, one sentence each. The migration's version, the step (counted from 1)
// and the name in question are template arguments, so that the compiler prints them; at run time
// the same sentences are in migration_error.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/migrations/lowering.hpp>

#include <cstddef>

namespace lithe::inline v0::migrations::detail {

consteval bool absent(fault found, fault what) {
    return found != what;
}

/// `Version`, `Step` and `Culprit` are in the type so that an error shows them.
template <fault Found, fixed_string Version, std::size_t Step, fixed_string Culprit>
consteval void explain_history() {
    using enum fault;
    static_assert(absent(Found, bad_version),
                  "lithe: m::migration(): a version has only digits; write the UTC time, "
                  "20260131120000");
    static_assert(absent(Found, version_order),
                  "lithe: m::history(): a version is not above the one before; put them in order");
    static_assert(absent(Found, bad_name),
                  "lithe: m::migration(): a name is empty or begins with sqlite_ or __lithe_; "
                  "choose another");
    static_assert(absent(Found, no_table),
                  "lithe: m::migration(): no such table at this step; create it before, or mend "
                  "the name");
    static_assert(absent(Found, name_taken),
                  "lithe: m::migration(): the name is taken at this step; drop the old one, or "
                  "choose another");
    static_assert(absent(Found, no_column),
                  "lithe: m::migration(): no such column at this step; add it before, or mend the "
                  "name");
    static_assert(absent(Found, column_exists),
                  "lithe: m::migration(): the column is there already at this step; leave it out");
    static_assert(absent(Found, no_columns),
                  "lithe: m::create_table(): a table or index without columns; name at least one");
    static_assert(
        absent(Found, not_null_needs_fill),
        "lithe: m::add_column(): NOT NULL, and existing rows have no value; add m::fill() "
        "or .default_value()");
    static_assert(absent(Found, ref_type),
                  "lithe: m::ref(): the column has another type or nullability at this step; write "
                  "that type");
    static_assert(absent(Found, column_in_use),
                  "lithe: m::drop_column(): an index or constraint names it with others; drop that "
                  "first");
    static_assert(absent(Found, last_column),
                  "lithe: m::drop_column(): it is the only column; drop the table");
    static_assert(absent(Found, key_column),
                  "lithe: m::migration(): a primary key is not added or dropped so; create a new "
                  "table and copy");
    static_assert(
        absent(Found, automatic_key),
        "lithe: autoincrement(): the table has no primary key that is one INTEGER; leave it "
        "out");
    static_assert(absent(Found, key_default),
                  "lithe: m::column(): SQLite ignores default_value() of an INTEGER PRIMARY KEY; "
                  "leave it out");
    static_assert(absent(Found, without_key),
                  "lithe: m::without_rowid: the table has no primary key; declare one");
    static_assert(absent(Found, no_object),
                  "lithe: m::migration(): no such index, view or trigger at this step; mend the "
                  "name");
    static_assert(absent(Found, no_constraint),
                  "lithe: m::drop_constraint(): the table has no such constraint at this step; "
                  "repeat its words");
    static_assert(absent(Found, no_parent),
                  "lithe: references(): the parent's table or column is not there at the end; "
                  "create it or drop the key");
    static_assert(absent(Found, nullable_key),
                  "lithe: m::set_primary_key(): a column of it may be NULL; use m::set_not_null() "
                  "before");
    static_assert(absent(Found, key_in_use),
                  "lithe: m::set_primary_key(): a foreign key references the old one; drop it or "
                  "add m::unique()");
    static_assert(absent(Found, assigned_type),
                  "lithe: m::set(): the column takes no such value at this step: type, NOT NULL or "
                  "generated; convert it");
    static_assert(absent(Found, row_incomplete),
                  "lithe: m::row(): a NOT NULL column without DEFAULT has no value; add m::set()");
    static_assert(absent(Found, no_full_text),
                  "lithe: m::drop_fts5(): no such full-text table with m::content() at this step; "
                  "mend the name");
    static_assert(absent(Found, not_expand),
                  "lithe: expand(): a step of the migration breaks older programs; move it to one "
                  "marked .contract()");
    static_assert(absent(Found, bad_declared),
                  "lithe: declared(): this names no type; write words and lengths alone, as in "
                  "VARCHAR(50)");
    static_assert(absent(Found, declared_type),
                  "lithe: declared(): SQLite would store the values there as something else; "
                  "give the column another C++ type");
    static_assert(absent(Found, declared_strict),
                  "lithe: declared(): a STRICT table has no such type; add m::non_strict to the "
                  "table");
    static_assert(absent(Found, live_form),
                  "lithe: m::create_table<T>(): it changes with the struct; put the migration in "
                  "m::draft() or m::frozen()");
    static_assert(absent(Found, row_key),
                  "lithe: m::each_row(): the struct's primary key is not the table's at this step; "
                  "mend its descriptor");
    static_assert(absent(Found, edited),
                  "lithe: m::frozen(): the migration was edited after it was frozen, or its struct "
                  "was; undo it, or add one");
    static_assert(absent(Found, outside_alone),
                  "lithe: no_transaction(): other steps are in the migration, too; give it one of "
                  "its own");
    static_assert(
        absent(Found, outside_sql),
        "lithe: no_transaction(): it takes m::raw() of VACUUM, journal_mode, page_size or "
        "auto_vacuum; use m::raw() alone");
    static_assert(
        absent(Found, bare_option),
        "lithe: on_conflict(), descending(), autoincrement(): no such constraint is before "
        "it; add primary_key() or unique()");
    static_assert(
        absent(Found, opaque_schema),
        "lithe: m::opaque(): what the step left is not known to what follows; say it with "
        "m::snapshot() before");
    static_assert(
        absent(Found, known_schema),
        "lithe: m::snapshot(): the schema is known at this step; leave it out, or mark the "
        "step m::opaque()");
    static_assert(absent(Found, table_missing),
                  "lithe: m::produces: the history does not leave the entity's table; add a "
                  "migration that creates it");
    static_assert(absent(Found, table_unmapped),
                  "lithe: m::produces: the history leaves a table that no entity is; list its "
                  "struct, or drop it");
    static_assert(absent(Found, column_missing),
                  "lithe: m::produces: the history does not leave this field's column; add a "
                  "migration that adds it");
    static_assert(absent(Found, column_unmapped),
                  "lithe: m::produces: the history leaves a column that is no field; drop it or "
                  "add the field");
    static_assert(absent(Found, column_differs),
                  "lithe: m::produces: the column's type, NOT NULL, default or collation differs; "
                  "add a migration");
    static_assert(absent(Found, key_differs),
                  "lithe: m::produces: the primary key is not the descriptor's; mend one of them");
    static_assert(absent(Found, constraint_differs),
                  "lithe: m::produces: a unique, check or foreign key differs from the "
                  "descriptor's; add a migration");
    static_assert(absent(Found, index_differs),
                  "lithe: m::produces: the indexes are not the descriptor's; create or drop this "
                  "one");
    static_assert(
        absent(Found, not_main),
        "lithe: m::produces: the table is temporary or of an attached file, and a history "
        "is about main; leave it out");
    static_assert(absent(Found, squash_schema),
                  "lithe: m::squashes: the histories do not end in the same schema; print the "
                  "squash anew with m::freeze()");
    static_assert(absent(Found, squash_digest),
                  "lithe: m::squashes: a migration is not among the replaced ones, or has another "
                  "digest; add m::replaced()");
    static_assert(absent(Found, options_differ),
                  "lithe: m::produces: STRICT or WITHOUT ROWID differs from the descriptor; mend "
                  "one of them");
}

}  // namespace lithe::inline v0::migrations::detail
