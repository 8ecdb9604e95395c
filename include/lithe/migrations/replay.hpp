#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Replays a history on a model. It is the same code at compile time, where the first mistake
// becomes an error, and at run time, where plans are made.

#include <lithe/migrations/compatibility.hpp>
#include <lithe/migrations/outside.hpp>
#include <lithe/migrations/row_step.hpp>

#include <span>
#include <string_view>
#include <utility>

namespace lithe::inline v0::migrations::detail {

/// Applies steps one by one; the first fault stays in `found` and stops it.
class replayer : public row_steps {
public:
    constexpr bool apply(record const& step) {
        if (schema.unknown && !may_follow_opaque(step))
            return fail(fault::opaque_schema, step.name, step.other);
        switch (step.kind) {
            case part::snapshot:
                return take_snapshot(step);
            case part::create_table:
                return create_table(step);
            case part::drop_table:
                return drop_table(step);
            case part::rename_table:
                return rename_table(step);
            case part::add_column:
                return add_column(step);
            case part::drop_column:
                return drop_column(step);
            case part::rename_column:
                return rename_column(step);
            case part::alter_column:
                return alter_column(step);
            case part::add_constraint:
                return add_constraint(step);
            case part::drop_constraint:
                return drop_constraint(step);
            case part::create_index:
                return create_index(step);
            case part::drop_index:
                return drop_from(schema.indexes, step);
            case part::create_view:
                return create_view(step);
            case part::drop_view:
                drop_of_table(schema.triggers, step.other);  // SQLite drops them with it
                return drop_from(schema.views, step);
            case part::create_trigger:
                return create_trigger(step);
            case part::drop_trigger:
                return drop_from(schema.triggers, step);
            case part::execute:
            case part::run:
                return apply_effects(step);
            case part::set_primary_key:
                return set_primary_key(step);
            case part::reorder:
                return reorder(step);
            case part::set_options:
                return set_options(step);
            case part::insert_rows:
                return insert_rows(step);
            case part::update_rows:
                return update_rows(step);
            case part::delete_rows:
                return delete_rows(step);
            case part::each_row:
                return each_row(step);
            case part::create_fts5:
                return create_fts5(step);
            case part::drop_fts5:
                return drop_fts5(step);
            case part::rebuild_fts5:
                return rebuild_fts5(step);
            default:
                return true;  // require, down, irreversible, pin: nothing of the schema
        }
    }

    /// All steps of one migration, and what must hold at its end.
    constexpr bool apply_migration(record const& migration) {
        found.version = migration.name;
        found.step = 0;
        if (runs_outside(migration) && !is_outside_alone(migration))
            return fail(fault::outside_alone, {});
        if (runs_outside(migration) && !is_outside_sql(migration))
            return fail(fault::outside_sql, {});
        for (record const& step : parts_of(migration)) {
            if ((step.kind == part::live || live_inside(step) > 0) && !may_be_live(migration))
                return fail(fault::live_form, {});
            if (step.kind == part::live)
                continue;
            ++found.step;
            if ((migration.number & is_expand) != 0 && breaks_programs(migration, step))
                return fail(fault::not_expand, step.name, step.other);
            if (!apply(step))
                return false;
        }
        found.step = 0;
        return schema.unknown || !touches_keys(migration) || check_parents();
    }

private:
    // What changes with a struct would be another migration in each release.
    static constexpr bool may_be_live(record const& migration) {
        return (migration.number & is_draft) != 0 || has_part(migration, part::pin);
    }
    static constexpr bool touches_keys(record const& migration) {
        record const* const end = &migration + 1 + migration.size;
        for (record const* at = &migration + 1; at < end; ++at)
            if (at->kind == part::foreign_key || at->kind == part::drop_table)
                return true;
        return false;
    }
    // A parent may be created after its child, but in the same migration.
    constexpr bool check_parents() {
        for (table_model const& child : schema.tables) {
            for (foreign_key_model const& key : child.foreign_keys) {
                table_model const* const parent = schema.table(key.parent);
                // Names of the model do not outlive it: the sentence names the migration.
                if (parent == nullptr)
                    return fail(fault::no_parent, {});
                for (text const& column : key.parent_columns)
                    if (!parent->has(column))
                        return fail(fault::no_parent, {});
            }
        }
        return true;
    }

    constexpr bool add_constraint(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        bool const second_key = has_part(step, part::primary_key) && !table->key.columns.empty();
        if (second_key)
            return fail(fault::key_column, step.name);
        if (!check_parts(*table, step, step.name))
            return false;
        add_table_part(*table, *(&step + 1));
        return true;
    }
    constexpr bool drop_constraint(record const& step) {
        table_model* const table = table_of(step);
        if (table == nullptr)
            return false;
        table_model wanted;
        record const& one = *(&step + 1);
        add_table_part(wanted, one);
        bool const dropped =
            one.kind == part::unique ? remove(table->uniques, wanted.uniques, same_key)
            : one.kind == part::foreign_key
                ? remove(table->foreign_keys, wanted.foreign_keys, same_foreign_key)
            : one.kind == part::check ? remove(table->checks, wanted.checks, same_check)
                                      : false;
        return dropped || fail(fault::no_constraint, step.name);
    }
    constexpr bool create_index(record const& step) {
        table_model const* const table = table_of(step);
        if (table == nullptr)
            return false;
        if (!is_good_name(step.other))
            return fail(fault::bad_name, step.name, step.other);
        if (schema.is_taken(step.other))
            return fail(fault::name_taken, step.name, step.other);
        if (!has_part(step, part::index_part))
            return fail(fault::no_columns, step.name, step.other);
        if (!check_refs(*table, step, step.name))
            return false;
        schema.indexes.push_back(make_index(step));
        return true;
    }
    constexpr bool create_view(record const& step) {
        if (!is_good_name(step.other))
            return fail(fault::bad_name, step.other);
        if (schema.is_taken(step.other))
            return fail(fault::name_taken, step.other);
        text words("CREATE VIEW ");
        put_name(words, step.other);
        names_list const columns = names_in(step, part::column_name);
        if (!columns.empty()) {
            words += " (";
            put_names(words, columns);
            words += ')';
        }
        words += " AS ";
        words += step.name;
        schema.views.push_back({text(step.other), {}, std::move(words)});
        return true;
    }
    constexpr bool create_trigger(record const& step) {
        if (!is_good_name(step.other))
            return fail(fault::bad_name, step.other);
        if (schema_model::find(schema.triggers, step.other) < schema.triggers.size())
            return fail(fault::name_taken, step.other);
        text words("CREATE TRIGGER ");
        put_name(words, step.other);
        words += ' ';
        words += step.name;
        schema.triggers.push_back({text(step.other), trigger_table(step.name), std::move(words)});
        return true;
    }
    static constexpr bool may_follow_opaque(record const& step) {
        switch (step.kind) {
            case part::snapshot:
            case part::require:
            case part::down:
            case part::irreversible:
            case part::pin:
            case part::file_digest:
            case part::replaced:
                return true;
            default:
                return (step.kind == part::execute || step.kind == part::run) &&
                       !has_part(step, part::effects);
        }
    }
    constexpr bool take_snapshot(record const& step) {
        if (!schema.unknown)
            return fail(fault::known_schema, {});
        schema = schema_model{};
        for (record const& one : parts_of(step))
            if (one.kind != part::live && !apply(one))
                return false;
        return true;
    }
    constexpr bool apply_effects(record const& step) {
        schema.unknown = schema.unknown || has_part(step, part::opaque);
        if (record const* const done = find_part(step, part::effects)) {
            for (record const& one : parts_of(*done))
                if (!apply(one))
                    return false;
        }
        return true;
    }
};

constexpr bool is_version(std::string_view version) {
    for (char const letter : version)
        if (!is_digit(letter))
            return false;
    return !version.empty();
}
/// Whether one version is before another: as numbers of any length.
constexpr bool is_before(std::string_view left, std::string_view right) {
    auto const shortened = [](std::string_view digits) {
        while (digits.size() > 1 && digits[0] == '0')
            digits.remove_prefix(1);
        return digits;
    };
    left = shortened(left);
    right = shortened(right);
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

/// The migrations of a history, for loops.
struct migrations_of {
    std::span<record const> records;
    [[nodiscard]] constexpr parts_of::iterator begin() const { return {records.data()}; }
    [[nodiscard]] constexpr parts_of::iterator end() const {
        return {records.data() + records.size()};
    }
};

constexpr bool any_outside(std::span<record const> history) {
    for (record const& one : migrations_of{history})
        if (runs_outside(one))
            return true;
    return false;
}

/// Whether a squash() has a version that is not above all that it replaces.
constexpr bool replaces_later(record const& migration) {
    for (record const& one : parts_of(migration))
        if (one.kind == part::replaced && !is_before(one.name, migration.name))
            return true;
    return false;
}

/// Replays all of it, behind a migration of the version `last` if there is one.
constexpr void replay(replayer& on, std::span<record const> history, std::string_view last = {}) {
    for (record const& migration : migrations_of{history}) {
        on.found = {};
        on.found.version = migration.name;
        if (!is_version(migration.name))
            on.found.what = fault::bad_version;
        else if ((!last.empty() && !is_before(last, migration.name)) || replaces_later(migration))
            on.found.what = fault::version_order;
        if (on.found.what != fault::none || !on.apply_migration(migration))
            return;
        last = migration.name;
    }
    on.found = {};
}

template <auto const& History>
consteval std::span<record const> records_of() {
    return {History.nodes.list, History.nodes.size};
}

}  // namespace lithe::inline v0::migrations::detail
