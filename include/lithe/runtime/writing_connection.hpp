#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The connection that writes, with what is to be done on it between the groups of writes, and when:
// checkpoints, flushes of commits that become too old, and upkeep.

#include <lithe/runtime/checkpoint.hpp>
#include <lithe/runtime/group_commit.hpp>
#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/upkeep.hpp>
#include <lithe/runtime/watched_files.hpp>
#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// Used by whoever has the writer's seat; outside transactions but for `commits`.
class writing_connection {
public:
    using clock = write_control::clock;

    writing_connection(std::string const& path, open_options const& options,
                       writer_settings const& settings, write_counts& counts)
        : opened(path, options),
          commits(opened, options, counts),
          checkpoints(opened.native(), &counts.checkpoints, settings.checkpoints),
          care(opened, commits.control, options, settings.checkpoints),
          max_unsynced_(settings.max_unsynced.count()) {
        // A first read opens the WAL here. If nothing were ever written, the readers alone would
        // have opened it, and a read-only connection that closes leaves it behind.
        transaction_statement(opened.native(), "PRAGMA schema_version").run_or_throw();
        commits.control.note_opened();
        commits.control.restore_also(
            [](void* own) { static_cast<writing_connection*>(own)->restore(); }, this);
    }

    /// From now on the writer stops when they are no longer those of their names. Lifetime: longer.
    void watch(watched_files& files) noexcept { files_ = &files; }

    /// When there will be something to do though nothing is written until then: in the past if
    /// there is now, write_control::never if not at all.
    clock::time_point next_moment(clock::time_point now) noexcept {
        if (checkpoints.due())
            return {};
        auto const sync = next_sync();
        auto const upkeep = next_care(now);
        return sync < upkeep ? sync : upkeep;
    }

    void checkpoint_if_due() noexcept {
        if (checkpoints.run_if_due()) {
            care.cut_wal(clock::now());
            look_at_files();
        }
    }

    void sync_if_due() noexcept {
        auto const due = next_sync();
        if (due == write_control::never || clock::now() < due)
            return;
        if (int const rc = commits.control.sync_wal(); rc != SQLITE_OK)
            static_cast<void>(commits.breaker.flush_error(rc));  // stops the writer
        look_at_files();
    }

    /// A slice of upkeep, when nothing is written.
    void idle_if_due() noexcept {
        if (auto const now = clock::now(); now >= next_care(now)) {
            care.idle();
            look_at_files();
        }
        if (commits.control.flush_failed())
            static_cast<void>(commits.breaker.flush_error(SQLITE_IOERR_FSYNC));
    }

    /// Before it is closed.
    void finish() noexcept {
        if (!commits.breaker.stopped())
            care.finish();
    }

    session opened;
    group_commit commits;
    checkpointer checkpoints;
    upkeep care;

private:
    void restore() {
        checkpoints.listen();
        if (files_ != nullptr)
            files_->note_wal();
    }

    // Now and then: to look before each COMMIT would cost more than the COMMIT.
    void look_at_files() noexcept {
        if (files_ != nullptr && !commits.breaker.stopped() && files_->fault() != file_fault::none)
            commits.breaker.stop("the file or its WAL was removed or replaced by another",
                                 SQLITE_READONLY_DBMOVED);
    }

    // When the commits that a power cut can lose are to be flushed; never, if there are none.
    clock::time_point next_sync() const noexcept {
        auto const since = commits.control.unsynced_since();
        if (since == write_control::never || max_unsynced_ == 0 || commits.breaker.stopped())
            return write_control::never;
        return since + std::chrono::milliseconds(max_unsynced_);
    }

    clock::time_point next_care(clock::time_point now) noexcept {
        return commits.breaker.stopped() ? write_control::never : care.due(now);
    }

    std::int64_t max_unsynced_;
    watched_files* files_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
