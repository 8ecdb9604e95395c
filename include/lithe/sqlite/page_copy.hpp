#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A database page by page into another, as it is; also while a third connection holds the write
// lock, inside which SQLite takes no VACUUM INTO.
// Source: https://www.sqlite.org/c3ref/backup_finish.html

#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <cstdint>
#include <string>

namespace lithe::inline v0::detail {

/// SQLite's backup of one connection into another, as an object.
class page_copy {
public:
    page_copy(sqlite3* from, sqlite3* to) {
        copy_ = sqlite3_backup_init(to, "main", from, "main");
        if (copy_ == nullptr)
            throw_error(to, sqlite3_extended_errcode(to), "backup");
    }
    page_copy(page_copy const&) = delete;
    page_copy& operator=(page_copy const&) = delete;
    ~page_copy() { sqlite3_backup_finish(copy_); }

    /// Returns: whether there is more to copy.
    bool step(int pages) {
        int const rc = sqlite3_backup_step(copy_, pages);
        if (rc == SQLITE_OK)
            return true;
        if (rc == SQLITE_DONE)
            return false;
        throw error("lithe: backup: the copy cannot be written: " +
                        std::string(sqlite3_errstr(primary_code(rc))) + " (" + result_name(rc) +
                        ")",
                    rc);
    }
    /// Units: pages.
    std::int64_t done() const noexcept { return total() - sqlite3_backup_remaining(copy_); }
    std::int64_t total() const noexcept { return sqlite3_backup_pagecount(copy_); }

private:
    sqlite3_backup* copy_ = nullptr;
};

}  // namespace lithe::inline v0::detail
