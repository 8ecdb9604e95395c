#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Collects the steps of a migration that change one table, so that they become one rebuild: from
// which expression over the old table each column of the new one is filled.

#include <lithe/migrations/action.hpp>
#include <lithe/migrations/own_row.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

class rebuild_list {
public:
    rebuild_list(replayer& state, std::vector<action>& actions)
        : state_(state), actions_(actions) {}

    struct pending {
        rebuild_work work;
        std::string name;
        names_list added;  // and those whose value changes: not readable from the old table
        bool compares_otherwise = false;  // by another collation, type, key or order of columns
        bool reads_others = false;        // values that depend on other rows or tables
    };

    static bool reads_new(pending const& open, record const& step) {
        record const* const end = &step + 1 + step.size;
        for (record const* at = &step + 1; at < end; ++at) {
            bool const names = at->kind == part::ref || at->kind == part::sql;
            if (names && open.compares_otherwise)
                return true;
            if (at->kind == part::ref && contains(open.added, at->name))
                return true;
            // What is written as text may name anything.
            if (at->kind == part::sql && !open.added.empty())
                return true;
        }
        // A column that was added, changed or dropped here and is changed again.
        return contains(open.added, step.other) && !step.other.empty();
    }

    /// Whether a value of the step may depend on more than its own row.
    static bool reads_others(record const& step) {
        record const* const end = &step + 1 + step.size;
        for (record const* at = &step + 1; at < end; ++at)
            if (at->kind == part::sql && !is_of_own_row(at->name))
                return true;
        return false;
    }
    /// Ends what is pending and would see the step's change, or whose change the step would miss:
    /// what comes out is what the steps make one after another.
    void settle(record const& step) {
        bool const others = reads_others(step);
        for (std::size_t at = pending_.size(); at > 0; --at) {
            pending const& one = pending_[at - 1];
            bool const own = same_name(one.name, step.name);
            if (own ? reads_new(one, step) : others || one.reads_others)
                flush(std::string(one.name));
        }
    }

    pending* find(std::string_view table) {
        for (pending& one : pending_)
            if (same_name(one.name, table))
                return &one;
        return nullptr;
    }
    pending& begin(table_model const& before, std::string_view name) {
        pending_.push_back({{before, {}, {}}, std::string(name), {}, false, false});
        return pending_.back();
    }
    static void set_source(pending& open, std::string_view column, text value) {
        open.added.push_back(text(column));
        for (column_source& one : open.work.sources) {
            if (same_name(one.column, column)) {
                one.value = std::move(value);
                return;
            }
        }
        open.work.sources.push_back({text(column), std::move(value)});
    }
    void fold(pending& open, record const& step) {
        std::string_view const table = open.work.before.name;
        open.reads_others = open.reads_others || reads_others(step);
        open.compares_otherwise = open.compares_otherwise || step.kind == part::set_options ||
                                  step.kind == part::set_primary_key ||
                                  step.kind == part::reorder || has_part(step, part::set_collate);
        if (step.kind == part::add_column) {
            record const* const fill = find_part(step, part::fill);
            set_source(open, step.other, fill == nullptr ? text() : value_text(*fill, table));
        } else if (step.kind == part::drop_column) {
            open.added.push_back(text(step.other));  // gone, and perhaps added again
        } else if (step.kind == part::alter_column) {
            fold_alter(open, step, table);
        }
    }
    void fold_alter(pending& open, record const& step, std::string_view table) {
        text value;
        put_name(value, table);
        value += '.';
        put_name(value, step.other);
        bool changes = false;
        for (record const& change : parts_of(step)) {
            if (change.kind == part::set_type) {
                text const old = value;
                value = value_text(change, table);
                require_round_trip(step, open.work.before, old, value, change.type);
                changes = true;
            } else if (change.kind == part::set_not_null) {
                text filled("coalesce(");
                filled += value;
                filled += ", ";
                filled += value_text(change, table);
                filled += ')';
                value = std::move(filled);
                changes = true;
            }
        }
        if (changes)
            set_source(open, step.other, std::move(value));
    }
    // A value that the new type cannot express would be lost without a word.
    void require_round_trip(record const& step, table_model const& before, text const& old,
                            text const& value, storage_class kind) {
        if (has_part(step, part::lossy))
            return;
        std::string const type(stored_type(before.columns[before.find(step.other)]));
        auto const cast = [](std::string const& words, std::string_view into) {
            return same_name(into, "ANY") ? words
                                          : "CAST(" + words + " AS " + std::string(into) + ")";
        };
        std::string const made = cast(value.str(), lithe::detail::type_words(kind));
        // Not by the column's own collation, which would take "A" for "a".
        std::string differs = cast(made, type) + " IS NOT " + old.str() + " COLLATE BINARY";
        // The way back from the real number beyond the greatest integer ends at that integer.
        if (kind == storage_class::real)
            differs += " OR (typeof(" + old.str() + ") = 'integer' AND " + made +
                       " >= 9223372036854775807.0)";
        // The greatest integer stands for every greater real number, and is one of them again.
        if (kind == storage_class::integer)
            differs += " OR (typeof(" + old.str() + ") = 'real' AND " + old.str() +
                       " >= 9223372036854775807.0)";
        require("SELECT count(*) FROM " + quoted_name(step.name) + " WHERE " + differs,
                "values of " + std::string(step.name) + "." + std::string(step.other) +
                    " do not survive the new type and back; convert them, or add m::lossy()");
    }
    void flush(std::string_view table) {
        for (std::size_t at = 0; at < pending_.size(); ++at) {
            if (!same_name(pending_[at].name, table))
                continue;
            action work;
            work.what = action::kind::rebuild;
            work.rebuild = std::move(pending_[at].work);
            work.rebuild.after = *state_.schema.table(table);
            require_keys(work.rebuild);
            actions_.push_back(std::move(work));
            pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(at));
            return;
        }
    }
    void flush_all() {
        while (!pending_.empty())
            flush(std::string(pending_.front().name));
    }

    void require(std::string question, std::string complaint) {
        action one;
        one.what = action::kind::require;
        one.required = {std::move(question), std::move(complaint)};
        actions_.push_back(std::move(one));
    }

private:
    // Other keys than the rowid may be NULL in tables of others; the rowid would be a new number.
    void require_keys(rebuild_work const& work) {
        if (!has_rowid_alias(work.after))
            return;
        text const& key = work.after.key.columns[0];
        bool const was_rowid = has_rowid_alias(work.before) && is_key_column(work.before, key);
        if (!was_rowid && work.before.has(key))
            require("SELECT count(*) FROM " + quoted_name(work.before.name) + " WHERE " +
                        quoted_name(key) + " IS NULL",
                    "rows of " + work.before.name.str() + " have no key, and would get a number");
    }

    replayer& state_;
    std::vector<action>& actions_;
    std::vector<pending> pending_;
};

}  // namespace lithe::inline v0::migrations::detail
