#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Checkpoints by the writer, between transactions and after their callers have their answers.
// SQLite's own would run inside COMMIT, and there their I/O errors are lost (it answers SQLITE_OK).
// What a checkpoint takes is mostly the flush of the WAL, so it grows with the frames; whoever
// writes at that moment waits for it. One per thousand frames, SQLite's default, makes that 1 % of
// 8 callers' writes and 6 % of 64 callers'; hence as few as possible, while none becomes long. But
// where nobody notices one, a longer WAL is only more file to make and less of it in the core's
// cache: 1.27 instead of 1.08 of a hand-written program for one caller's rows in memory.

#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/result_code.hpp>

#include <chrono>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// Moves the WAL's frames to the database when enough have come: 1000 (4 MB) on a slow disk and
/// where that takes no longer than `unnoticed`, else up to 8000, as many as the last checkpoint's
/// speed moves in `longest`.
///
/// Lifetime: the connection's wal hook points here; both are used by one thread at a time.
class checkpointer {
public:
    explicit checkpointer(sqlite3* db, checkpoint_counts* counts = nullptr,
                          checkpoints whose = checkpoints::own) noexcept
        : db_(db), counts_(counts), whose_(whose) {
        listen();
        if (whose == checkpoints::others)
            sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    checkpointer(checkpointer const&) = delete;
    checkpointer& operator=(checkpointer const&) = delete;
    ~checkpointer() { sqlite3_wal_hook(db_, nullptr, nullptr); }

    /// Its hook takes the place of the automatic checkpoint, which is itself such a hook.
    void listen() noexcept { sqlite3_wal_hook(db_, &note_frames, this); }

    /// Whether run_if_due() would run.
    bool due() noexcept { return whose_ == checkpoints::own && fresh_frames() >= interval_; }

    /// Outside a transaction (inside it SQLite answers SQLITE_LOCKED).
    ///
    /// Only ever PASSIVE: it waits for nobody. What a long reader pins is left for the next time.
    ///
    /// Returns: whether it ran and moved all.
    bool run_if_due() noexcept {
        if (!due())
            return false;
        int const fresh = fresh_frames();
        auto const started = std::chrono::steady_clock::now();
        int in_wal = 0;
        int moved = 0;
        result_ =
            sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, &in_wal, &moved);
        auto const elapsed = std::chrono::steady_clock::now() - started;
        adapt(fresh, elapsed);
        count(in_wal > moved ? in_wal - moved : 0, elapsed);
        tried_at_ = frames_;
        return result_ == SQLITE_OK && in_wal == moved;
    }

    /// The extended code of the last checkpoint. SQLITE_BUSY: another connection checkpoints.
    int last_result() const noexcept { return result_; }

    /// How many new frames the next checkpoint waits for.
    int interval() const noexcept { return interval_; }

    /// What `frames` that took `elapsed` say about the next interval, which at most doubles.
    void adapt(int frames, std::chrono::nanoseconds elapsed) noexcept {
        if (elapsed <= unnoticed) {
            // One that took long because others were on the machine is forgotten again.
            if (elapsed <= unnoticed / 2)
                interval_ = interval_ / 2 > least ? interval_ / 2 : least;
            return;
        }
        auto const affordable = std::int64_t{frames} * longest.count() / elapsed.count();
        int const limit = 2 * interval_ < most ? 2 * interval_ : most;
        interval_ = affordable >= limit   ? limit
                    : affordable <= least ? least
                                          : static_cast<int>(affordable);
    }

    static constexpr int least = 1000;
    static constexpr int most = 8000;  // 32 MB: up to 64 MB of WAL reads were not slower
    static constexpr std::chrono::nanoseconds longest = std::chrono::milliseconds(25);
    static constexpr std::chrono::nanoseconds unnoticed = std::chrono::milliseconds(1);

private:
    static int note_frames(void* self, sqlite3*, char const*, int frames) noexcept {
        static_cast<checkpointer*>(self)->frames_ = frames;
        return SQLITE_OK;
    }

    int fresh_frames() noexcept {
        if (frames_ < tried_at_)
            tried_at_ = 0;  // the WAL started over
        return frames_ - tried_at_;
    }

    void count(int left, std::chrono::nanoseconds elapsed) noexcept {
        if (counts_ == nullptr)
            return;
        counts_->runs.add(1);
        if (result_ != SQLITE_OK)
            counts_->failures.add(1);
        counts_->frames_left.set(static_cast<std::uint64_t>(left));
        counts_->starved.set(left == 0 ? 0 : counts_->starved.value() + 1);
        counts_->time.add(elapsed.count());
    }

    sqlite3* db_;
    checkpoint_counts* counts_;
    int interval_ = least;
    int frames_ = 0;    // in the WAL after the last commit
    int tried_at_ = 0;  // frames_ at the last checkpoint
    int result_ = SQLITE_OK;
    checkpoints whose_;
};

}  // namespace detail
}  // namespace lithe::inline v0
