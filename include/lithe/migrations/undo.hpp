#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// rollback(): the last migration of the file undone, in a transaction of its own.

#include <lithe/migrations/backup_file.hpp>
#include <lithe/migrations/inverse.hpp>
#include <lithe/migrations/refusals.hpp>
#include <lithe/migrations/runner.hpp>

#include <string>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Errors: migration_error where the steps back are not those of what is in the file: it was there
/// before lithe, the migration was edited since, or the schema was changed by hand.
inline void require_undoable(sqlite3* db, loaded_history const& history, overview const& seen,
                             options const& chosen) {
    applied_migration const& last = seen.applied.back();
    if (last.kind == "baseline")
        throw migration_error("lithe: rollback(): migration " + last.version +
                              " was taken over by adopt_baseline(); what it names was there "
                              "before, and lithe did not make it");
    for (std::string const& version : seen.shown.edited)
        if (version == last.version)
            throw migration_error("lithe: rollback(): migration " + version +
                                  " was edited after it was applied");
    std::vector<std::string> const drifted =
        chosen.on_drift == drift::report ? std::vector<std::string>() : drift_of(db, history, seen);
    if (!drifted.empty())
        throw migration_error("lithe: rollback(): drift: " + listed(drifted));
}

/// Returns: false when there is none.
inline bool undo_one(sqlite3* db, loaded_history const& history, options const& chosen,
                     report& done) {
    write_lock lock(db, chosen.busy_timeout);
    overview const seen = look_at(db, history, {});
    if (seen.applied.empty())
        return false;
    std::string const version = seen.applied.back().version;
    record const* const migration = find_migration(history, version);
    if (migration == nullptr)
        throw migration_error("lithe: rollback(): migration " + version +
                              " is not in this program's history");
    require_undoable(db, history, seen, chosen);
    std::vector<record> const steps = steps_down(*migration);
    explained(version, migration->other, [&] {
        reporter const tell(chosen, version);
        replayer state = model_of_applied(history, seen);
        schema_model const before = state.schema;
        planner work(state, sqlite3_libversion_number());
        planned_migration const shown = plan_migration(db, steps.front(), work, state);
        if (shown.risk() > chosen.max_risk)
            refuse("it is " + std::string(name_of_risk(shown.risk())) +
                   ", options.max_risk allows " + std::string(name_of_risk(chosen.max_risk)));
        copy_before(db, chosen, seen, shown.risk(), done);
        overview remaining = seen;
        remaining.applied.pop_back();
        replayer const wanted = model_of_applied(history, remaining);
        runner runs(db, tell);
        runs.run(work, before, wanted.schema, history.opaque);
        done.copied_rows += runs.copied_rows;
        erase_entry(db, version);
    });
    lock.commit();
    done.versions.push_back(version);
    return true;
}

}  // namespace lithe::inline v0::migrations::detail
