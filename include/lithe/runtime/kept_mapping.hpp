#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Keeps a reader's memory mapping of the file across the commits of others. SQLite has the file
// system drop it whenever a snapshot begins behind a commit, because POSIX does not say what a
// mapping shows after a file was cut and has grown again; the next page then maps the file anew and
// each page costs a fault: 20 µs of the reader's CPU per commit, where a point read takes 4. Linux
// says that a mapping shows the file as it is, so here it is dropped only if the size has changed.

#include <lithe/sqlite/result_code.hpp>

#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// Does nothing for files of another VFS than SQLite's own one for Linux.
///
/// Lifetime: ends before the connection is closed, and points into it.
/// Source: https://www.sqlite.org/c3ref/io_methods.html, xUnfetch
class kept_mapping {
public:
    explicit kept_mapping(sqlite3* db) noexcept {
#if defined(__linux__)
        sqlite3_vfs const* vfs = nullptr;
        sqlite3_file* file = nullptr;
        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) != SQLITE_OK ||
            vfs == nullptr || vfs->zName == nullptr || std::string_view(vfs->zName) != "unix" ||
            sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
            file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 3)
            return;
        file_ = file;
        own_ = file->pMethods;
        static_cast<sqlite3_io_methods&>(methods_) = *own_;
        methods_.iVersion = 3;  // what a newer library has more is not in the copy
        methods_.xUnfetch = &unfetch;
        methods_.owner = this;
        file->pMethods = &methods_;
#else
        static_cast<void>(db);
#endif
    }
    kept_mapping(kept_mapping const&) = delete;
    kept_mapping& operator=(kept_mapping const&) = delete;
    ~kept_mapping() {
        if (file_ != nullptr)
            file_->pMethods = own_;
    }

private:
    struct methods : sqlite3_io_methods {
        kept_mapping* owner = nullptr;
    };

    // With a page: it is not used any more. Without: nothing that is mapped is used.
    static int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page) noexcept {
        auto& self = *static_cast<methods const*>(file->pMethods)->owner;
        if (page == nullptr && self.has_same_size())
            return SQLITE_OK;
        return self.own_->xUnfetch(file, offset, page);
    }

    // The size is that of the last question, which comes before the file is mapped: if it changes
    // in between, the next question finds it changed and the mapping is dropped once too often.
    bool has_same_size() noexcept {
        auto const before = size_;
        return own_->xFileSize(file_, &size_) == SQLITE_OK && size_ == before;
    }

    methods methods_{};
    sqlite3_io_methods const* own_ = nullptr;
    sqlite3_file* file_ = nullptr;
    sqlite3_int64 size_ = -1;
};

}  // namespace detail
}  // namespace lithe::inline v0
