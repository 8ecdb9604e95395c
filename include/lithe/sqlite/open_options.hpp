#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The options of one connection, each with its default, and their check before the file is
// touched. lithe::database has these and more, in an aggregate of its own.

#include <lithe/sqlite/callback.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/version.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lithe::inline v0 {

class connection;

/// What opening a file may do.
enum class open {
    create,     ///< read and write; an absent file is created
    existing,   ///< read and write; an absent file is an error
    read_only,  ///< read; others may write
    immutable   ///< read a file that nobody writes, as on read-only media: no locks, no WAL
};

/// PRAGMA synchronous. With WAL, `normal` may lose the last commits in a power cut, `full` none.
/// Source: https://www.sqlite.org/pragma.html#pragma_synchronous
enum class synchronous { off, normal, full, extra };

/// PRAGMA auto_vacuum; it takes effect in a new file.
enum class auto_vacuum { none, full, incremental };

/// `wal`: write-ahead log; `keep`: as the file is, for one that others own.
enum class journal { wal, keep };

/// A waiting time in whole milliseconds, made from any std::chrono::duration; fractions are
/// rounded up, so that 1us waits and does not mean "not at all".
class timeout {
public:
    constexpr timeout() noexcept = default;

    template <class Duration>
        requires requires(Duration const& duration) {
            duration.count();
            Duration::period::num;
            Duration::period::den;
        }
    constexpr timeout(Duration const& duration)
        : milliseconds_(round_up(static_cast<long double>(duration.count()) *
                                 Duration::period::num * 1000 / Duration::period::den)) {}

    /// Units: milliseconds.
    constexpr std::int64_t count() const noexcept { return milliseconds_; }

    friend constexpr bool operator==(timeout, timeout) noexcept = default;

    static constexpr timeout milliseconds(std::int64_t count) noexcept {
        timeout made;
        made.milliseconds_ = count;
        return made;
    }

private:
    // Saturates far above any wait (285 000 years); a NaN counts as negative and is refused.
    static constexpr std::int64_t round_up(long double exact) noexcept {
        constexpr std::int64_t most = std::int64_t{1} << 53;
        if (exact >= static_cast<long double>(most))
            return most;
        if (!(exact > -static_cast<long double>(most)))
            return -most;
        auto const whole = static_cast<std::int64_t>(exact);
        return static_cast<long double>(whole) < exact ? whole + 1 : whole;
    }

    std::int64_t milliseconds_ = 0;
};

/// Of a deadline: there is none.
inline constexpr timeout no_deadline = timeout::milliseconds(INT64_MIN);

/// How a connection is opened; the defaults are production settings.
///
/// Errors: senseless values throw std::invalid_argument before the file is touched.
/// Example: lithe::connection c{"app.db", {.synchronous = lithe::synchronous::full}};
struct open_options {
    lithe::open mode = lithe::open::create;
    lithe::synchronous synchronous = lithe::synchronous::normal;
    /// As SQLite: negative is KiB, positive is pages.
    int cache_size = -64'000;
    /// Units: bytes; 0 reads without memory mapping, as is wise on network and unreliable disks.
    std::int64_t mmap_size = std::int64_t{256} << 20;
    /// How long one lock may be waited for; 0 does not wait.
    timeout busy_timeout = timeout::milliseconds(5000);
    bool foreign_keys = true;
    /// The WAL is cut to this when it starts over. Units: bytes; -1 never cuts.
    std::int64_t journal_size_limit = std::int64_t{64} << 20;
    /// Of a new file. Units: bytes, a power of two from 512 to 65536.
    int page_size = 4096;
    /// Of a new file.
    lithe::auto_vacuum auto_vacuum = lithe::auto_vacuum::incremental;
    lithe::journal journal = lithe::journal::wal;
    /// A registered VFS by name; empty for SQLite's default.
    std::string vfs{};
    /// Called right after opening and before any setting: PRAGMA key, extensions, functions.
    detail::callback<void(connection&)> on_open{};
    /// Prepared statements kept; beyond it the least recently used is finalised. 0 keeps all.
    std::size_t statement_limit = 0;
};

namespace detail {

/// Throws std::invalid_argument, which names the option, unless `valid`.
inline void require_option(bool valid, std::string_view option, std::string_view rule) {
    if (valid)
        return;
    throw std::invalid_argument("lithe: option ." + std::string(option) + ": " + std::string(rule));
}

/// Whether `limit` is one. Errors: std::invalid_argument for a negative one: who computes what is
/// left of a time would wait for ever.
inline bool has_limit(timeout limit) {
    if (limit == no_deadline)
        return false;
    require_option(limit.count() >= 0, "deadline", "must be 0 or more, or lithe::no_deadline");
    return true;
}

constexpr bool is_page_size(int bytes) noexcept {
    return bytes >= 512 && bytes <= 65536 && (bytes & (bytes - 1)) == 0;
}

/// The check of everything that concerns one connection; touches no file.
inline void validate(open_options const& options) {
    require_option(options.mode >= open::create && options.mode <= open::immutable, "mode",
                   "is not one of lithe::open");
    require_option(
        options.synchronous >= synchronous::off && options.synchronous <= synchronous::extra,
        "synchronous", "is not one of lithe::synchronous");
    require_option(options.mmap_size >= 0, "mmap_size", "must be 0 or more bytes");
    require_option(options.busy_timeout.count() >= 0, "busy_timeout", "must be 0 or more");
    require_option(options.journal_size_limit >= -1, "journal_size_limit",
                   "must be bytes, or -1 for no limit");
    require_option(is_page_size(options.page_size), "page_size",
                   "must be a power of two from 512 to 65536");
    require_option(
        options.auto_vacuum >= auto_vacuum::none && options.auto_vacuum <= auto_vacuum::incremental,
        "auto_vacuum", "is not one of lithe::auto_vacuum");
    require_option(options.journal == journal::wal || options.journal == journal::keep, "journal",
                   "is not one of lithe::journal");
    require_option(options.vfs.find('\0') == std::string::npos, "vfs", "must not contain NUL");
    require_option(options.vfs.empty() || sqlite3_vfs_find(options.vfs.c_str()) != nullptr, "vfs",
                   "is not registered with SQLite");
}

/// Whether a connection opened so may write.
constexpr bool may_write(open mode) noexcept {
    return mode == open::create || mode == open::existing;
}

}  // namespace detail
}  // namespace lithe::inline v0
