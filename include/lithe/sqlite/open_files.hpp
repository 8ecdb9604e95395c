#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which database files this process has open, for the sake of fork(). The child inherits SQLite's
// list of open files, in which the parent's locks are noted, but not the locks: what it opens anew
// shares that entry, takes no lock of its own, and loses what it acknowledged when the parent
// closes. Source:
// https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_across_a_fork_

#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/statement_registry.hpp>

#if !defined(_WIN32)
#include <pthread.h>
#include <sys/stat.h>
#endif

#include <atomic>
#include <cstdint>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// How often this process was forked off, as seen from the process that began.
inline std::atomic<std::uint32_t> fork_count{0};

/// A file whatever its name.
struct file_identity {
    std::uint64_t device = 0;
    std::uint64_t node = 0;  // 0: there is no such file, or the system does not say

    /// By stat() alone: to open and close the file would drop SQLite's locks.
    static file_identity of(char const* path) noexcept {
        file_identity found;
#if !defined(_WIN32)
        struct ::stat status{};
        if (path != nullptr && *path != '\0' && stat(path, &status) == 0) {
            found.device = static_cast<std::uint64_t>(status.st_dev);
            found.node = static_cast<std::uint64_t>(status.st_ino);
        }
#else
        static_cast<void>(path);
#endif
        return found;
    }
    bool is_known() const noexcept { return node != 0; }

    friend bool operator==(file_identity const&, file_identity const&) noexcept = default;
};

/// The files that connections of this process have open, or had when it was forked off.
class open_files {
public:
    static open_files& of_process() {
        static auto& files = *make();  // never destroyed: databases may close after main
        return files;
    }

    /// Errors: throws lithe::error (SQLITE_MISUSE) for one that was open when fork() made this
    /// process.
    void add(file_identity const& file, std::uint32_t process, char const* path) {
        spin_guard const lock(busy_);
        entry* own = nullptr;
        for (entry* each = first_; each != nullptr; each = each->next) {
            if (each->file != file)
                continue;
            if (each->process != process) {
                throw error("lithe: cannot open \"" + std::string(path) +
                                "\": it was open when fork() made this process, and SQLite would "
                                "take its locks for its own; exec in the child, or close before "
                                "fork()",
                            SQLITE_MISUSE);
            }
            own = each;
        }
        if (own == nullptr)
            own = first_ = new entry{file, process, 0, first_};
        ++own->connections;
    }
    void remove(file_identity const& file, std::uint32_t process) noexcept {
        spin_guard const lock(busy_);
        for (entry** at = &first_; *at != nullptr; at = &(*at)->next) {
            entry* const each = *at;
            if (each->file != file || each->process != process || --each->connections != 0)
                continue;
            *at = each->next;
            delete each;
            return;
        }
    }
    /// Whether a connection has it open, or had when fork() made this process.
    bool contains(file_identity const& file) noexcept {
        spin_guard const lock(busy_);
        entry const* each = first_;
        while (each != nullptr && each->file != file)
            each = each->next;
        return each != nullptr;
    }

private:
    struct entry {
        file_identity file;
        std::uint32_t process;
        std::uint32_t connections;
        entry* next;
    };

    open_files() = default;

    static open_files* make() {
        auto* const files = new open_files;
#if !defined(_WIN32)
        // Another thread may hold the lock at that moment, and would not exist in the child.
        pthread_atfork(
            [] {
                while (of_process().busy_.test_and_set(std::memory_order_acquire)) {
                }
            },
            [] { of_process().busy_.clear(std::memory_order_release); },
            [] {
                fork_count.fetch_add(1);
                of_process().busy_.clear(std::memory_order_release);
            });
#endif
        return files;
    }

    std::atomic_flag busy_{};
    entry* first_ = nullptr;  // a std::vector of these costs each translation unit 200 types
};

/// Of one connection to a file: open while this lives.
class open_file_record {
public:
    /// Errors: as open_files::add().
    explicit open_file_record(sqlite3* db) {
        char const* const path = db == nullptr ? nullptr : sqlite3_db_filename(db, "main");
        auto& files = open_files::of_process();
        process_ = fork_count.load(std::memory_order_relaxed);
        auto const file = file_identity::of(path);
        if (!file.is_known())
            return;
        files.add(file, process_, path);
        file_ = file;
    }
    open_file_record(open_file_record const&) = delete;
    open_file_record& operator=(open_file_record const&) = delete;
    /// In a child the parent's stay: to close them there does not make the file sound.
    ~open_file_record() {
        if (file_.is_known() && process_ == fork_count.load(std::memory_order_relaxed))
            open_files::of_process().remove(file_, process_);
    }

private:
    file_identity file_{};
    std::uint32_t process_ = 0;
};

}  // namespace detail
}  // namespace lithe::inline v0
