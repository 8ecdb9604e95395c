#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The program's history beside the file's: what is pending, and every reason not to go on.

#include <lithe/migrations/journal.hpp>
#include <lithe/migrations/loaded_history.hpp>
#include <lithe/migrations/options.hpp>
#include <lithe/migrations/planner.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

struct overview {
    std::vector<applied_migration> applied;
    std::vector<applied_migration> squashed;  // of `applied`: not noted yet
    std::vector<std::string> halfway;
    std::vector<record const*> pending;
    std::vector<std::string> skipped;
    std::vector<std::string> held;
    migrations::status shown;

    [[nodiscard]] applied_migration const* find(std::string_view version) const {
        for (applied_migration const& one : applied)
            if (one.version == version)
                return &one;
        return nullptr;
    }
};

inline record const* find_migration(loaded_history const& history, std::string_view version) {
    for (record const& one : migrations_of{history.all()})
        if (one.name == version)
            return &one;
    return nullptr;
}
inline std::string_view last_version(loaded_history const& history) {
    std::string_view last;
    for (record const& one : migrations_of{history.all()})
        last = one.name;
    return last;
}

/// The part of a squash() that replaces a version; null for none.
inline record const* find_replaced(loaded_history const& history, std::string_view version) {
    for (record const& one : migrations_of{history.all()})
        for (record const& part_of : parts_of(one))
            if (part_of.kind == part::replaced && part_of.name == version)
                return &part_of;
    return nullptr;
}

/// A file that has all of what a squash() replaces has the squash; one that has some of it cannot
/// go on from there, because the others are not in the program any more.
inline void note_squash(overview& seen, record const& squash) {
    applied_migration noted{std::string(squash.name), "squashed", digest_text(squash), {}, {}};
    std::string present;
    std::string missing;
    std::size_t behind = 0;  // the last of them
    for (record const& one : parts_of(squash)) {
        if (one.kind != part::replaced)
            continue;
        applied_migration const* const found = seen.find(one.name);
        std::string& list = found == nullptr ? missing : present;
        list += (list.empty() ? "" : ", ") + std::string(one.name);
        if (found != nullptr)
            behind = static_cast<std::size_t>(found - seen.applied.data()) + 1;
    }
    if (present.empty() || seen.find(squash.name) != nullptr)
        return;
    if (!missing.empty()) {
        seen.halfway.push_back("the file is in the middle of what migration " + noted.version +
                               " replaces: it has " + present + " and not " + missing +
                               "; run a release that has them first");
        return;
    }
    noted.schema_digest = seen.applied[behind - 1].schema_digest;
    noted.min_compatible = seen.applied[behind - 1].min_compatible;
    seen.applied.insert(seen.applied.begin() + static_cast<std::ptrdiff_t>(behind), noted);
    seen.squashed.push_back(std::move(noted));
}

/// A baseline stands for what dbmate, Rails or files of SQL had done before it.
inline bool is_taken_over(overview const& seen, applied_migration const& one) {
    for (applied_migration const& base : seen.applied)
        if (base.kind == "baseline" && !is_before(base.version, one.version))
            return is_of_files(one);
    return false;
}

inline overview look_at(sqlite3* db, loaded_history const& history, std::string_view to,
                        out_of_order order = out_of_order::reject, phases wanted = phases::all) {
    overview seen;
    seen.shown.other_tool = other_tool(db);
    if (is_history_foreign(db))
        return seen;
    seen.applied = read_journal(db);
    for (record const& one : migrations_of{history.all()})
        if (has_part(one, part::replaced))
            note_squash(seen, one);
    std::string_view last;
    for (applied_migration const& one : seen.applied) {
        record const* const known = find_migration(history, one.version);
        record const* const replaced =
            known == nullptr ? find_replaced(history, one.version) : nullptr;
        if (replaced != nullptr) {
            bool const edited = one.kind == "applied" && one.digest != replaced->other;
            (edited ? seen.shown.edited : seen.shown.applied).push_back(one.version);
            continue;
        }
        if (known == nullptr && one.kind == "squashed") {
            seen.shown.applied.push_back(one.version);  // a later program's, which changed nothing
            continue;
        }
        if (known == nullptr && is_taken_over(seen, one))
            seen.shown.external.push_back(one.version);
        else if (known == nullptr)
            seen.shown.unknown.push_back(one.version);
        else if (one.kind.empty())
            seen.shown.external.push_back(one.version);
        else if ((one.kind == "applied" || one.kind == "squashed") &&
                 one.digest != digest_text(*known))
            seen.shown.edited.push_back(one.version);
        else
            seen.shown.applied.push_back(one.version);
        if (known != nullptr)
            last = known->name;
    }
    for (record const& one : migrations_of{history.all()}) {
        if (seen.find(one.name) != nullptr)
            continue;
        if (!to.empty() && is_before(to, one.name))
            continue;
        bool const late = !last.empty() && is_before(one.name, last);
        // In order: what comes behind one that is held is held, too.
        bool const held = wanted == phases::expand_only && !seen.applied.empty() &&
                          (!seen.held.empty() || breaks_programs_of(one));
        if (late && order == out_of_order::skip_and_report)
            seen.skipped.push_back(std::string(one.name));
        else if (held)
            seen.held.push_back(std::string(one.name));
        else
            seen.pending.push_back(&one);
        if (late)
            seen.shown.out_of_order.push_back(std::string(one.name));
        else
            seen.shown.pending.push_back(std::string(one.name));
    }
    return seen;
}

/// Which programs may go on using the file: those that know the last step that broke something.
inline std::string oldest_program(overview const& seen, record const& migration, risk worst) {
    bool const breaks = (migration.number & is_contract) != 0 ||
                        ((migration.number & is_expand) == 0 &&
                         (worst >= risk::breaking || any_breaks_programs(migration)));
    if (breaks)
        return std::string(migration.name);
    return seen.applied.empty() ? std::string() : seen.applied.back().min_compatible;
}

/// The model after every migration up to and including `version`.
inline replayer model_at(loaded_history const& history, std::string_view version) {
    replayer run;
    for (record const& one : migrations_of{history.all()}) {
        if (version.empty() || is_before(version, one.name))
            break;
        static_cast<void>(run.apply_migration(one));
    }
    return run;
}
/// The model after what the file says is applied.
inline replayer model_of_applied(loaded_history const& history, overview const& seen) {
    replayer run;
    for (record const& one : migrations_of{history.all()})
        if (seen.find(one.name) != nullptr)
            static_cast<void>(run.apply_migration(one));
    return run;
}

// A count for the plan; -1 where the table is not there yet.
inline std::int64_t count_rows(sqlite3* db, std::string_view table) {
    return has_table(db, table) ? ask(db, "SELECT count(*) FROM " + sql_quoted(table)) : -1;
}

/// Plans one migration on `state`, which it moves on.
inline planned_migration plan_migration(sqlite3* db, record const& migration, planner& work,
                                        replayer& state) {
    state.found.version = migration.name;
    state.found.step = 0;
    if (!work.plan(migration))
        throw migration_error(sentence_of(state.found));
    planned_migration shown{std::string(migration.name), std::string(migration.other),
                            digest_text(migration), work.steps};
    for (auto const& [at, question] : work.counts) {
        try {
            shown.steps[at].rows = ask(db, question);
        } catch (error const&) {
            // It reads what an earlier step makes: not counted.
        }
    }
    if (!work.targets.empty()) {
        schema_model const live = read_schema(db);
        for (step_target const& one : work.targets)
            add_live_users(shown.steps[one.step].used_by, db, live, one.table, one.column);
    }
    bool const reversible = shown.reversible();
    for (action const& one : work.actions) {
        if (one.what != action::kind::rebuild)
            continue;
        std::string const table = one.rebuild.before.name.str();
        planned_step step{"rebuild table " + table, {}, risk::rewrites, strategy::rebuild,
                          count_rows(db, table),    {}};
        step.reversible = reversible;
        step.bytes = copied_bytes(db, one.rebuild.before, step.rows);
        step.sql.push_back(
            create_table_text(one.rebuild.after, std::string(rebuild_prefix) + table).str());
        shown.steps.push_back(std::move(step));
    }
    return shown;
}

}  // namespace lithe::inline v0::migrations::detail
