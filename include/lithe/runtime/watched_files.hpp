#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether the files that a database has open are still those of their names. Who copies another
// database over it, or removes the WAL, leaves it files without a name: what is written there goes
// when it closes. By stat() alone, which drops none of SQLite's locks.

#include <lithe/sqlite/open_files.hpp>

#include <atomic>
#include <cstdint>
#include <string>

namespace lithe::inline v0 {
namespace detail {

enum class file_fault : std::uint8_t { none, missing, replaced, wal_missing };

/// Threads: any, but for note_wal().
/// Cost: two stat().
class watched_files {
public:
    /// After the first read, which opens the WAL.
    explicit watched_files(sqlite3* db)
        : path_(text(sqlite3_db_filename(db, "main"))),
          wal_path_(path_ + "-wal"),
          file_(file_identity::of(path_.c_str())) {
        note_wal();
    }

    /// After what may have switched the WAL off and on again. One that is not there stays missed.
    void note_wal() noexcept {
        if (auto const wal = file_identity::of(wal_path_.c_str()); wal.is_known())
            wal_ = wal.node;
    }

    file_fault fault() const noexcept {
        if (!file_.is_known())
            return file_fault::none;  // it never had a name, or the system does not say
        auto const now = file_identity::of(path_.c_str());
        if (!now.is_known())
            return file_fault::missing;
        if (now != file_)
            return file_fault::replaced;
        auto const wal = wal_.load(std::memory_order_relaxed);
        return wal != 0 && file_identity::of(wal_path_.c_str()).node != wal
                   ? file_fault::wal_missing
                   : file_fault::none;
    }

private:
    static char const* text(char const* given) noexcept { return given == nullptr ? "" : given; }

    std::string const path_;
    std::string const wal_path_;
    file_identity const file_;
    std::atomic<std::uint64_t> wal_{0};
};

}  // namespace detail
}  // namespace lithe::inline v0
