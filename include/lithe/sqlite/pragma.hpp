#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The settings of an open connection, in the one order that works: busy handler, page_size,
// auto_vacuum, journal_mode, the rest. auto_vacuum and page_size are ignored without a word after
// journal_mode=WAL, hence each setting is read back, and a different answer is an error.

#include <lithe/sqlite/open_options.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// Microseconds of a clock that is never set; 0 for ever where there is none (MSVC).
inline std::int64_t steady_microseconds() noexcept {
#ifdef CLOCK_MONOTONIC
    std::timespec now{};
    if (clock_gettime(CLOCK_MONOTONIC, &now) == 0)
        return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
#endif
    return 0;
}

/// Waits for other connections' locks in sleeps of 1 to 5 ms, at most `patience` in all.
///
/// Not sqlite3_busy_timeout, whose sleeps grow to 100 ms: the lock is then often free, and taken
/// by others, while this connection sleeps.
/// Source: https://www.sqlite.org/c3ref/busy_handler.html
inline void set_patience(sqlite3* db, timeout patience) {
    // The number of milliseconds is the handler's pointer: it owns nothing that could move.
    auto handler = [](void* context, int waited_times) -> int {
        // One lock is waited for at a time on one thread, and SQLite counts from 0 for each.
        static thread_local std::int64_t started = 0;
        static thread_local std::int64_t slept = 0;  // milliseconds; stands in for a missing clock
        auto const limit = static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(context));
        if (waited_times == 0) {
            started = steady_microseconds();
            slept = 0;
        }
        std::int64_t const passed = (steady_microseconds() - started) / 1000;
        bool const clock = started != 0;
        std::int64_t const left = limit - (clock ? passed : slept);
        if (left <= 0)
            return 0;
        std::int64_t const longest = waited_times < 100 ? 1 : 5;
        std::int64_t const step = longest < left ? longest : left;
        slept += step;
        sqlite3_sleep(static_cast<int>(step));
        return 1;
    };
    constexpr std::int64_t most = INTPTR_MAX;
    auto const limit =
        static_cast<std::intptr_t>(patience.count() < most ? patience.count() : most);
    check(db, sqlite3_busy_handler(db, handler, reinterpret_cast<void*>(limit)));
}

/// The first column of the first row of `sql`; empty if there is no row.
inline std::string read_text(sqlite3* db, std::string const& sql) {
    struct finalizer {
        sqlite3_stmt* statement = nullptr;
        ~finalizer() { sqlite3_finalize(statement); }
    } kept;
    check(db, sqlite3_prepare_v2(db, sql.c_str(), -1, &kept.statement, nullptr), sql);
    int const rc = sqlite3_step(kept.statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        throw_error(db, rc, sql);
    auto const* text = rc == SQLITE_ROW ? sqlite3_column_text(kept.statement, 0) : nullptr;
    return text == nullptr ? std::string() : reinterpret_cast<char const*>(text);
}

/// The same of `PRAGMA name`.
inline std::string read_pragma(sqlite3* db, std::string const& name) {
    return read_text(db, "PRAGMA " + name);
}

[[noreturn]] inline void throw_mismatch(std::string const& name, std::string_view wanted,
                                        std::string_view answer) {
    throw error("lithe: open: PRAGMA " + name + " was set to " + std::string(wanted) +
                    " but SQLite answers " +
                    (answer.empty() ? std::string("nothing") : std::string(answer)),
                SQLITE_ERROR, "PRAGMA " + name + "=" + std::string(wanted));
}

inline void require_pragma(sqlite3* db, std::string const& name, std::int64_t wanted) {
    std::string const answer = read_pragma(db, name);
    if (answer != std::to_string(wanted))
        throw_mismatch(name, std::to_string(wanted), answer);
}

inline void set_pragma(sqlite3* db, std::string const& name, std::int64_t wanted) {
    read_pragma(db, name + "=" + std::to_string(wanted));
    require_pragma(db, name, wanted);
}

// Two connections that turn one new file to WAL at the same time: SQLite sees that both waiting
// would never end, and answers BUSY to one of them without asking the busy handler.
inline std::string read_pragma_patiently(sqlite3* db, std::string const& name, timeout patience) {
    std::int64_t const started = steady_microseconds();
    for (std::int64_t attempt = 1;; ++attempt) {
        try {
            return read_pragma(db, name);
        } catch (busy_error const&) {
            std::int64_t const passed = (steady_microseconds() - started) / 1000;
            if ((started == 0 ? attempt : passed) >= patience.count())
                throw;
        }
        sqlite3_sleep(1 + static_cast<int>(attempt % 5));
    }
}

// Only where the file is still empty: an existing one keeps its page size and auto_vacuum.
inline void apply_file_settings(sqlite3* db, open_options const& options) {
    bool const is_new = read_pragma(db, "page_count") == "0";
    auto const vacuum = static_cast<std::int64_t>(options.auto_vacuum);
    if (is_new) {
        read_pragma(db, "page_size=" + std::to_string(options.page_size));
        read_pragma(db, "auto_vacuum=" + std::to_string(vacuum));
    }
    if (options.journal == journal::wal) {
        std::string const mode =
            read_pragma_patiently(db, "journal_mode=wal", options.busy_timeout);
        // A database in memory has no log and says "memory".
        if (mode != "wal" && mode != "memory") {
            throw error("lithe: open: the file cannot have a WAL, its journal_mode is " + mode +
                            ": it is on a network file system, or of a VFS without shared memory; "
                            ".journal = lithe::journal::keep takes it as it is",
                        SQLITE_ERROR, "PRAGMA journal_mode=wal");
        }
    }
    if (is_new) {
        require_pragma(db, "page_size", options.page_size);
        require_pragma(db, "auto_vacuum", vacuum);
    }
}

inline void apply_mmap_size(sqlite3* db, std::int64_t wanted) {
    read_pragma(db, "mmap_size=" + std::to_string(wanted));
    // A library may be built with a lower limit or none at all, and a VFS or a database in memory
    // may not map: less than asked is slower, not wrong. More would be a setting that was ignored.
    std::string const answer = read_pragma(db, "mmap_size");
    if (!answer.empty() && std::stoll(answer) > wanted)
        throw_mismatch("mmap_size", std::to_string(wanted), answer);
}

/// The production settings, on a connection just opened, each read back.
///
/// temp_store stays SQLite's: a sort of ten million rows must be free to go to disk.
/// Errors: throws lithe::error naming the setting that SQLite did not take, busy_error when the
/// file stays locked.
/// Source: https://www.sqlite.org/pragma.html
inline void apply_settings(sqlite3* db, open_options const& options, bool writes) {
    set_patience(db, options.busy_timeout);
    if (writes)
        apply_file_settings(db, options);
    auto const level = static_cast<std::int64_t>(options.synchronous);
    set_pragma(db, "synchronous", level);
    if (options.synchronous >= synchronous::full) {
        // macOS: fsync alone does not reach the medium. Elsewhere these change nothing.
        set_pragma(db, "fullfsync", 1);
        set_pragma(db, "checkpoint_fullfsync", 1);
    }
    set_pragma(db, "cache_size", options.cache_size);
    apply_mmap_size(db, options.mmap_size);
    set_pragma(db, "foreign_keys", options.foreign_keys ? 1 : 0);
    if (!writes)
        return;
    set_pragma(db, "journal_size_limit", options.journal_size_limit);
    // Before 3.50.2 a savepoint rolled back after the cache spilled to the WAL leaves frames with
    // wrong checksums: after a crash, recovery stops there and drops every later commit. Without
    // spilling, a transaction's dirty pages stay in memory. tests/sqlite/pragma.cpp shows the loss.
    // Source: https://www.sqlite.org/releaselog/3_50_2.html
    if (sqlite3_libversion_number() < 3'050'002)
        set_pragma(db, "cache_spill", 0);
}

}  // namespace detail
}  // namespace lithe::inline v0
