#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The steps that undo a migration, where its author wrote none: of what was created and added, and
// of renames. What was dropped or changed has no inverse that could be guessed.

#include <lithe/migrations/loaded_history.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

inline record make_step(part kind, std::string_view name, std::string_view other) {
    record step;
    step.kind = kind;
    step.name = name;
    step.other = other;
    return step;
}

/// Appends the inverse of `step`; false when there is none.
inline bool append_inverse(std::vector<record>& out, record const& step) {
    auto const with_part = [&](record head, record part) {
        head.size = 1;
        out.push_back(head);
        out.push_back(part);
        return true;
    };
    record const undone = leaf(part::lossy, "rolled back").list[0];
    switch (step.kind) {
        case part::create_table:
            return with_part(make_step(part::drop_table, step.name, {}), undone);
        case part::add_column:
            return with_part(make_step(part::drop_column, step.name, step.other), undone);
        case part::rename_table:
            out.push_back(make_step(part::rename_table, step.other, step.name));
            return true;
        case part::rename_column:
            return with_part(make_step(part::rename_column, step.name, (&step + 1)->name),
                             leaf(part::column_name, step.other).list[0]);
        case part::create_index:
            out.push_back(make_step(part::drop_index, {}, step.other));
            return true;
        case part::create_fts5:
            out.push_back(make_step(part::drop_fts5, {}, step.other));
            return true;
        case part::reorder:
        case part::require:
        case part::rebuild_fts5:
        case part::snapshot:
            return true;  // nothing that a column's name or a value would show
        case part::create_view:
            out.push_back(make_step(part::drop_view, {}, step.other));
            return true;
        case part::create_trigger:
            out.push_back(make_step(part::drop_trigger, {}, step.other));
            return true;
        case part::add_constraint:
            out.push_back(make_step(part::drop_constraint, step.name, {}));
            out.back().size = step.size;
            out.insert(out.end(), &step + 1, &step + 1 + step.size);
            return true;
        default:
            return false;
    }
}

/// Whether rollback() undoes a step of which its author says nothing.
inline bool has_inverse(record const& step) {
    std::vector<record> undone;
    return append_inverse(undone, step);
}

/// The steps that undo `migration`, as the parts of the first record.
/// Errors: migration_error when it says that it is irreversible, or has a step without an inverse.
inline std::vector<record> steps_down(record const& migration) {
    std::string const version(migration.name);
    if (has_part(migration, part::replaced))
        throw migration_error("lithe: rollback(): migration " + version +
                              " stands for several that it replaces; it is not undone");
    if (record const* const why = find_part(migration, part::irreversible))
        throw migration_error("lithe: rollback(): migration " + version +
                              " is irreversible: " + std::string(why->name));
    std::vector<record> out{make_step(part::down, migration.name, {})};
    if (record const* const down = find_part(migration, part::down)) {
        out.insert(out.end(), down + 1, down + 1 + down->size);
    } else {
        std::vector<record const*> steps;
        for (record const& step : parts_of(migration))
            if (step.kind != part::pin && step.kind != part::live && step.kind != part::file_digest)
                steps.push_back(&step);
        for (std::size_t at = steps.size(); at > 0; --at)
            if (!append_inverse(out, *steps[at - 1]))
                throw migration_error("lithe: rollback(): migration " + version + ", step " +
                                      std::to_string(at) +
                                      " has no inverse; write .down(...) or .irreversible(why)");
    }
    out.front().size = static_cast<std::uint32_t>(out.size() - 1);
    return out;
}

}  // namespace lithe::inline v0::migrations::detail
