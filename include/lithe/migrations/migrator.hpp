#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// migrator: brings a file to the end of a history, under SQLite's own write lock, all or nothing
// for each migration. What it needs of a handle is one connection that it has for itself.

#include <lithe/migrations/adoption.hpp>
#include <lithe/migrations/refusals.hpp>
#include <lithe/migrations/run_outside.hpp>
#include <lithe/migrations/undo.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/connection.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>  // shared_ptr: a plan and a migrator share a history read from files
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

/// Calls `task(sqlite3*)`; what a collation threw is told beside what SQLite made of it.
template <class Task>
void on_session(lithe::detail::session& on, Task&& task) {
    bool const outside = !on.ready().in_transaction();
    try {
        task(on.native());
    } catch (error const& thrown) {
        if (outside)
            on.rollback();
        try {
            on.ready();
        } catch (error const& compared) {
            throw migration_error(std::string(thrown.what()) + "; " + compared.what(),
                                  compared.extended_code(), thrown.sql());
        }
        throw;
    }
    on.ready();
}

/// Calls `task(sqlite3*)` on a connection that nobody else uses meanwhile.
template <class Handle, class Task>
void with_connection(Handle& handle, Task&& task) {
    if constexpr (requires { handle.session(); }) {
        on_session(handle.session(), task);
    } else {
        handle.write(exclusive, [&](connection& own) { on_session(own.session(), task); });
    }
}

}  // namespace detail

/// Runs a history on a file.
///
/// Threads: one at a time. With lithe::database the writer thread does the work as an exclusive
/// job: readers keep their snapshots, writes wait. Errors: migration_error says the version and
/// what is wrong; the file is as it was before that migration, those before it stay. busy_error:
/// another process held the write lock longer than options.busy_timeout; try again. cancelled:
/// on_progress or the stop token asked for it. Lifetime: the handle outlives it; the history is
/// copied. Source: docs/migrations.md
class migrator {
public:
    /// Errors: migration_error when the history contradicts itself, as m::history_ok would say.
    template <class Handle, std::size_t Size>
    migrator(Handle& handle, detail::history_t<Size> const& given, options chosen = {})
        : migrator(handle, detail::load(given), std::move(chosen)) {}

    template <class Handle>
    migrator(Handle& handle, detail::loaded_history given, options chosen = {})
        : history_(std::make_shared<detail::loaded_history const>(std::move(given))),
          options_(std::move(chosen)),
          handle_(&handle),
          run_(&run_on<Handle>),
          is_shared_(!requires { handle.session(); }) {
        lithe::detail::require_option(options_.busy_timeout.count() >= 0, "busy_timeout",
                                      "must be 0 or more");
        detail::require_sound(*history_);
    }

    /// What migrate() would do now. It reads only.
    [[nodiscard]] migrations::plan plan() {
        migrations::plan result;
        on_connection([&](sqlite3* db) { result = make_plan(db); });
        return result;
    }

    /// Runs what is pending. Several processes may call it together: one does the work, the others
    /// wait and find it done.
    report migrate() { return up(false); }
    /// As migrate(), but undone at the end: says whether it works on this file, and how long it
    /// takes. Nothing of it is seen by others; the write lock is held all the while.
    report rehearse() { return up(true); }

    /// Undoes the last `count` migrations, the last first.
    report rollback(std::size_t count = 1) {
        report done;
        std::int64_t const begun = lithe::detail::steady_microseconds();
        on_connection([&](sqlite3* db) {
            detail::settings_guard settings(db);
            for (std::size_t at = 0; at < count && detail::undo_one(db, *history_, options_, done);
                 ++at) {
            }
            settings.restore();
        });
        done.duration = std::chrono::microseconds(lithe::detail::steady_microseconds() - begun);
        return done;
    }

    [[nodiscard]] migrations::status status() {
        migrations::status result;
        on_connection([&](sqlite3* db) { result = look(db).shown; });
        return result;
    }

    /// Compares the live schema with what the history left.
    [[nodiscard]] drift_report verify() {
        drift_report result;
        on_connection([&](sqlite3* db) {
            detail::overview const seen = detail::look_at(db, *history_, {});
            result.differences = detail::drift_of(db, *history_, seen);
            for (std::string const& broken : detail::broken_objects(db))
                result.differences.push_back("broken: " + broken);
        });
        return result;
    }

    /// Takes over a file that was made otherwise: notes that everything up to `version` is applied,
    /// if the live schema is what the history says of that version.
    /// Errors: migration_error with every difference; nothing is written then.
    void adopt_baseline(std::string_view version) {
        on_connection([&](sqlite3* db) {
            detail::settings_guard settings(db);
            {
                detail::write_lock lock(db, options_.busy_timeout);
                detail::adopt(db, *history_, version);
                lock.commit();
            }
            settings.restore();
        });
    }

private:
    using task = void (*)(void* context, sqlite3* db);

    template <class Handle>
    static void run_on(void* handle, void* context, task what) {
        detail::with_connection(*static_cast<Handle*>(handle),
                                [&](sqlite3* db) { what(context, db); });
    }
    template <class Task>
    void on_connection(Task&& what) {
        run_(handle_, &what, [](void* context, sqlite3* db) {
            (*static_cast<std::remove_reference_t<Task>*>(context))(db);
        });
    }

    [[nodiscard]] detail::overview look(sqlite3* db) const { return look(db, options_.phases); }
    [[nodiscard]] detail::overview look(sqlite3* db, phases wanted) const {
        return detail::look_at(db, *history_, options_.to, options_.order, wanted);
    }

    // ---- plan ----

    migrations::plan make_plan(sqlite3* db) const {
        detail::overview const seen = look(db);
        migrations::plan result;
        result.from = seen.applied.empty() ? std::string() : seen.applied.back().version;
        result.to = result.from;
        result.from_digest = seen.applied.empty() ? std::string() : seen.applied.back().digest;
        result.to_digest = result.from_digest;
        result.refusals = detail::refusals(seen, *history_, options_);
        for (std::string const& difference : detail::drift_of(db, *history_, seen))
            result.refusals.push_back("drift: " + difference);
        detail::replayer state = detail::model_of_applied(*history_, seen);
        try {
            for (detail::record const* const one : seen.pending) {
                detail::planner work(state, sqlite3_libversion_number());
                result.migrations.push_back(detail::plan_migration(db, *one, work, state));
                result.to = result.migrations.back().version;
                result.to_digest = result.migrations.back().digest;
            }
        } catch (migration_error const& thrown) {
            result.refusals.push_back(thrown.what());  // not in this order
        }
        detail::add_policy_refusals(result, seen, options_);
        return result;
    }
    // ---- up ----

    report up(bool rehearsal) {
        report done;
        std::int64_t const begun = lithe::detail::steady_microseconds();
        on_connection([&](sqlite3* db) {
            // Without the lock first: most starts find nothing to do.
            detail::overview const seen = look(db);
            static_cast<void>(detail::require_allowed(db, *history_, seen, options_));
            done.skipped = seen.skipped;
            done.held = seen.held;
            if (seen.pending.empty() && seen.squashed.empty())
                return;
            detail::settings_guard settings(db);
            if (!rehearsal && !seen.squashed.empty())
                note_squashed(db);
            if (rehearsal) {
                detail::write_lock const undone(db, options_.busy_timeout);
                while (up_one(db, done, true)) {
                }
            } else {
                for (bool more = true; more;) {
                    if (up_outside(db, done))
                        continue;
                    detail::write_lock lock(db, options_.busy_timeout);
                    copy_before_all(db, done);
                    more = up_one(db, done, false);
                    if (more)
                        lock.commit();
                }
            }
            settings.restore();
        });
        done.duration = std::chrono::microseconds(lithe::detail::steady_microseconds() - begun);
        return done;
    }
    void note_squashed(sqlite3* db) {
        detail::write_lock lock(db, options_.busy_timeout);
        detail::create_journal(db);
        detail::overview const seen = look(db);
        detail::require_none(detail::refusals(seen, *history_, options_));
        for (detail::applied_migration const& one : seen.squashed)
            detail::write_squash(db, one, detail::find_migration(*history_, one.version)->other);
        if (!seen.squashed.empty())
            lock.commit();
    }
    void require_sound(sqlite3* db, detail::overview const& seen) const {
        detail::require_none(detail::refusals(seen, *history_, options_));
        if (options_.on_drift == drift::report)
            return;
        std::vector<std::string> found = detail::drift_of(db, *history_, seen);
        for (std::string& one : found)
            one = "drift: " + one;
        detail::require_none(found);
    }

    // A file that this run has made is not held after its first migration. Asked under the lock:
    // another process may have made it, and have programs that use it.
    [[nodiscard]] detail::overview look(sqlite3* db, report const& done) const {
        bool const is_ours = detail::read_journal(db).size() == done.versions.size();
        return look(db, is_ours ? phases::all : options_.phases);
    }

    // Under the lock, before the first change: a copy of what all of it may cost.
    void copy_before_all(sqlite3* db, report& done) const {
        if (options_.before.path.empty() || !done.versions.empty())
            return;
        detail::overview const seen = look(db, done);
        if (!seen.pending.empty())
            detail::copy_before(db, options_, seen,
                                detail::require_allowed(db, *history_, seen, options_).risk(),
                                done);
    }
    void note(sqlite3* db, detail::record const& migration, detail::overview const& seen,
              std::int64_t begun, risk worst) const {
        detail::write_entry(
            db, {migration.name, migration.other, "applied", detail::digest_text(migration),
                 detail::oldest_program(seen, migration, worst),
                 lithe::detail::steady_microseconds() - begun});
    }

    // What takes no transaction is noted when it is done. Who is killed in between runs it again,
    // and so may two processes that start together.
    bool up_outside(sqlite3* db, report& done) {
        if (!detail::any_outside(history_->all()))
            return false;
        std::int64_t const begun = lithe::detail::steady_microseconds();
        detail::overview seen = look(db, done);
        if (seen.pending.empty() || !detail::runs_outside(*seen.pending.front()))
            return false;
        require_sound(db, seen);
        detail::record const& migration = *seen.pending.front();
        std::string const version(migration.name);
        {
            detail::write_lock const before(db, options_.busy_timeout);
            copy_before_all(db, done);
        }
        detail::reporter const tell(options_, version);
        detail::explained(
            version, migration.other,
            [&] {
                detail::run_outside(db, (&migration + 1)->name, options_.busy_timeout, tell,
                                    is_shared_);
            },
            "what it had done before stays, and migrate() runs it again");
        detail::write_lock lock(db, options_.busy_timeout);
        detail::create_journal(db);
        seen = look(db, done);
        if (!seen.pending.empty() && seen.pending.front() == &migration) {
            note(db, migration, seen, begun, risk::none);
            lock.commit();
            done.versions.push_back(version);
        }
        return true;
    }

    // Under the lock: others may have been faster, so that what is pending is asked again.
    bool up_one(sqlite3* db, report& done, bool rehearsal) {
        std::int64_t const begun = lithe::detail::steady_microseconds();
        detail::create_journal(db);
        detail::overview const seen = look(db, done);
        done.held = seen.held;
        if (seen.pending.empty())
            return false;
        require_sound(db, seen);
        detail::record const& migration = *seen.pending.front();
        if (detail::runs_outside(migration)) {
            if (rehearsal)  // it could not be undone, and no later step needs it
                note(db, migration, seen, begun, risk::none);
            if (rehearsal)
                done.skipped.emplace_back(migration.name);
            return true;
        }
        std::string const version(migration.name);
        detail::explained(version, migration.other, [&] {
            detail::reporter const tell(options_, version);
            detail::replayer state = detail::model_of_applied(*history_, seen);
            detail::schema_model const before = state.schema;
            detail::planner work(state, sqlite3_libversion_number());
            planned_migration const shown = detail::plan_migration(db, migration, work, state);
            detail::runner runs(db, tell);
            runs.run(work, before, state.schema, history_->opaque);
            done.copied_rows += runs.copied_rows;
            note(db, migration, seen, begun, shown.risk());
        });
        done.versions.push_back(version);
        return true;
    }

    std::shared_ptr<detail::loaded_history const> history_;
    options options_;
    void* handle_;
    void (*run_)(void* handle, void* context, task what);
    bool is_shared_;  // a lithe::database, with readers of its own
};

}  // namespace lithe::inline v0::migrations
