#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Checkpoints by the writer, between transactions and after their callers have their answers.
// SQLite's own would run inside COMMIT, where they cost 7-10 ms in every thousandth commit's
// latency and where their I/O errors are lost (COMMIT still answers SQLITE_OK).

#include <lithe/sqlite/result_code.hpp>

namespace lithe::inline v0 {
namespace detail {

/// Moves the WAL's frames to the database when a thousand have come, as SQLite's default does.
///
/// Lifetime: the connection's wal hook points here; both are used by one thread at a time.
class checkpointer {
public:
    explicit checkpointer(sqlite3* db) noexcept : db_(db) {
        // The hook takes the place of the automatic checkpoint, which is itself such a hook.
        sqlite3_wal_hook(db, &note_frames, this);
    }
    checkpointer(checkpointer const&) = delete;
    checkpointer& operator=(checkpointer const&) = delete;
    ~checkpointer() { sqlite3_wal_hook(db_, nullptr, nullptr); }

    /// Outside a transaction (inside it SQLite answers SQLITE_LOCKED).
    ///
    /// Only ever PASSIVE: it waits for nobody. What a long reader pins is left for the next time.
    void run_if_due() noexcept {
        if (frames_ < tried_at_)
            tried_at_ = 0;  // the WAL started over
        if (frames_ - tried_at_ < interval)
            return;
        result_ =
            sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        tried_at_ = frames_;
    }

    /// The extended code of the last checkpoint. SQLITE_BUSY: another connection checkpoints.
    int last_result() const noexcept { return result_; }

private:
    static constexpr int interval = 1000;  // frames

    static int note_frames(void* self, sqlite3*, char const*, int frames) noexcept {
        static_cast<checkpointer*>(self)->frames_ = frames;
        return SQLITE_OK;
    }

    sqlite3* db_;
    int frames_ = 0;    // in the WAL after the last commit
    int tried_at_ = 0;  // frames_ at the last checkpoint
    int result_ = SQLITE_OK;
};

}  // namespace detail
}  // namespace lithe::inline v0
