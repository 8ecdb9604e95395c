#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Where database::in_memory() lives: a file of a private folder, removed at close. SQLite's own
// databases in memory cannot be read while they are written (a reader's open snapshot makes the
// writer SQLITE_BUSY) and have no WAL, so a test on them would not test what runs in production.
// With synchronous=OFF nothing waits for a disk: the file stays in the page caches.

#include <lithe/sqlite/error.hpp>

#if defined(_WIN32)
#include <direct.h>
#else
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <cstdio>
#include <cstdlib>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// A folder that only this user may enter, with one database in it.
class temporary_file {
public:
    /// Creates the folder under $SQLITE_TMPDIR, $TMPDIR, $TEMP or /tmp, the first that takes it.
    ///
    /// Errors: throws lithe::error (SQLITE_CANTOPEN) when none does.
    temporary_file() {
        // NOLINTBEGIN(concurrency-mt-unsafe): read once, before any thread of ours
        char const* const parents[] = {std::getenv("SQLITE_TMPDIR"),
                                       std::getenv("TMPDIR"),
                                       std::getenv("TEMP"),
                                       "/var/tmp",
                                       "/tmp",
                                       "."};
        // NOLINTEND(concurrency-mt-unsafe)
        for (char const* const parent : parents) {
            if (parent == nullptr || *parent == '\0')
                continue;
            folder_ = std::string(parent) + "/lithe-" + random_name();
            if (make_folder(folder_))
                return;  // fails if it exists: nobody can have prepared it
        }
        throw error("lithe: in_memory(): no folder for temporary files can be written; set TMPDIR",
                    SQLITE_CANTOPEN);
    }
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;

    /// After the connections were closed. What SQLite left behind is removed by name.
    ~temporary_file() {
        for (char const* suffix : {"", "-wal", "-shm", "-journal"})
            std::remove((path() + suffix).c_str());
        remove_folder(folder_);
    }

    std::string path() const { return folder_ + "/memory.db"; }

private:
    static std::string random_name() {
        unsigned char bytes[16];
        sqlite3_randomness(sizeof bytes, bytes);
        std::string name;
        for (auto const byte : bytes) {
            name += "0123456789abcdef"[byte >> 4U];
            name += "0123456789abcdef"[byte & 15U];
        }
        return name;
    }

#if defined(_WIN32)
    static bool make_folder(std::string const& path) { return _mkdir(path.c_str()) == 0; }
    static void remove_folder(std::string const& path) { _rmdir(path.c_str()); }
#else
    static bool make_folder(std::string const& path) { return mkdir(path.c_str(), S_IRWXU) == 0; }
    static void remove_folder(std::string const& path) { rmdir(path.c_str()); }
#endif

    std::string folder_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
