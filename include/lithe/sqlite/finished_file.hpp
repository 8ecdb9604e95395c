#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A database file that is written under a name of its own and gets its real name when it is whole:
// checked, flushed, renamed. Whatever ends it before leaves nothing behind and touches nothing;
// what a process that was killed leaves, a later one removes.

#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_files.hpp>
#include <lithe/sqlite/pragma.hpp>

#include <sys/stat.h>
#if !defined(_WIN32)
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>
#endif

#include <cstdio>
#include <ctime>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// Units: bytes; -1 where there is no such file. stat() alone: to open and close a database's file
/// would drop the locks that SQLite holds on it in this process.
inline std::int64_t size_of_file(std::string const& path) noexcept {
    struct stat found{};
    return stat(path.c_str(), &found) == 0 ? static_cast<std::int64_t>(found.st_size) : -1;
}

class finished_file {
public:
    /// Errors: lithe::error when `path` is the database `source` itself, or a database that
    /// somebody has open or that has yet to be recovered.
    finished_file(std::string path, std::string const& source) : path_(std::move(path)) {
        if (is_same(path_, source))
            throw error("lithe: backup: \"" + path_ + "\" is the database itself", SQLITE_MISUSE);
        require_unused();
        remove_stale();
        unsigned char bytes[8];
        sqlite3_randomness(sizeof bytes, bytes);
        partial_ = path_ + ".partial-";
        for (auto const byte : bytes) {
            partial_ += "0123456789abcdef"[byte >> 4U];
            partial_ += "0123456789abcdef"[byte & 15U];
        }
    }
    finished_file(finished_file const&) = delete;
    finished_file& operator=(finished_file const&) = delete;
    ~finished_file() { remove(partial_); }

    /// Where it is to be written.
    std::string const& partial() const noexcept { return partial_; }

    /// Checks what was written there, flushes it, and gives it its name, in the place of a file
    /// that had it. `options` open it (VFS, on_open).
    ///
    /// Errors: lithe::error (SQLITE_CORRUPT) for a damaged copy, (SQLITE_BUSY) when somebody opened
    /// the file of that name meanwhile, (SQLITE_IOERR) when it cannot be
    /// flushed or renamed.
    void finish(open_options const& options) {
        {
            session written(partial_, options);
            check_whole(written.native());
            flush(written.native());
        }
        require_unused();  // it may have been opened meanwhile
        rename_to_path();
    }

private:
    static void remove(std::string const& partial) {
        for (char const* const suffix : {"", "-wal", "-shm", "-journal"})
            std::remove((partial + suffix).c_str());
    }

    // What processes that were killed have left of this name: not written for a day, so nobody's.
    void remove_stale() const {
#if !defined(_WIN32)
        auto const name = path_.rfind('/') + 1;  // 0 where there is none
        auto const folder = name == 0 ? std::string("./") : path_.substr(0, name);
        auto const begin = path_.substr(name) + ".partial-";
        auto* const listed = opendir(folder.c_str());
        if (listed == nullptr)
            return;
        constexpr std::time_t day = 24 * 3600;
        while (auto const* const found = readdir(listed)) {
            std::string const each = found->d_name;
            struct stat state{};
            if (each.starts_with(begin) && each.size() == begin.size() + 16 &&
                stat((folder + each).c_str(), &state) == 0 &&
                state.st_mtime < std::time(nullptr) - day)
                remove(folder + each);
        }
        closedir(listed);
#endif
    }

    static bool is_same(std::string const& one, std::string const& other) noexcept {
        auto const file = file_identity::of(one.c_str());
        return file.is_known() ? file == file_identity::of(other.c_str()) : one == other;
    }

    // Who has it open would write on into a file without a name, or its WAL into the copy. An empty
    // WAL counts: with its index it is there for as long as somebody has the database open.
    void require_unused() const {
        if (open_files::of_process().contains(file_identity::of(path_.c_str()))) {
            throw error("lithe: backup: \"" + path_ + "\" is open in this process; close it first",
                        SQLITE_BUSY);
        }
        for (char const* const suffix : {"-wal", "-shm", "-journal"}) {
            bool const must_be_filled = suffix[1] == 'j';  // an empty one holds nothing
            if (size_of_file(path_ + suffix) >= (must_be_filled ? 1 : 0)) {
                throw error("lithe: backup: \"" + path_ + suffix +
                                "\" is there: that database is open, or was not closed; open and "
                                "close it once to recover it",
                            SQLITE_BUSY);
            }
        }
    }

    void check_whole(sqlite3* db) const {
        auto const answer = read_pragma(db, "quick_check(1)");
        if (answer != "ok")
            throw error("lithe: backup: the copy is damaged: " + answer, SQLITE_CORRUPT);
    }

    void flush(sqlite3* db) const {
        sqlite3_file* file = nullptr;
        int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
        if (rc == SQLITE_OK && file != nullptr && file->pMethods != nullptr)
            rc = file->pMethods->xSync(file, SQLITE_SYNC_FULL);
        if (rc != SQLITE_OK)
            throw error("lithe: backup: the copy cannot be flushed", rc);
    }

    void rename_to_path() const {
#if defined(_WIN32)
        std::remove(path_.c_str());
#endif
        if (std::rename(partial_.c_str(), path_.c_str()) != 0)
            throw error("lithe: backup: cannot rename the copy to \"" + path_ + "\"", SQLITE_IOERR);
#if !defined(_WIN32)
        // The new name is as durable as the folder.
        auto const slash = path_.rfind('/');
        auto const folder = slash == path_.npos ? std::string(".") : path_.substr(0, slash + 1);
        int const opened = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
        if (opened < 0)
            return;
        fsync(opened);
        ::close(opened);
#endif
    }

    std::string path_;
    std::string partial_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
