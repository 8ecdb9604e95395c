#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The options of lithe::database: those of a connection, and those of the runtime, in one
// aggregate; their check, before the file is touched; and what they mean for the connections.

#include <lithe/runtime/statistics.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/callback.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lithe::inline v0 {

/// How a database is opened; the defaults are production settings.
///
/// Errors: senseless values throw std::invalid_argument before the file is touched.
/// Example: lithe::database db{"app.db", {.readers = 8, .synchronous = lithe::synchronous::full}};
struct database_options {
    lithe::open mode = lithe::open::create;
    /// Read-only connections at most, which is how many reads run at a time; opened when needed.
    std::size_t readers = 4;
    /// Single reads (fetch_one and the like) use one snapshot for as long as nothing is committed,
    /// by anybody; it is let go after 100 ms without a read. Half the cost of a point read.
    bool keep_snapshots = false;
    /// A read that lasts longer is interrupted with deadline_exceeded, as is one of a snapshot()
    /// that is older, since an old snapshot lets the WAL grow; 0 sets no limit.
    timeout max_read_age = timeout::milliseconds(0);
    lithe::synchronous synchronous = lithe::synchronous::normal;
    /// Writes queued or under way at most; whoever comes when there are so many waits for room.
    std::size_t queue_capacity = 8192;
    /// What the writes queued or under way may hold at most, as write_options::bytes tells it and
    /// async_write counts its callbacks. Units: bytes.
    std::size_t queue_bytes = std::size_t{64} << 20U;
    /// What a write does that finds the queue full.
    lithe::when_full when_full = lithe::when_full::wait;
    /// With synchronous::normal: how old a commit becomes at most before it is flushed, so that a
    /// power cut loses no older one. 0 leaves it to checkpoints.
    timeout max_unsynced = timeout::milliseconds(1000);
    /// Beside Litestream: `others`. It must see every frame before it is moved, and with SQLite
    /// before 3.51.3 two that checkpoint may damage the file.
    lithe::checkpoints checkpoints = lithe::checkpoints::own;
    /// Of each connection. As SQLite: negative is KiB, positive is pages.
    int cache_size = -64'000;
    /// Units: bytes; 0 reads without memory mapping, as is wise on network and unreliable disks.
    std::int64_t mmap_size = std::int64_t{256} << 20;
    /// How long another process's lock may be waited for; 0 does not wait.
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
    /// Called on every connection right after opening and before any setting; readers are opened,
    /// and call it, on the thread that needs one.
    detail::callback<void(connection&)> on_open{};
    /// Called after each run of a typed statement, on the thread that ran it. It must be quick, and
    /// not call the database; what it throws is dropped.
    detail::callback<void(statement_event const&)> on_statement{};
    /// Called for failures that no caller gets, as of an observation, on the thread where it
    /// failed.
    detail::callback<void(background_error const&)> on_error{};
    /// Counts runs, rows and times of each statement for statistics(): 60 ns a run.
    bool statement_statistics = true;
    /// Prepared statements kept per connection; 0 keeps all.
    std::size_t statement_limit = 0;
};

namespace detail {

/// The options of a connection that opens the file in `mode`.
inline open_options connection_options(database_options const& options, open mode) {
    return {.mode = mode,
            .synchronous = options.synchronous,
            .cache_size = options.cache_size,
            .mmap_size = options.mmap_size,
            .busy_timeout = options.busy_timeout,
            .foreign_keys = options.foreign_keys,
            .journal_size_limit = options.journal_size_limit,
            .page_size = options.page_size,
            .auto_vacuum = options.auto_vacuum,
            .journal = options.journal,
            .vfs = options.vfs,
            .on_open = options.on_open,
            .statement_limit = options.statement_limit};
}

/// Of the writer. Precondition: the mode allows writing.
inline open_options writer_options(database_options const& options) {
    return connection_options(options, options.mode);
}

/// Of a pooled reader: it opens what the writer has opened, for reading alone.
inline open_options reader_options(database_options const& options) {
    return connection_options(options,
                              options.mode == open::immutable ? open::immutable : open::read_only);
}

inline writer_settings queue_settings(database_options const& options) {
    return {.queue_capacity = options.queue_capacity,
            .queue_bytes = options.queue_bytes,
            .when_full = options.when_full,
            .max_unsynced = options.max_unsynced,
            .checkpoints = options.checkpoints};
}

/// The check of all options; touches no file.
inline void validate(database_options const& options) {
    validate(connection_options(options, options.mode));
    require_option(options.readers >= 1 && options.readers <= 10'000, "readers",
                   "must be from 1 to 10000");
    require_option(options.max_read_age.count() >= 0, "max_read_age", "must be 0 or more");
    require_option(options.queue_capacity >= 1 && options.queue_capacity <= 4'000'000,
                   "queue_capacity", "must be from 1 to 4000000");
    require_option(options.queue_bytes >= 1024 && options.queue_bytes <= std::size_t{1} << 39U,
                   "queue_bytes", "must be from 1 KiB to 512 GiB");
    require_option(
        options.when_full >= when_full::standard && options.when_full <= when_full::reject,
        "when_full", "is not one of lithe::when_full");
    require_option(
        options.checkpoints == checkpoints::own || options.checkpoints == checkpoints::others,
        "checkpoints", "is not one of lithe::checkpoints");
    constexpr std::int64_t day = 86'400'000;
    require_option(options.max_unsynced.count() >= 0 && options.max_unsynced.count() <= day,
                   "max_unsynced", "must be from 0 to a day");
}

/// Whether the URI `path` has that parameter, with a value that is not "0".
inline bool has_uri_parameter(std::string const& path, std::string_view wanted) {
    auto at = path.find('?');
    while (path.starts_with("file:") && at != std::string::npos) {
        auto const rest = std::string_view(path).substr(at + 1);
        auto const pair = rest.substr(0, rest.find_first_of("&#"));
        if (pair.starts_with(wanted) && pair.substr(wanted.size()) != "=0" &&
            (pair.size() == wanted.size() || pair[wanted.size()] == '='))
            return true;
        at = path.find('&', at + 1);
    }
    return false;
}

/// What in a URI would break what lithe::database promises; null if nothing does.
inline char const* refused_uri_parameter(std::string const& path, open mode) {
    if (has_uri_parameter(path, "cache=shared"))
        return "cache=shared: its connections lock each other out";
    if (has_uri_parameter(path, "nolock"))
        return "nolock: without locks the first other process damages the file";
    if (has_uri_parameter(path, "immutable") && mode != open::immutable)
        return "immutable: say .mode = lithe::open::immutable";
    if (has_uri_parameter(path, "mode=ro") && may_write(mode))
        return "mode=ro: say .mode = lithe::open::read_only";
    return nullptr;
}

/// Whether `path` names a database that each connection would have for itself.
inline bool is_private_to_connection(std::string const& path) {
    return path == ":memory:" || path.starts_with("file::memory:") ||
           has_uri_parameter(path, "mode=memory");
}

}  // namespace detail
}  // namespace lithe::inline v0
