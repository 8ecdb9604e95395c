#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What keeps the files small and the plans good, done by the writer thread: while writes come, only
// what cannot wait; the rest when none has come for a while, in slices, and once.

#include <lithe/runtime/write_control.hpp>
#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/session.hpp>

#include <chrono>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// Used by the writer thread, outside transactions.
class upkeep {
public:
    using clock = write_control::clock;

    upkeep(session& writer, write_control& control, open_options const& options,
           checkpoints whose = checkpoints::own) noexcept
        : session_(writer),
          control_(control),
          wal_limit_(whose == checkpoints::own ? options.journal_size_limit : -1),
          vacuums_(options.auto_vacuum == auto_vacuum::incremental),
          truncates_(whose == checkpoints::own) {
        // ANALYZE, which PRAGMA optimize may run, then looks at some hundred rows of an index.
        run("PRAGMA analysis_limit=400");
    }
    upkeep(upkeep const&) = delete;
    upkeep& operator=(upkeep const&) = delete;

    /// After writes: there may be something to do when no more come.
    void note_work() noexcept {
        worked_ = true;
        wrote_since_optimize_ = true;
    }

    /// After a checkpoint that moved all frames: a WAL beyond the limit is cut, also while readers
    /// come and go. SQLite itself cuts it when it starts over, which it does only at a moment
    /// without readers. Those that come now read the file alone; the others are given 50 ms, and
    /// the writes wait for that.
    void cut_wal(clock::time_point now) noexcept {
        if (now < next_cut_ || wal_limit_ < 0 || wal_size() <= wal_limit_)
            return;
        bool const done = truncate(std::chrono::milliseconds(50));
        pause_ = done ? least_pause : 2 * pause_ < most_pause ? 2 * pause_ : most_pause;
        next_cut_ = clock::now() + pause_;
    }

    /// When idle() is to be called if nothing is written until then; never, if it has nothing to
    /// do. `now` is when the last write was done.
    clock::time_point due(clock::time_point now) noexcept {
        if (worked_) {
            worked_ = false;
            due_ = now + idle_after;
        }
        return due_;
    }

    /// One slice, of some milliseconds.
    void idle() noexcept {
        due_ = write_control::never;
        if (vacuums_ && free_pages_are_many()) {
            due_ = clock::now() + (free_some() ? std::chrono::milliseconds(0) : least_pause);
            return;
        }
        // The file shrinks when the pages freed are checkpointed.
        if ((freed_ && truncates_) || (wal_limit_ >= 0 && wal_size() > wal_limit_)) {
            if (truncate(std::chrono::milliseconds(0))) {
                freed_ = false;
            } else {
                due_ = clock::now() + std::chrono::seconds(1);  // a reader is in it
            }
        }
        if (wrote_since_optimize_ && clock::now() >= next_optimize_) {
            optimize();
            next_optimize_ = clock::now() + std::chrono::hours(1);
        }
    }

    /// Before closing, when something was written.
    void finish() noexcept {
        if (wrote_since_optimize_)
            optimize();
    }

    /// The bytes of the WAL file; 0 without one. By SQLite's own handle.
    std::int64_t wal_size() const noexcept {
        sqlite3_file* wal = nullptr;
        sqlite3_int64 size = 0;
        if (sqlite3_file_control(session_.native(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) !=
                SQLITE_OK ||
            wal == nullptr || wal->pMethods == nullptr ||
            wal->pMethods->xFileSize(wal, &size) != SQLITE_OK)
            return 0;
        return size;
    }

    static constexpr std::chrono::milliseconds idle_after{250};

private:
    static constexpr std::chrono::milliseconds least_pause{1000};
    static constexpr std::chrono::milliseconds most_pause{60'000};

    bool truncate(std::chrono::milliseconds patience) noexcept {
        control_.patience.limit_to(patience);
        int const rc = sqlite3_wal_checkpoint_v2(session_.native(), "main",
                                                 SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        control_.patience.unlimit();
        return rc == SQLITE_OK;
    }

    // More than a tenth of the file, and a megabyte of pages of 4096.
    bool free_pages_are_many() noexcept {
        auto const free = ask("PRAGMA main.freelist_count");
        return free > 256 && free * 10 > ask("PRAGMA main.page_count");
    }

    // Some milliseconds. It is stepped to its end: each step frees one page. Returns: whether it
    // was done; false while another process writes.
    bool free_some() noexcept {
        auto const before = ask("PRAGMA main.freelist_count");
        bool done = false;
        control_.patience.limit_to(std::chrono::milliseconds(0));
        control_.run_upkeep([&] { done = run("PRAGMA main.incremental_vacuum(200)"); });
        control_.patience.unlimit();
        freed_ = freed_ || done;
        // The option says so, the file may have been made without.
        if (done && ask("PRAGMA main.freelist_count") >= before)
            vacuums_ = false;
        return done;
    }

    void optimize() noexcept {
        wrote_since_optimize_ = false;
        control_.patience.limit_to(std::chrono::milliseconds(0));  // it can be done another time
        control_.run_upkeep([this] { run("PRAGMA main.optimize"); });
        control_.patience.unlimit();
    }

    bool run(char const* sql) noexcept {
        return sqlite3_exec(session_.native(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    std::int64_t ask(char const* sql) noexcept {
        std::int64_t answer = 0;
        sqlite3_exec(
            session_.native(), sql,
            [](void* out, int, char** values, char**) {
                for (char const* at = values[0]; at != nullptr && *at != '\0'; ++at)
                    *static_cast<std::int64_t*>(out) =
                        *static_cast<std::int64_t*>(out) * 10 + (*at - '0');
                return 0;
            },
            &answer, nullptr);
        return answer;
    }

    session& session_;
    write_control& control_;
    std::int64_t wal_limit_;
    bool vacuums_;
    bool truncates_;
    bool worked_ = false;
    bool wrote_since_optimize_ = false;
    bool freed_ = false;  // pages, since the last checkpoint
    clock::time_point due_ = write_control::never;
    clock::time_point next_cut_{};
    clock::time_point next_optimize_ = clock::now() + std::chrono::minutes(1);
    std::chrono::milliseconds pause_ = least_pause;
};

}  // namespace detail
}  // namespace lithe::inline v0
