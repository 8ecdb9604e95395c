#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Why a file could not be opened, in words that tell what to do. "unable to open database file" is
// all that SQLite says of a folder that is missing, of one that may not be written, and of a path
// that is a folder.

#include <lithe/sqlite/result_code.hpp>

#include <cerrno>
#include <string>
#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// What the operating system said, as a hint; empty where it says nothing that helps.
inline std::string_view hint_of_system(int system_error, int extended_code, bool creates) noexcept {
    if (extended_code == SQLITE_CANTOPEN_ISDIR || system_error == EISDIR)
        return "it is a folder";
    switch (system_error) {
        case ENOENT:
            return creates ? "the folder does not exist; lithe creates files, not folders"
                           : "there is no such file; lithe::open::create makes one";
        case ENOTDIR:
            return "a part of its path is not a folder";
        case EACCES:
        case EPERM:
            return "this user may not open it, or its folder";
        case EROFS:
            return "the medium is read-only; lithe::open::immutable reads it";
        case EMFILE:
        case ENFILE:
            return "too many files are open";
        case ENOSPC:
            return "the disk is full";
        default:
            return {};
    }
}

/// The message for an open that failed. `db` may be null; called before anything else is run on it.
inline std::string open_failure(sqlite3* db, int rc, std::string const& path, bool creates) {
    std::string text = "cannot open \"" + path + "\": ";
    text += db == nullptr ? sqlite3_errstr(rc) : sqlite3_errmsg(db);
    text += " (" + std::string(result_name(rc)) + ")";
    int const system_error = db == nullptr ? 0 : sqlite3_system_errno(db);
    if (primary_code(rc) != SQLITE_CANTOPEN)
        return text;
    if (auto const hint = hint_of_system(system_error, rc, creates); !hint.empty())
        text += ": " + std::string(hint);
    return text;
}

}  // namespace detail
}  // namespace lithe::inline v0
