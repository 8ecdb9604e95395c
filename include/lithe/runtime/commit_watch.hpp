#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What became of the COMMITs of a callback that has the writer's connection for itself, whose
// statements commit each by itself. It may take no notice of an error, so the hooks tell: the one
// of COMMIT comes before it is tried, the one of ROLLBACK after it failed, and the pager counts
// those that succeeded.

#include <lithe/runtime/commit_listener.hpp>
#include <lithe/sqlite/session.hpp>

namespace lithe::inline v0 {
namespace detail {

/// It counts own commits and, when their pages are found to be out of date, those of others.
inline unsigned data_version_of(sqlite3* db) noexcept {
    unsigned version = 0;
    sqlite3_file_control(db, nullptr, SQLITE_FCNTL_DATA_VERSION, &version);  // of "main"
    return version;
}

/// Takes the hooks of COMMIT and ROLLBACK; whoever had them sets them again afterwards.
/// Source: https://www.sqlite.org/c3ref/commit_hook.html
class commit_watch {
public:
    commit_watch(session& on, commit_listener* listener) noexcept
        : db_(on.native()), unsettled_(on.unsettled()), listener_(listener) {
        sqlite3_commit_hook(db_, &begins, this);
        sqlite3_rollback_hook(db_, &rolls_back, this);
    }
    commit_watch(commit_watch const&) = delete;
    commit_watch& operator=(commit_watch const&) = delete;
    ~commit_watch() {
        sqlite3_commit_hook(db_, nullptr, nullptr);
        sqlite3_rollback_hook(db_, nullptr, nullptr);
    }

    /// Whether anything was committed to the file.
    /// VACUUM asks no hook; what others committed meanwhile may count.
    bool committed() const noexcept { return data_version_of(db_) != first_; }
    /// Whether a COMMIT failed, and not because it was refused before it was tried.
    bool failed() const noexcept { return failed_; }

private:
    static int begins(void* self) noexcept {
        auto& watch = *static_cast<commit_watch*>(self);
        watch.judge_last();
        if (watch.unsettled_.any())
            return 1;
        watch.tried_ = sqlite3_txn_state(watch.db_, "main") == SQLITE_TXN_WRITE;
        watch.version_ = data_version_of(watch.db_);
        return 0;
    }

    // After a COMMIT that failed no transaction is open; before a ROLLBACK it is.
    static void rolls_back(void* self) noexcept {
        auto& watch = *static_cast<commit_watch*>(self);
        watch.judge_last();
        watch.failed_ = watch.failed_ || (watch.tried_ && sqlite3_get_autocommit(watch.db_) != 0);
        watch.tried_ = false;
        if (watch.listener_ != nullptr)
            watch.listener_->rolled_back();
    }

    void judge_last() noexcept { tried_ = tried_ && data_version_of(db_) == version_; }

    sqlite3* db_;
    unsettled const& unsettled_;
    commit_listener* listener_;
    unsigned const first_ = data_version_of(db_);
    unsigned version_ = first_;  // before the COMMIT that was tried last
    bool tried_ = false;         // and it has not succeeded, so far
    bool failed_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
