#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The operations on tables and columns: their effect on the model, and what is wrong with them
// there.

#include <lithe/migrations/declared_type.hpp>
#include <lithe/migrations/lowering.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace lithe::inline v0::migrations::detail {

constexpr bool is_good_name(std::string_view name) {
    auto const begins = [&](std::string_view words) {
        return name.size() >= words.size() && same_name(name.substr(0, words.size()), words);
    };
    return !name.empty() && !begins("sqlite_") && !begins("__lithe_") &&
           place_of({"", 1}, name) == name.size();
}

/// Steps on a model; the first fault stays in `found`.
class table_steps {
public:
    schema_model schema{};
    finding found{};

protected:
    constexpr bool fail(fault what, std::string_view table, std::string_view column = {}) {
        found.what = what;
        found.table = table;
        found.column = column;
        return false;
    }
    // Templates stand in this class, complete before the next: clang does not otherwise have them
    // when it evaluates a constant.
    template <class List>
    constexpr bool drop_from(List& list, record const& step) {
        std::size_t const at = schema_model::find(list, step.other);
        if (at == list.size())
            return fail(fault::no_object, step.other);
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
        return true;
    }
    template <class Element>
    static constexpr bool remove(std::vector<Element>& list, std::vector<Element> const& wanted,
                                 bool (*same)(Element const&, Element const&)) {
        for (std::size_t at = 0; at < list.size(); ++at) {
            if (same(list[at], wanted[0])) {
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
                return true;
            }
        }
        return false;
    }

    constexpr table_model* table_of(record const& step) {
        table_model* const table = schema.table(step.name);
        if (table == nullptr)
            fail(fault::no_table, step.name);
        return table;
    }
    constexpr bool require_columns(table_model const& table, record const& head, part kind,
                                   std::string_view name) {
        for (record const& one : parts_of(head))
            if (one.kind == kind && !table.has(one.name))
                return fail(fault::no_column, name, one.name);
        return true;
    }

    // Every m::ref<T> below `head` is a column of that type and nullability.
    constexpr bool check_refs(table_model const& table, record const& head, std::string_view name) {
        record const* const end = &head + 1 + head.size;
        for (record const* at = &head + 1; at < end; ++at) {
            if (at->kind != part::ref)
                continue;
            std::size_t const column = table.find(at->name);
            if (column == table.columns.size())
                return fail(fault::no_column, name, at->name);
            if (at->type == storage_class::none)
                continue;  // of an index: any type
            column_model const& found_column = table.columns[column];
            bool const may_be_null =
                !found_column.not_null && !is_key_column(table, found_column.name);
            bool const says_null = (at->flags & flag_nullable) != 0;
            if (!same_name(stored_type(found_column), lithe::detail::type_words(at->type)) ||
                may_be_null != says_null)
                return fail(fault::ref_type, name, at->name);
        }
        return true;
    }

    constexpr bool check_parts(table_model const& table, record const& head,
                               std::string_view name) {
        for (record const& one : parts_of(head)) {
            if (one.kind == part::column &&
                (!check_parts(table, one, name) || !check_declared(table, one, name) ||
                 !check_options(one, name)))
                return false;
            if (!require_columns(table, one, part::column_name, name))
                return false;
            if ((one.kind == part::check || one.kind == part::generated) &&
                !check_refs(table, one, name))
                return false;
            if (one.kind == part::foreign_key && !check_parent(table, one, name))
                return false;
        }
        return true;
    }
    constexpr bool check_options(record const& column, std::string_view name) {
        bool const of_key = (column.flags & (flag_automatic | flag_descending)) != 0;
        bool const of_not_null = column.number != 0;
        if ((of_key && !has_part(column, part::primary_key)) ||
            (of_not_null && (column.flags & flag_nullable) != 0))
            return fail(fault::bare_option, name, column.name);
        return true;
    }
    constexpr bool check_declared(table_model const& table, record const& column,
                                  std::string_view name) {
        for (record const& one : parts_of(column)) {
            if (one.kind != part::declared)
                continue;
            if (!is_type_name(one.name))
                return fail(fault::bad_declared, name, column.name);
            if (table.is_strict && !is_strict_type(one.name))
                return fail(fault::declared_strict, name, column.name);
            if (!stays_in(column.type, one.name, table.is_strict))
                return fail(fault::declared_type, name, column.name);
        }
        return true;
    }
    constexpr bool check_parent(table_model const& child, record const& key,
                                std::string_view name) {
        table_model const* const parent =
            same_name(key.name, child.name) ? &child : schema.table(key.name);
        if (parent == nullptr)
            return true;  // created later, perhaps: the end of the migration is checked
        for (record const& one : parts_of(key))
            if (one.kind == part::parent_name && !parent->has(one.name))
                return fail(fault::no_parent, name, one.name);
        return true;
    }

    constexpr bool create_table(record const& step) {
        if (!is_good_name(step.name))
            return fail(fault::bad_name, step.name);
        if (schema.is_taken(step.name))
            return fail(fault::name_taken, step.name);
        table_model table;
        table.name = text(step.name);
        table.is_strict = true;
        table.columns.reserve(16);  // each growth would move them all, step by constant step
        for (record const& one : parts_of(step)) {
            if (one.kind == part::column) {
                if (one.name.empty())
                    return fail(fault::bad_name, step.name, one.name);
                if (table.has(one.name))
                    return fail(fault::column_exists, step.name, one.name);
            }
            add_table_part(table, one);
        }
        settle_any(table);
        if (table.columns.empty())
            return fail(fault::no_columns, step.name);
        if (!check_parts(table, step, step.name))
            return false;
        if (table.key.automatic && !has_rowid_alias(table))
            return fail(fault::automatic_key, step.name);
        if (has_key_default(table))
            return fail(fault::key_default, step.name);
        if (table.without_rowid && table.key.columns.empty())
            return fail(fault::without_key, step.name);
        schema.tables.push_back(std::move(table));
        return true;
    }

    constexpr bool drop_table(record const& step) {
        if (table_of(step) == nullptr)
            return false;
        schema.tables.erase(schema.tables.begin() +
                            static_cast<std::ptrdiff_t>(schema.find(schema.tables, step.name)));
        drop_of_table(schema.indexes, step.name);
        drop_of_table(schema.triggers, step.name);
        return true;
    }
    constexpr bool rename_table(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        if (!is_good_name(step.other))
            return fail(fault::bad_name, step.other);
        if (schema.is_taken(step.other))
            return fail(fault::name_taken, step.other);
        table->name = text(step.other);
        rename_virtual(*table);
        for (table_model& other : schema.tables)
            for (foreign_key_model& key : other.foreign_keys)
                if (same_name(key.parent, step.name))
                    key.parent = text(step.other);
        for (index_model& index : schema.indexes)
            if (same_name(index.table, step.name))
                index.table = text(step.other);
        for (object_model& trigger : schema.triggers) {
            if (same_name(trigger.table, step.name))
                trigger.table = text(step.other);
            if (same_name(trigger.owner, step.name))
                rename_owned(trigger, step.name, step.other);
        }
        return true;
    }

    constexpr bool add_column(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        if (step.other.empty())
            return fail(fault::bad_name, step.name, step.other);
        if (table->has(step.other))
            return fail(fault::column_exists, step.name, step.other);
        record const& column = *find_part(step, part::column);
        record const* const fill = find_part(step, part::fill);
        bool const filled = fill != nullptr || has_part(column, part::default_value) ||
                            has_part(column, part::generated);
        if ((column.flags & flag_nullable) == 0 && !filled)
            return fail(fault::not_null_needs_fill, step.name, step.other);
        if (has_part(column, part::primary_key))
            return fail(fault::key_column, step.name, step.other);
        if (fill != nullptr && !check_refs(*table, *fill, step.name))
            return false;
        add_column_parts(*table, column);
        settle_any(*table, table->columns.back());
        return check_parts(*table, step, step.name);
    }
    constexpr bool drop_column(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        std::size_t const at = table->find(step.other);
        if (at == table->columns.size())
            return fail(fault::no_column, step.name, step.other);
        if (table->columns.size() == 1)
            return fail(fault::last_column, step.name, step.other);
        if (is_key_column(*table, step.other))
            return fail(fault::key_column, step.name, step.other);
        if (!drop_own_constraints(*table, step.other) || is_indexed(step) || is_parent_key(step))
            return fail(fault::column_in_use, step.name, step.other);
        table->columns.erase(table->columns.begin() + static_cast<std::ptrdiff_t>(at));
        return true;
    }
    constexpr bool is_indexed(record const& step) const {
        for (index_model const& index : schema.indexes) {
            if (!same_name(index.table, step.name))
                continue;
            if (mentions(index.where, step.other))
                return true;
            for (text const& one : index.parts)
                if (mentions(one, step.other))
                    return true;
        }
        return false;
    }
    constexpr bool is_parent_key(record const& step) const {
        for (table_model const& child : schema.tables)
            for (foreign_key_model const& key : child.foreign_keys)
                if (same_name(key.parent, step.name) && contains(key.parent_columns, step.other))
                    return true;
        return false;
    }
    constexpr bool rename_column(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        std::string_view const into = (&step + 1)->name;
        if (!table->has(step.other))
            return fail(fault::no_column, step.name, step.other);
        if (into.empty())
            return fail(fault::bad_name, step.name, into);
        if (table->has(into) && !same_name(step.other, into))
            return fail(fault::column_exists, step.name, into);
        rename_column_in(*table, step.other, into);
        for (table_model& child : schema.tables)
            for (foreign_key_model& key : child.foreign_keys)
                if (same_name(key.parent, step.name) && &child != table)
                    rename_in(key.parent_columns, step.other, into);
        for (index_model& index : schema.indexes) {
            if (!same_name(index.table, step.name))
                continue;
            for (text& one : index.parts)
                one = with_renamed(one, step.other, into);
            index.where = with_renamed(index.where, step.other, into);
        }
        return true;
    }

    constexpr bool alter_column(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        std::size_t const at = table->find(step.other);
        if (at == table->columns.size())
            return fail(fault::no_column, step.name, step.other);
        for (record const& change : parts_of(step)) {
            bool const reads = change.kind == part::set_type || change.kind == part::set_not_null;
            if (reads && !check_refs(*table, change, step.name))
                return false;
        }
        for (record const& change : parts_of(step)) {
            if (!change_column(table->columns[at], change))
                return fail(fault::not_null_needs_fill, step.name, step.other);
            if (change.kind == part::set_type)
                settle_any(*table, table->columns[at]);
        }
        if (has_key_default(*table))
            return fail(fault::key_default, step.name, step.other);
        return true;
    }
    static constexpr bool change_column(column_model& column, record const& change) {
        switch (change.kind) {
            case part::set_type:
                column.type = text(lithe::detail::type_words(change.type));
                column.kind = storage_class::none;
                // The value may be NULL where the column may not.
                return !column.not_null || (change.flags & flag_nullable) == 0;
            case part::set_not_null:
                column.not_null = true;
                column.conflict = text();
                break;
            case part::drop_not_null:
                column.not_null = false;
                column.conflict = text();
                break;
            case part::set_default:
                column.default_value = default_text(change);
                break;
            case part::drop_default:
                column.default_value = text();
                break;
            case part::set_collate:
                column.collation = text(change.name);
                break;
            default:
                break;
        }
        return true;
    }
};

}  // namespace lithe::inline v0::migrations::detail
