#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether anything was committed, by anybody, since a moment: the header of the WAL's index, which
// all connections of a file share in memory, changes with each commit, also with those of other
// processes. SQLite itself finds out in this way whether a snapshot is the last one.
// Source: https://www.sqlite.org/walformat.html#the_wal_index_header

#include <lithe/sqlite/result_code.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace lithe::inline v0 {
namespace detail {

/// The header at a moment. Two that are equal had no commit between them.
struct wal_stamp {
    std::uint32_t words[12] = {};  // 48 bytes: one of the two copies

    /// Grows by one with each commit of anybody.
    [[nodiscard]] std::uint32_t commits() const noexcept { return words[2]; }

    friend bool operator==(wal_stamp const&, wal_stamp const&) noexcept = default;
};

/// The header as one connection sees it. Lifetime: that of the connection.
class wal_index {
public:
    /// Looks for it; to be called when the connection has read at least once.
    ///
    /// Returns: false where there is none, as with other journals and immutable files.
    bool attach(sqlite3* db) noexcept {
        if (words_ != nullptr)
            return true;
        sqlite3_file* file = nullptr;
        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
            file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2 ||
            file->pMethods->xShmMap == nullptr || !is_wal(db)) {
            return false;
        }
        constexpr int first_region = 32'768;
        void volatile* region = nullptr;
        // The connection has mapped it already, so this gives its address and maps nothing.
        if (file->pMethods->xShmMap(file, 0, first_region, 0, &region) != SQLITE_OK)
            return false;
        words_ = static_cast<std::uint32_t const volatile*>(region);
        return words_ != nullptr;
    }

    [[nodiscard]] bool attached() const noexcept { return words_ != nullptr; }

    /// As wal_stamp::commits(), now. Precondition: attached.
    [[nodiscard]] std::uint32_t commits() const noexcept { return words_[2]; }

    /// To be taken before the snapshot that it shall stand for: should a commit come between, the
    /// stamp is the older of both, and the next comparison errs on the safe side.
    [[nodiscard]] wal_stamp read() const noexcept {
        wal_stamp now;
        for (std::size_t at = 0; at < 12; ++at)
            now.words[at] = words_[at];
        std::atomic_thread_fence(std::memory_order_acquire);
        return now;
    }

private:
    static bool is_wal(sqlite3* db) noexcept {
        sqlite3_stmt* asked = nullptr;
        if (sqlite3_prepare_v2(db, "PRAGMA main.journal_mode", -1, &asked, nullptr) != SQLITE_OK)
            return false;
        bool found = false;
        if (sqlite3_step(asked) == SQLITE_ROW) {
            auto const* mode = sqlite3_column_text(asked, 0);
            found = mode != nullptr && mode[0] == 'w';
        }
        sqlite3_finalize(asked);
        return found;
    }

    std::uint32_t const volatile* words_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
