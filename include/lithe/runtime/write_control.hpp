#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The writer's connection between callbacks: BEGIN, COMMIT, savepoints, how much a COMMIT flushes,
// and whether others have written. Whatever else would end a transaction is refused.

#include <lithe/runtime/callback_guard.hpp>
#include <lithe/runtime/commit_listener.hpp>
#include <lithe/runtime/commit_watch.hpp>
#include <lithe/runtime/kept_settings.hpp>
#include <lithe/runtime/lock_patience.hpp>
#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/session.hpp>

#include <chrono>
#include <exception>

namespace lithe::inline v0 {
namespace detail {

/// Used by one thread at a time.
///
/// Lifetime: hooks and handlers of the connection point here.
class write_control {
public:
    using clock = std::chrono::steady_clock;
    static constexpr clock::time_point never = (clock::time_point::max)();

    write_control(session& writer, open_options const& options, write_counts& counts)
        : patience(writer.native(), options.busy_timeout, counts),
          guard(writer),
          session_(writer),
          counts_(counts),
          base_(options.synchronous),
          begin_(writer.native(), "BEGIN IMMEDIATE"),
          commit_(writer.native(), "COMMIT"),
          rollback_(writer.native(), "ROLLBACK"),
          savepoint_(writer.native(), "SAVEPOINT lithe_member"),
          release_(writer.native(), "RELEASE lithe_member"),
          rollback_to_(writer.native(), "ROLLBACK TO lithe_member") {
        install_hooks();
    }
    write_control(write_control const&) = delete;
    write_control& operator=(write_control const&) = delete;
    ~write_control() {
        sqlite3_commit_hook(native(), nullptr, nullptr);
        sqlite3_rollback_hook(native(), nullptr, nullptr);
    }

    sqlite3* native() const noexcept { return session_.native(); }
    bool outside() const noexcept { return outside_transaction(native()); }
    /// Whether the transaction of begin() is gone, even if a callback has begun another one, as it
    /// can with statements that it has prepared elsewhere.
    bool lost() const noexcept { return rolled_back_ || outside(); }

    /// What a COMMIT must flush for that.
    synchronous level_of(durability asked) const noexcept {
        if (asked == durability::durable)
            return base_ < synchronous::full ? synchronous::full : base_;
        if (asked == durability::relaxed)
            return base_ > synchronous::normal ? synchronous::normal : base_;
        return base_;
    }

    /// BEGIN IMMEDIATE, outside a transaction; its COMMIT flushes as `level` says.
    int begin(synchronous level) noexcept {
        if (int const rc = set_level(level); rc != SQLITE_OK)
            return rc;
        int rc = begin_.run();
        if (rc == SQLITE_ERROR && !outside()) {  // its ROLLBACK has failed
            roll_back();
            rc = begin_.run();
        }
        rolled_back_ = false;
        if (rc == SQLITE_OK)
            note_external_commits();
        return rc;
    }

    int commit() noexcept {
        committing_ = true;
        int const rc = run(commit_);
        committing_ = false;
        if (rc == SQLITE_OK) {
            note_commit();
            if (holds_snapshot(native()))
                reset_unfinished(native());
        }
        note_own_version();
        return rc;
    }

    void roll_back() noexcept {
        if (!outside())
            run(rollback_);
        if (holds_snapshot(native()))
            reset_unfinished(native());
        if (outside())
            session_.unsettled().forget();
        note_own_version();
    }

    int savepoint() noexcept { return run(savepoint_); }
    int release() noexcept { return run(release_); }
    int undo_member() noexcept {
        int rc = run(rollback_to_);
        if (rc == SQLITE_OK)
            rc = run(release_);
        if (rc == SQLITE_OK)
            session_.unsettled().forget();
        return rc;
    }
    char const* begin_sql() const noexcept { return begin_.sql(); }
    char const* commit_sql() const noexcept { return commit_.sql(); }

    /// Runs `task` of the library's own, whose statements commit by themselves. Outside a
    /// transaction.
    template <class Task>
    void run_upkeep(Task task) noexcept {
        set_level(base_);
        auto const before = data_version_of(native());
        committing_ = true;
        task();
        committing_ = false;
        flush_failed_ = flush_failed_ || sqlite3_extended_errcode(native()) == SQLITE_IOERR_FSYNC;
        roll_back();  // what the task left open
        if (data_version_of(native()) != before)
            note_commit();
    }
    /// Whether a flush failed in run_upkeep(): then the writer must stop.
    bool flush_failed() const noexcept { return flush_failed_; }

    /// What became of a callback that ran exclusively.
    struct exclusive_end {
        bool ran = false;
        bool committed = false;             // anything
        bool commit_failed = false;         // any, though the callback may not say so
        int last_code = SQLITE_OK;          // SQLite's last answer to it
        std::exception_ptr not_restored{};  // why the connection is not as it was, or nothing ran
    };

    /// Runs a user's `task`, whose statements commit by themselves and flush as `level` says.
    /// Settings, hooks and the temporary schema are afterwards as they were. Outside a transaction.
    template <class Task>
    exclusive_end run_exclusively(synchronous level, Task task) noexcept {
        exclusive_end end;
        end.not_restored = caught([&] {
            check(native(), set_level(base_));
            kept_settings const kept(native());
            check(native(), set_level(level));
            commit_watch watch(session_, listener);
            end.ran = true;
            guard.enter_exclusive();
            task();
            guard.leave();
            end.last_code = sqlite3_extended_errcode(native());
            roll_back();  // what the task left open
            end.committed = watch.committed();
            end.commit_failed = watch.failed();
            if (end.committed && level != synchronous::off)
                note_unsynced();  // it may have changed the level
            restore(kept);
        });
        install_hooks();
        note_own_version();
        return end;
    }
    /// What else is to be set again after an exclusive callback.
    void restore_also(void (*call)(void*), void* context) noexcept {
        restore_ = call;
        restore_context_ = context;
    }

    /// Flushes the WAL, and with it every commit so far, without writing anything. A checkpoint
    /// would flush only what no reader pins, an empty transaction nothing.
    ///
    /// Returns: SQLITE_OK, or what the file system answered; the writer must then stop, since a
    /// second flush would not tell what the first one lost.
    int sync_wal() noexcept {
        if (unsynced_since_ == never)
            return SQLITE_OK;
        sqlite3_file* wal = nullptr;
        int rc = sqlite3_file_control(native(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
        if (rc == SQLITE_OK && wal != nullptr && wal->pMethods != nullptr)
            rc = wal->pMethods->xSync(wal, SQLITE_SYNC_FULL);
        if (rc == SQLITE_OK) {
            counts_.wal_syncs.add();
            note_synced();
        }
        return rc;
    }

    /// After the first read: what others commit from now on is noticed.
    void note_opened() noexcept { note_own_version(); }

    /// When the oldest commit was made that a power cut can lose; never, if there is none.
    clock::time_point unsynced_since() const noexcept { return unsynced_since_; }
    void note_synced() noexcept {
        unsynced_since_ = never;
        counts_.unsynced_since_ns.set(0);
    }

    /// Whether COMMIT would fail. RELEASE does not check deferred foreign keys.
    bool has_deferred_violation() const noexcept {
        return status(SQLITE_DBSTATUS_DEFERRED_FKS) != 0;
    }
    /// After a member that set defer_foreign_keys, which violates nothing or was undone.
    void end_deferral() noexcept {
        if (guard.defers_foreign_keys()) {
            sqlite3_exec(native(), "PRAGMA defer_foreign_keys=OFF", nullptr, nullptr, nullptr);
        }
    }
    int spill_count() const noexcept {
        return sqlite3_libversion_number() >= 3'050'002 ? 0 : status(SQLITE_DBSTATUS_CACHE_SPILL);
    }

    lock_patience patience;
    callback_guard guard;
    commit_listener* listener = nullptr;  // is told of rollbacks

private:
    // A callback may have left a RETURNING unfinished, and then SQLite answers "cannot commit
    // (open, release a savepoint) - SQL statements in progress"; and an interrupt goes on as long
    // as any statement is open. To look for it each time costs more.
    int run(transaction_statement& statement) noexcept {
        int const rc = statement.run();
        if ((primary_code(rc) != SQLITE_BUSY && rc != SQLITE_INTERRUPT) || outside())
            return rc;
        reset_unfinished(native());
        return statement.run();
    }

    // SQLite changes the level when it prepares the PRAGMA, hence not a prepared statement.
    int set_level(synchronous wanted) noexcept {
        if (wanted == level_)
            return SQLITE_OK;
        char sql[] = "PRAGMA synchronous=0";
        sql[sizeof sql - 2] = static_cast<char>('0' + static_cast<int>(wanted));
        int const rc = sqlite3_exec(native(), sql, nullptr, nullptr, nullptr);
        if (rc == SQLITE_OK)
            level_ = wanted;
        return rc;
    }

    void note_commit() noexcept {
        if (level_ >= synchronous::full) {
            note_synced();  // the flush of the WAL took along what came before
        } else if (level_ == synchronous::normal) {
            note_unsynced();
        }
    }
    void note_unsynced() noexcept {
        if (unsynced_since_ != never)
            return;
        unsynced_since_ = clock::now();
        counts_.unsynced_since_ns.set(static_cast<std::uint64_t>(
            std::chrono::nanoseconds(unsynced_since_.time_since_epoch()).count()));
    }

    void install_hooks() noexcept {
        sqlite3_commit_hook(native(), &allow_commit, this);
        sqlite3_rollback_hook(native(), &note_rollback, this);
    }
    void restore(kept_settings const& kept) {
        level_ = base_;
        check(native(), patience.install());
        if (restore_ != nullptr)
            restore_(restore_context_);
        guard.install_again();
        kept.restore();
        if (guard.made_temporary())
            kept.drop_temporaries();
    }

    void note_own_version() noexcept {
        data_version_ = data_version_of(native());
        version_known_ = true;
    }
    void note_external_commits() noexcept {
        if (version_known_ && data_version_of(native()) != data_version_)
            counts_.external_commits.add();
    }

    int status(int what) const noexcept {
        int value = 0;
        int unused = 0;
        sqlite3_db_status(native(), what, &value, &unused, 0);
        return value;
    }

    // Refuses every COMMIT but this class's own: the automatic one of a statement that runs on
    // after INSERT OR ROLLBACK or RAISE(ROLLBACK) ended the transaction.
    static int allow_commit(void* self) noexcept {
        auto const& control = *static_cast<write_control*>(self);
        return control.committing_ && !control.session_.unsettled().any() ? 0 : 1;
    }

    static void note_rollback(void* self) noexcept {
        auto& control = *static_cast<write_control*>(self);
        control.rolled_back_ = true;
        if (control.listener != nullptr)
            control.listener->rolled_back();
    }

    session& session_;
    write_counts& counts_;
    synchronous base_;
    synchronous level_ = base_;
    transaction_statement begin_;
    transaction_statement commit_;
    transaction_statement rollback_;
    transaction_statement savepoint_;
    transaction_statement release_;
    transaction_statement rollback_to_;
    clock::time_point unsynced_since_ = never;
    unsigned data_version_ = 0;  // after the last own transaction
    bool version_known_ = false;
    bool committing_ = false;
    bool flush_failed_ = false;
    void (*restore_)(void*) = nullptr;
    void* restore_context_ = nullptr;
    bool rolled_back_ = false;  // since begin()
};

}  // namespace detail
}  // namespace lithe::inline v0
