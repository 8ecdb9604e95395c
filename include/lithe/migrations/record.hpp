#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a history is made of: one plain record for each operation, column, constraint and token of
// an expression, in one flat list in which a record is followed by its parts. A history of 300
// migrations is one array of one type, and its compile time is that of an array.

#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

// The numbers are in digests: never change one, add new ones.
enum class part : std::uint8_t {
    none = 0,
    // the frame
    migration = 1,  // name: version; other: name; number: traits
    down = 2,
    irreversible = 3,  // name: why
    pin = 4,           // name: the digest
    live = 5,          // the next steps follow a struct of today; in no digest
    replaced = 6,      // of squash(), name: a version; other: its digest
    // operations: name is the table, other the column, index or new name
    create_table = 10,
    drop_table = 11,
    rename_table = 12,
    add_column = 13,
    drop_column = 14,
    rename_column = 15,
    alter_column = 16,
    add_constraint = 17,
    drop_constraint = 18,  // other: the constraint's name
    create_index = 19,
    drop_index = 20,
    create_view = 21,
    drop_view = 22,
    create_trigger = 23,
    drop_trigger = 24,
    execute = 25,  // name: SQL; number: risk; other: why
    set_primary_key = 26,
    reorder = 27,
    set_options = 28,
    insert_rows = 29,  // rows
    update_rows = 30,  // assignments, where
    delete_rows = 31,
    require = 32,      // name: SQL; other: why
    create_fts5 = 33,  // other: the name; fts_content, fts_option
    drop_fts5 = 34,
    rebuild_fts5 = 35,
    each_row = 36,  // other: the revision; code; the struct's columns and key
    run = 37,       // name: the revision; code; effects, lossy
    snapshot = 38,  // the steps that make the whole schema
    // parts of them
    column = 60,  // name; type; flag_nullable
    primary_key = 61,
    unique = 62,
    foreign_key = 63,  // name: the parent; number: actions
    check = 64,
    default_value = 65,
    collate = 66,
    generated = 67,
    without_rowid = 68,
    non_strict = 69,
    column_name = 70,
    parent_name = 71,
    constraint_name = 72,
    index_part = 73,  // an expression follows
    where = 74,
    unique_index = 75,
    fill = 76,
    lossy = 77,  // name: why
    if_empty = 78,
    if_all_null = 79,
    set_type = 80,
    set_not_null = 81,
    drop_not_null = 82,
    set_default = 83,
    drop_default = 84,
    set_collate = 85,
    effects = 86,
    file_digest = 88,  // name
    assignment = 89,   // name: the column; type; flag_nullable; a value
    row = 90,
    strict = 91,
    with_rowid = 92,
    fts_option = 93,   // name; other: its value
    fts_content = 94,  // name: the table; other: its key
    declared = 95,     // name: the column's type as SQL says it
    opaque = 96,       // what the SQL leaves is not known
    // expressions, operands after operators
    ref = 120,      // name; type; flag_nullable
    integer = 121,  // number
    real = 122,     // number: its bits
    text = 123,     // name
    null = 124,
    infix = 125,    // name: the operator; number: rank; two operands
    prefix = 126,   // name; one operand
    call = 127,     // name; operands
    cast = 128,     // type; one operand
    sql = 129,      // name: text
    postfix = 130,  // name: IS NULL
};

using lithe::detail::storage_class;

inline constexpr std::uint8_t flag_nullable = 1;
inline constexpr std::uint8_t flag_descending = 2;
inline constexpr std::uint8_t flag_automatic = 4;
inline constexpr std::uint8_t flag_stored = 8;
inline constexpr std::uint8_t flag_of_file = 16;  // SQL of a file, which may delete

// Traits of a migration, in its record's number.
inline constexpr std::int64_t is_draft = 1;
inline constexpr std::int64_t is_expand = 2;
inline constexpr std::int64_t is_contract = 4;
inline constexpr std::int64_t is_outside = 8;  // no transaction

struct row_context;

struct record {
    part kind{};
    storage_class type{};
    std::uint8_t flags = 0;
    std::uint32_t size = 0;  // how many records behind this one are its parts
    std::string_view name{};
    std::string_view other{};
    std::int64_t number = 0;
    void (*code)(row_context&) = nullptr;  // of the program, in no digest
};

/// A record with its parts, or several such.
template <std::size_t Size>
struct tree {
    static constexpr std::size_t size = Size;
    record list[Size == 0 ? 1 : Size]{};
};

constexpr void append_records(record* out, std::size_t& at, record const* from, std::size_t count) {
    for (std::size_t one = 0; one < count; ++one)
        out[at++] = from[one];
}

template <std::size_t... Sizes>
constexpr auto join(tree<Sizes> const&... parts) {
    tree<(Sizes + ... + 0)> all;
    std::size_t at = 0;
    (append_records(all.list, at, parts.list, Sizes), ...);
    static_cast<void>(at);
    return all;
}

template <std::size_t... Sizes>
constexpr auto node(record head, tree<Sizes> const&... parts) {
    head.size = static_cast<std::uint32_t>((Sizes + ... + 0));
    return join(tree<1>{{head}}, parts...);
}

constexpr tree<1> leaf(part kind, std::string_view name = {}, std::int64_t number = 0) {
    record one;
    one.kind = kind;
    one.name = name;
    one.number = number;
    return {{one}};
}

/// A record and its parts, for loops: `for (record const& part : parts_of(head))`.
struct parts_of {
    record const* head;
    constexpr explicit parts_of(record const& of) : head(&of) {}
    struct iterator {
        record const* at;
        constexpr record const& operator*() const { return *at; }
        constexpr iterator& operator++() {
            at += 1 + at->size;
            return *this;
        }
        constexpr bool operator==(iterator const& other) const { return at == other.at; }
    };
    [[nodiscard]] constexpr iterator begin() const { return {head + 1}; }
    [[nodiscard]] constexpr iterator end() const { return {head + 1 + head->size}; }
};

constexpr record const* find_part(record const& head, part kind) {
    for (record const& one : parts_of(head))
        if (one.kind == kind)
            return &one;
    return nullptr;
}

/// Whether a step holds other steps: the one to undo a migration, or raw SQL with m::effects().
constexpr bool holds_steps(record const& one) {
    return one.kind == part::down || one.kind == part::execute || one.kind == part::run ||
           one.kind == part::effects || one.kind == part::snapshot;
}
/// How many markers of live steps are among a record's parts, at any depth.
constexpr std::uint32_t live_inside(record const& head) {
    std::uint32_t count = 0;
    if (holds_steps(head))
        for (std::uint32_t at = 1; at <= head.size; ++at)
            count += (&head + at)->kind == part::live ? 1U : 0U;
    return count;
}

/// Without a pointer: one compared with null is no constant for g++'s undefined-behaviour
/// sanitizer.
constexpr bool has_part(record const& head, part kind) {
    for (record const& one : parts_of(head))
        if (one.kind == kind)
            return true;
    return false;
}

}  // namespace lithe::inline v0::migrations::detail
