#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One migration in an open transaction: its actions, then the proof that nothing else changed:
// every view and trigger compiles, the live schema is the one the history says, and no foreign key
// is newly violated.

#include <lithe/migrations/each_row.hpp>
#include <lithe/migrations/guard.hpp>
#include <lithe/migrations/journal.hpp>
#include <lithe/migrations/planner.hpp>
#include <lithe/migrations/schema_differences.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

inline bool holds(std::vector<std::string> const& list, std::string_view wanted) {
    for (std::string const& one : list)
        if (one == wanted)
            return true;
    return false;
}

inline std::string listed(std::vector<std::string> const& list) {
    std::string out;
    for (std::string const& one : list)
        out += (out.empty() ? "" : "; ") + one;
    return out;
}

/// Runs `work`; what goes wrong is told with the migration's name.
template <class Work>
void explained(std::string const& version, std::string_view name, Work&& work,
               std::string_view left = "the file is as it was before it") {
    try {
        work();
    } catch (busy_error const&) {
        throw;
    } catch (cancelled const&) {
        throw;
    } catch (error const& thrown) {
        std::string why = thrown.what();
        if (why.starts_with("lithe: migrate(): "))
            why = why.substr(18);
        throw migration_error("lithe: migration " + version + " \"" + std::string(name) +
                                  "\": " + why + "; " + std::string(left),
                              thrown.extended_code(), thrown.sql(), thrown.offset());
    }
}

/// A view and how many columns it has.
struct view_shape {
    std::string name;
    std::string sql;
    std::int64_t columns = 0;
};
inline std::vector<view_shape> view_shapes(sqlite3* db) {
    std::vector<view_shape> list;
    for (object_model const& view : read_schema(db).views) {
        statement count(db, "SELECT count(*) FROM pragma_table_info(?1)");
        count.bind(1, view.name);
        try {
            if (count.step())
                list.push_back({view.name.str(), view.words.str(), count.number(0)});
        } catch (error const&) {
            // It does not compile, which is told otherwise.
            require_inside(db);
        }
    }
    return list;
}

/// What must not change while a migration runs, taken before it.
struct before_state {
    std::vector<std::string> broken;
    std::vector<violation> violations;
    std::vector<std::string> undeclared;  // what is not the history's
    std::vector<view_shape> views;
};

class runner {
public:
    runner(sqlite3* db, reporter const& tell) : db_(db), tell_(tell) {}

    /// Errors: whatever a step throws; migration_error when one of the proofs fails.
    void run(planner const& work, schema_model const& before, schema_model const& after,
             bool opaque) {
        heartbeat const alive(db_, tell_);
        try {
            before_state const state = look(before);
            for (action const& one : work.actions) {
                tell_.tell(phase::steps);
                perform(one);
            }
            refresh_fts(work);
            prove(state, work, after, opaque);
            require_inside(db_);
        } catch (cancelled const&) {
            alive.rethrow();
            throw;
        }
    }

    std::int64_t copied_rows = 0;

private:
    before_state look(schema_model const& before) {
        before_state state;
        state.broken = broken_objects(db_);
        try {
            state.violations = foreign_key_violations(db_);
        } catch (error const& thrown) {
            refuse(std::string("foreign keys cannot be checked before it: ") + thrown.what());
        }
        if (!before.unknown)
            state.undeclared = undeclared_objects(before, read_schema(db_));
        state.views = view_shapes(db_);
        return state;
    }

    void perform(action const& one) {
        switch (one.what) {
            case action::kind::sql:
                require_positions(db_, one);
                detail::run_inside(db_, one.sql);
                break;
            case action::kind::raw:
                perform_raw(one);
                break;
            case action::kind::rebuild: {
                table_rebuild rebuild(db_, one.rebuild, tell_);
                copied_rows += rebuild.run();
                touched_.push_back(one.rebuild.after.name.str());
                break;
            }
            case action::kind::code: {
                row_context given{db_, one.sql, tell_, one.may_delete};
                one.code(given);
                require_inside(db_);
                break;
            }
            case action::kind::outside:
                refuse("a step outside a transaction cannot be run inside one");
            case action::kind::require:
                if (std::int64_t const found = ask(db_, one.required.question); found != 0)
                    refuse(one.required.complaint +
                           (found > 1 ? " (" + std::to_string(found) + " rows)" : ""));
        }
    }
    void perform_raw(action const& one) {
        require_inside(db_);
        if (!one.may_delete && replaces_rows(one.sql))
            refuse("SQL of a migration may not use REPLACE, which deletes, without m::lossy()");
        {
            authorizer_guard guard(db_, one.may_delete, one.of_file);
            try {
                run_script(db_, one.sql);
            } catch (error const& thrown) {
                if (guard.denied().empty())
                    throw;
                throw migration_error(
                    "lithe: migrate(): SQL of a migration may not use " + guard.denied(),
                    thrown.extended_code(), thrown.sql());
            }
        }
        if (one.of_file)
            sqlite3_db_config(db_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, nullptr);
        if (sqlite3_get_autocommit(db_) != 0)
            refuse("SQL of a migration ended its transaction");
        if (pragma_number(db_, "foreign_keys") != 0)
            refuse("SQL of a migration switched foreign keys on");
    }

    // Their index has the rowids, which a rebuild keeps, and the words, which it may change; a
    // table or column that they read and that is gone is an error here instead of at the next
    // query.
    void refresh_fts(planner const& work) {
        for (external_fts const& fts : external_fts_tables(db_)) {
            bool touched = false;
            for (std::string const& table : touched_)
                touched = touched || same_name(table, fts.content);
            for (std::string const& table : work.changed_tables)
                touched = touched || same_name(table, fts.content);
            for (renamed const& one : work.renames)
                touched = touched || (one.column.empty() && same_name(one.table, fts.content));
            for (planned_step const& step : work.steps)
                touched = touched || (step.risk >= risk::breaking &&
                                      step.what.find(fts.content + ".") != std::string::npos);
            if (!touched)
                continue;
            std::string const name = sql_quoted(fts.name);
            try {
                detail::run_inside(db_, "INSERT INTO " + name + "(" + name + ") VALUES('rebuild')");
            } catch (error const& thrown) {
                refuse("full-text table " + fts.name + " reads of table " + fts.content +
                       " what is gone: " + thrown.what());
            }
        }
    }

    void prove(before_state const& state, planner const& work, schema_model const& after,
               bool opaque) {
        tell_.tell(phase::verify);
        std::vector<std::string> newly_broken;
        for (std::string const& one : broken_objects(db_))
            if (!holds(state.broken, one))
                newly_broken.push_back(one);
        if (!newly_broken.empty())
            refuse("it breaks " + listed(newly_broken));
        if (!opaque && !after.unknown) {
            std::vector<std::string> const differs = differences(after, read_schema(db_));
            if (!differs.empty())
                refuse("its result is not what the history says: " + listed(differs));
            for (std::string const& one : undeclared_objects(after, read_schema(db_)))
                if (!holds(state.undeclared, one))
                    refuse("it leaves " + one +
                           ", of which the history says nothing; add m::effects() or m::opaque()");
        }
        prove_views(state, work);
        tell_.tell(phase::foreign_keys);
        prove_foreign_keys(state, work);
        prove_file();
    }
    // It reads the whole file, so that it has to be asked for.
    void prove_file() {
        if (tell_.after() == verify::schema)
            return;
        bool const quick = tell_.after() == verify::quick_check;
        statement check(
            db_, std::string("PRAGMA main.") + (quick ? "quick_check(10)" : "integrity_check(10)"));
        std::vector<std::string> found;
        while (check.step())
            if (check.words(0) != "ok")
                found.push_back(check.words(0));
        if (!found.empty())
            refuse("options.after finds the file damaged: " + listed(found));
    }
    // SELECT * becomes less when a table does, and nobody is told.
    void prove_views(before_state const& state, planner const& work) {
        auto const is_made_anew = [&](std::string const& view) {
            for (planned_step const& step : work.steps)
                if (step.what == "create view " + view)
                    return true;
            return false;
        };
        for (view_shape const& now : view_shapes(db_))
            for (view_shape const& one : state.views)
                if (one.name == now.name && one.sql == now.sql && now.columns < one.columns &&
                    !is_made_anew(now.name))
                    refuse("view " + now.name +
                           " loses a column; drop it before and create it again after");
    }
    void prove_foreign_keys(before_state const& state, planner const& work) {
        std::vector<violation> known = state.violations;
        for (renamed const& one : work.renames)
            rename_in(known, one);
        std::vector<violation> const added =
            new_violations(std::move(known), foreign_key_violations(db_));
        if (added.empty())
            return;
        std::string rows;
        for (std::size_t at = 0; at < added.size() && at < 10; ++at)
            rows += (rows.empty() ? "" : ", ") + added[at].child +
                    (added[at].row.empty() ? "" : " " + added[at].row) + " -> " + added[at].parent;
        refuse("it violates " + std::to_string(added.size()) + " foreign keys: " + rows);
    }

    sqlite3* db_;
    reporter const& tell_;
    std::vector<std::string> touched_;
};

}  // namespace lithe::inline v0::migrations::detail
