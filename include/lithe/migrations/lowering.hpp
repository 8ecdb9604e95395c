#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// From the records of a history to the model: what a column, a constraint and an index are, and how
// a mistake is described.

#include <lithe/migrations/ddl.hpp>
#include <lithe/migrations/history.hpp>
#include <lithe/migrations/model.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace lithe::inline v0::migrations::detail {

enum class fault : std::uint8_t {
    none,
    bad_version,
    version_order,
    bad_name,
    no_table,
    name_taken,
    no_column,
    column_exists,
    no_columns,
    not_null_needs_fill,
    ref_type,
    column_in_use,
    last_column,
    key_column,
    automatic_key,
    without_key,
    no_object,
    no_constraint,
    default_type,
    no_parent,
    nullable_key,
    key_in_use,
    assigned_type,
    row_incomplete,
    no_full_text,
    not_expand,
    bad_declared,
    declared_type,
    declared_strict,
    live_form,
    row_key,
    edited,
    outside_alone,
    outside_sql,
    bare_option,
    opaque_schema,
    known_schema,
    key_default,
    // of produces
    table_missing,
    table_unmapped,
    column_missing,
    column_unmapped,
    column_differs,
    key_differs,
    constraint_differs,
    index_differs,
    options_differ,
    not_main,
    // of squashes
    squash_schema,
    squash_digest,
};

/// The first mistake of a history, with the names that a sentence about it needs.
struct finding {
    fault what = fault::none;
    std::string_view version{};
    std::size_t step = 0;  // counted from 1; 0: of the migration as a whole
    std::string_view table{};
    std::string_view column{};
};

constexpr text foreign_key_rest(record const& key) {
    text rest;
    auto const add = [&](std::string_view words, action what) {
        if (what == no_action)
            return;
        if (!rest.empty())
            rest += ' ';
        rest += words;
        rest += lithe::detail::action_words(what);
    };
    add("ON DELETE ", deleted_of(key));
    add("ON UPDATE ", updated_of(key));
    if (is_deferred(key)) {
        if (!rest.empty())
            rest += ' ';
        rest += "DEFERRABLE INITIALLY DEFERRED";
    }
    return rest;
}

constexpr names_list names_in(record const& head, part kind) {
    names_list list;
    for (record const& one : parts_of(head))
        if (one.kind == kind)
            list.push_back(text(one.name));
    return list;
}

constexpr foreign_key_model make_foreign_key(record const& key) {
    return {names_in(key, part::column_name), text(key.name), names_in(key, part::parent_name),
            foreign_key_rest(key), text(key.other)};
}

constexpr key_model make_key(record const& key) {
    return {names_in(key, part::column_name), text(key.other), text(conflict_words(key.number)),
            false};
}

// A bare literal where SQLite takes one; else brackets.
constexpr text default_text(record const& head) {
    record const& value = *(&head + 1);
    bool const plain = value.kind == part::integer || value.kind == part::text;
    text const words = expression_text(head);
    if (plain)
        return words;
    text out("(");
    out += words;
    out += ')';
    return out;
}

constexpr text own_expression(record const& head, std::string_view table) {
    return without_qualifier(expression_text(head), table);
}

/// The table's own columns and constraints that a column's record says.
constexpr void add_column_parts(table_model& table, record const& head) {
    column_model column;
    column.name = text(head.name);
    column.type = text(lithe::detail::type_words(head.type));
    column.not_null = (head.flags & flag_nullable) == 0;
    column.stored = (head.flags & flag_stored) != 0;
    column.conflict = text(conflict_words(head.number));
    for (record const& one : parts_of(head)) {
        switch (one.kind) {
            case part::primary_key:
                table.key.columns.push_back(column.name);
                table.key.automatic = (head.flags & flag_automatic) != 0;
                table.key.rest = text(conflict_words(one.number));
                column.descending_key = (head.flags & flag_descending) != 0;
                break;
            case part::unique:
                table.uniques.push_back(
                    {{column.name}, {}, text(conflict_words(one.number)), false});
                break;
            case part::default_value:
                column.default_value = default_text(one);
                break;
            case part::check:
                table.checks.push_back({own_expression(one, table.name), text(one.other)});
                break;
            case part::collate:
                column.collation = text(one.name);
                break;
            case part::foreign_key:
                table.foreign_keys.push_back(make_foreign_key(one));
                break;
            case part::generated:
                column.generated = own_expression(one, table.name);
                break;
            case part::declared:
                column.type = text(one.name);
                column.kind = head.type;
                break;
            default:
                break;
        }
    }
    table.columns.push_back(std::move(column));
}

/// Adds a constraint of the table, or one of its options.
constexpr void add_table_part(table_model& table, record const& one) {
    switch (one.kind) {
        case part::column:
            add_column_parts(table, one);
            break;
        case part::primary_key:
            table.key = make_key(one);
            break;
        case part::unique:
            table.uniques.push_back(make_key(one));
            break;
        case part::check:
            table.checks.push_back({own_expression(one, table.name), text(one.other)});
            break;
        case part::foreign_key:
            table.foreign_keys.push_back(make_foreign_key(one));
            break;
        case part::without_rowid:
            table.without_rowid = true;
            break;
        case part::non_strict:
            table.is_strict = false;
            break;
        default:
            break;
    }
}

/// A column of any value: where the table is not STRICT, one called ANY would make numbers of
/// texts.
constexpr void settle_any(table_model const& table, column_model& column) {
    using lithe::detail::storage_class;
    if (!table.is_strict && column.kind == storage_class::none && same_name(column.type, "ANY")) {
        column.type = text(lithe::detail::column_type_words(storage_class::any, false));
        column.kind = storage_class::any;
    } else if (table.is_strict && column.kind == storage_class::any) {
        column.type = text(lithe::detail::column_type_words(storage_class::any, true));
        column.kind = storage_class::none;
    }
}
constexpr void settle_any(table_model& table) {
    for (column_model& column : table.columns)
        settle_any(table, column);
}

/// What a rename does to the table's own texts.
constexpr void rename_column_in(table_model& table, std::string_view from, std::string_view into) {
    for (column_model& column : table.columns) {
        if (same_name(column.name, from))
            column.name = text(into);
        column.generated = with_renamed(column.generated, from, into);
    }
    rename_in(table.key.columns, from, into);
    for (key_model& unique : table.uniques)
        rename_in(unique.columns, from, into);
    for (foreign_key_model& key : table.foreign_keys) {
        rename_in(key.columns, from, into);
        if (same_name(key.parent, table.name))
            rename_in(key.parent_columns, from, into);
    }
    for (check_model& check : table.checks)
        check.condition = with_renamed(check.condition, from, into);
}

/// A full-text table's trigger has its name, and names the column that is called as the table,
/// which SQLite does not rename with it: the planner makes it anew.
constexpr void rename_owned(object_model& trigger, std::string_view from, std::string_view into) {
    text name(into);
    name += trigger.name.view().substr(from.size());
    trigger.words = with_renamed(trigger.words, from, into);
    trigger.words = with_renamed(trigger.words, trigger.name, name);
    trigger.name = std::move(name);
    trigger.owner = text(into);
}

/// A virtual table, as SQLite writes it then.
constexpr void rename_virtual(table_model& table) {
    if (table.as_written.empty())
        return;
    token_reader read(table.as_written);
    static_cast<void>(read.next());
    if (!read.next().is("VIRTUAL"))
        return;
    static_cast<void>(read.next());
    token const last = read.next();  // CREATE VIRTUAL TABLE "name"
    auto const behind = static_cast<std::size_t>(last.words.data() + last.words.size() -
                                                 table.as_written.view().data());
    text words("CREATE VIRTUAL TABLE ");
    put_name(words, table.name);
    words += table.as_written.view().substr(behind);
    table.as_written = std::move(words);
}

/// A column's own constraints, which go with it; others that name it are in the way.
constexpr bool drop_own_constraints(table_model& table, std::string_view column) {
    auto const only = [&](names_list const& list) {
        return list.size() == 1 && same_name(list[0], column);
    };
    auto const drop = [&](auto& list, auto names, auto own) {
        for (std::size_t at = list.size(); at > 0; --at) {
            if (!names(list[at - 1]))
                continue;
            if (!own(list[at - 1]))
                return false;
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(at - 1));
        }
        return true;
    };
    auto const listed = [&](auto const& one) { return contains(one.columns, column); };
    auto const alone = [&](auto const& one) { return only(one.columns); };
    auto const mentioned = [&](check_model const& one) { return mentions(one.condition, column); };
    auto const names_no_other = [&](check_model const& one) {
        for (column_model const& other : table.columns)
            if (!same_name(other.name, column) && mentions(one.condition, other.name))
                return false;
        return true;
    };
    for (column_model const& other : table.columns)
        if (!same_name(other.name, column) && mentions(other.generated, column))
            return false;
    return drop(table.uniques, listed, alone) && drop(table.foreign_keys, listed, alone) &&
           drop(table.checks, mentioned, names_no_other);
}

constexpr index_model make_index(record const& head) {
    index_model index;
    index.name = text(head.other);
    index.table = text(head.name);
    for (record const& one : parts_of(head)) {
        if (one.kind == part::unique_index)
            index.is_unique = true;
        if (one.kind == part::where)
            index.where = own_expression(one, head.name);
        if (one.kind != part::index_part)
            continue;
        text words = own_expression(one, head.name);
        if (!one.name.empty()) {
            words += " COLLATE ";
            put_name(words, one.name);
        }
        if ((one.flags & flag_descending) != 0)
            words += " DESC";
        index.parts.push_back(std::move(words));
    }
    return index;
}

/// Indexes and triggers go with their table.
template <class List>
constexpr void drop_of_table(List& list, std::string_view table) {
    for (std::size_t at = list.size(); at > 0; --at)
        if (same_name(list[at - 1].table, table))
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(at - 1));
}

/// The first word behind ON in the text of a trigger.
constexpr text trigger_table(std::string_view rest) {
    token_reader read(rest);
    for (token one = read.next(); one.kind != token_kind::end; one = read.next())
        if (one.is("ON"))
            return unquoted(read.next());
    return {};
}

}  // namespace lithe::inline v0::migrations::detail
