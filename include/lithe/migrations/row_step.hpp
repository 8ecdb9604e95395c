#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The operations on keys, options, rows and full-text tables: their effect on the model, and what
// is wrong with them there.

#include <lithe/migrations/full_text_sql.hpp>
#include <lithe/migrations/table_step.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

class row_steps : public table_steps {
protected:
    // ---- code ----

    // Its columns are m::ref: of the type and nullability at this step.
    constexpr bool each_row(record const& step) {
        table_model const* const table = table_of(step);
        if (table == nullptr)
            return false;
        std::size_t keys = 0;
        for (record const& one : parts_of(step)) {
            if (one.kind != part::column_name)
                continue;
            ++keys;
            if (!is_key_column(*table, one.name))
                return fail(fault::row_key, step.name, one.name);
        }
        if (keys == 0 || keys != table->key.columns.size())
            return fail(fault::row_key, step.name);
        return check_refs(*table, step, step.name);
    }

    // ---- the table as a whole ----

    constexpr bool set_primary_key(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        if (!has_part(step, part::column_name))
            return fail(fault::no_columns, step.name);
        if (!require_columns(*table, step, part::column_name, step.name))
            return false;
        key_model key;
        for (record const& one : parts_of(step)) {
            column_model const& column = table->columns[table->find(one.name)];
            if (contains(key.columns, one.name))
                return fail(fault::column_exists, step.name, one.name);
            if (!column.not_null && !is_key_column(*table, one.name))
                return fail(fault::nullable_key, step.name, one.name);
            if (!column.generated.empty())
                return fail(fault::key_column, step.name, one.name);
            key.columns.push_back(column.name);
        }
        bool const same = same_names(key.columns, table->key.columns);
        key.automatic = same && table->key.automatic;
        // What was NOT NULL as a part of the key stays so.
        for (column_model& column : table->columns) {
            column.not_null = column.not_null || is_key_column(*table, column.name);
            column.descending_key = false;
        }
        table->key = std::move(key);
        if (has_key_default(*table))
            return fail(fault::key_default, step.name);
        return same || check_children(*table, step.name);
    }
    // SQLite notices a parent key that is not unique at the next write of a child.
    constexpr bool check_children(table_model const& parent, std::string_view name) {
        for (table_model const& child : schema.tables)
            for (foreign_key_model const& key : child.foreign_keys)
                if (same_name(key.parent, parent.name) && !is_unique(parent, key.parent_columns))
                    return fail(fault::key_in_use, name);
        return true;
    }
    constexpr bool is_unique(table_model const& table, names_list const& columns) const {
        if (same_members(table.key.columns, columns))
            return true;
        for (key_model const& unique : table.uniques)
            if (same_members(unique.columns, columns))
                return true;
        for (index_model const& index : schema.indexes) {
            if (!index.is_unique || !same_name(index.table, table.name) || !index.where.empty() ||
                index.parts.size() != columns.size())
                continue;
            bool all = true;
            for (text const& column : columns) {
                bool named = false;
                for (text const& one : index.parts)
                    named = named || mentions(one, column);
                all = all && named;
            }
            if (all)
                return true;
        }
        return false;
    }
    static constexpr bool same_members(names_list const& left, names_list const& right) {
        for (text const& one : left)
            if (!contains(right, one))
                return false;
        return left.size() == right.size();
    }

    constexpr bool reorder(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr || !require_columns(*table, step, part::column_name, step.name))
            return false;
        std::vector<column_model> ordered;
        ordered.reserve(table->columns.size());
        for (record const& one : parts_of(step)) {
            for (column_model const& before : ordered)
                if (same_name(before.name, one.name))
                    return fail(fault::column_exists, step.name, one.name);
            ordered.push_back(table->columns[table->find(one.name)]);
        }
        for (column_model const& column : table->columns) {
            bool named = false;
            for (record const& one : parts_of(step))
                named = named || same_name(column.name, one.name);
            if (!named)
                ordered.push_back(column);
        }
        table->columns = std::move(ordered);
        return true;
    }

    constexpr bool set_options(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        for (record const& one : parts_of(step)) {
            if (one.kind == part::strict || one.kind == part::non_strict)
                table->is_strict = one.kind == part::strict;
            if (one.kind == part::without_rowid || one.kind == part::with_rowid)
                table->without_rowid = one.kind == part::without_rowid;
        }
        settle_any(*table);
        for (column_model const& column : table->columns)
            if (table->is_strict && !is_strict_type(column.type))
                return fail(fault::declared_strict, step.name);
        if (table->without_rowid && table->key.columns.empty())
            return fail(fault::without_key, step.name);
        if (table->key.automatic && !has_rowid_alias(*table))
            return fail(fault::automatic_key, step.name);
        if (has_key_default(*table))
            return fail(fault::key_default, step.name);
        return true;
    }

    // ---- rows ----

    constexpr bool check_assignment(table_model const& table, record const& one,
                                    std::string_view name) {
        std::size_t const at = table.find(one.name);
        if (at == table.columns.size())
            return fail(fault::no_column, name, one.name);
        column_model const& column = table.columns[at];
        std::string_view const type = stored_type(column);
        bool const real = same_name(type, "REAL") && one.type == storage_class::integer;
        bool const may_be_null = !column.not_null && !is_key_column(table, column.name);
        bool const gives_null = (one.flags & flag_nullable) != 0;
        if ((!real && !same_name(type, lithe::detail::type_words(one.type))) ||
            (gives_null && !may_be_null) || !column.generated.empty())
            return fail(fault::assigned_type, name, one.name);
        return true;
    }
    constexpr bool update_rows(record const& step) {
        table_model const* const table = table_of(step);
        if (table == nullptr)
            return false;
        for (record const& one : parts_of(step))
            if (one.kind == part::assignment && !check_assignment(*table, one, step.name))
                return false;
        return check_refs(*table, step, step.name);
    }
    constexpr bool insert_rows(record const& step) {
        table_model const* const table = table_of(step);
        if (table == nullptr)
            return false;
        for (record const& row : parts_of(step)) {
            for (record const& one : parts_of(row))
                if (!check_assignment(*table, one, step.name))
                    return false;
            for (column_model const& column : table->columns)
                if (needs_value(*table, column) && !is_assigned(row, column.name))
                    return fail(fault::row_incomplete, step.name);
        }
        return true;
    }
    static constexpr bool needs_value(table_model const& table, column_model const& column) {
        bool const is_key = is_key_column(table, column.name);
        return (column.not_null || is_key) && column.default_value.empty() &&
               column.generated.empty() && !(is_key && has_rowid_alias(table));
    }
    static constexpr bool is_assigned(record const& row, std::string_view column) {
        for (record const& one : parts_of(row))
            if (same_name(one.name, column))
                return true;
        return false;
    }
    constexpr bool delete_rows(record const& step) {
        table_model const* const table = table_of(step);
        return table != nullptr && check_refs(*table, step, step.name);
    }

    // ---- full text ----

    constexpr bool create_fts5(record const& step) {
        if (!is_good_name(step.other))
            return fail(fault::bad_name, step.other);
        if (schema.is_taken(step.other))
            return fail(fault::name_taken, step.other);
        if (!has_part(step, part::column_name))
            return fail(fault::no_columns, step.other);
        for (record const& source : parts_of(step)) {
            if (source.kind != part::fts_content)
                continue;
            table_model const* const texts = schema.table(source.name);
            if (texts == nullptr)
                return fail(fault::no_table, source.name);
            if (!require_columns(*texts, step, part::column_name, source.name))
                return false;
            if (!has_rowid_alias(*texts) || !is_key_column(*texts, source.other))
                return fail(fault::no_column, source.name, source.other);
            for (fts_event const event :
                 {fts_event::inserted, fts_event::deleted, fts_event::updated}) {
                text name = fts_trigger_name(step.other, event);
                if (schema_model::find(schema.triggers, name) < schema.triggers.size())
                    return fail(fault::name_taken, step.other);
                text words = fts_trigger_text(step, source, event);
                schema.triggers.push_back(
                    {std::move(name), text(source.name), std::move(words), text(step.other)});
            }
        }
        table_model table;
        table.name = text(step.other);
        table.as_written = fts_text(step);
        schema.tables.push_back(std::move(table));
        return true;
    }
    constexpr bool drop_fts5(record const& step) {
        table_model const* const table = schema.table(step.other);
        // Texts that are nowhere else are not dropped without m::lossy().
        if (table == nullptr || !reads_content(table->as_written))
            return fail(fault::no_full_text, step.other);
        // Those that were made with it, whatever it was called then.
        for (std::size_t at = schema.triggers.size(); at > 0; --at)
            if (same_name(schema.triggers[at - 1].owner, step.other))
                schema.triggers.erase(schema.triggers.begin() +
                                      static_cast<std::ptrdiff_t>(at - 1));
        return drop_from(schema.tables, step);
    }
    constexpr bool rebuild_fts5(record const& step) {
        table_model const* const table = schema.table(step.other);
        if (table == nullptr || !reads_content(table->as_written))
            return fail(fault::no_full_text, step.other);
        return true;
    }
};

}  // namespace lithe::inline v0::migrations::detail
