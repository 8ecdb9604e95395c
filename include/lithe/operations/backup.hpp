#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Copies of an open database, taken while it is read and written: db.backup(path) page by page,
// vacuum_into(db, path) compacted. Both read one snapshot, so that no write makes them begin again.

#include <lithe/runtime/database.hpp>
#include <lithe/sqlite/finished_file.hpp>
#include <lithe/sqlite/page_copy.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

namespace lithe::inline v0 {

/// Units: pages.
struct backup_progress {
    std::int64_t done = 0;
    std::int64_t total = 0;
};

struct backup_options {
    /// After each step, on the thread of backup(). What it throws ends the backup. It may read and
    /// write; close() throws reentrant_call.
    detail::callback<void(backup_progress const&)> on_progress{};
    int pages_per_step = 256;
    /// At most so many bytes in a second; 0 is as fast as possible.
    std::int64_t rate = 0;
    stop_token stop{};
};

namespace detail {

/// Reaches the core of a database, for the functions of operations.
struct operation_access {
    static database_core& core(database const& db) {
        return static_cast<operation_calls<database> const&>(db).core();
    }
};

/// How a copy is opened: as the database, but with SQLite's own journal, and flushed.
inline open_options copy_options(database_core& core) {
    auto const& own = core.readers().options();
    return {.mode = open::create,
            .synchronous = synchronous::full,
            .mmap_size = 0,
            .page_size = own.page_size,
            .auto_vacuum = own.auto_vacuum,
            .journal = journal::keep,
            .vfs = own.vfs,
            .on_open = own.on_open};
}

/// A reader of the database beside those of read(), for as long as a copy is made.
class copied_snapshot {
public:
    explicit copied_snapshot(database_core& core)
        : core_(core), reader_(core.readers().take({.held = true, .site = {"backup", "", 0}})) {}
    copied_snapshot(copied_snapshot const&) = delete;
    copied_snapshot& operator=(copied_snapshot const&) = delete;
    ~copied_snapshot() {
        reader_.finish();
        core_.readers().give_back(reader_);
    }
    pooled_reader& reader() noexcept { return reader_; }

    /// Errors: cancelled, closed.
    void require_wanted(stop_token const& stop) const {
        if (stop.stop_requested())
            throw cancelled("lithe: backup: the caller's stop token asked for it");
        if (core_.readers().closing())
            throw closed("lithe: backup: the database is closed");
    }

private:
    database_core& core_;
    pooled_reader& reader_;
};

inline void copy_pages(copied_snapshot& from, session& to, backup_options const& options) {
    auto* const source = from.reader().connection().native();
    auto const page_size = std::stoll(read_pragma(source, "page_size"));
    page_copy copy(source, to.native());
    auto const began = moment_now();
    for (bool more = true; more;) {
        from.require_wanted(options.stop);
        more = copy.step(options.pages_per_step);
        backup_progress const now{copy.done(), copy.total()};
        if (options.on_progress)
            options.on_progress(now);
        if (!more || options.rate <= 0)
            continue;
        auto const bytes = static_cast<double>(now.done * page_size);
        auto const due =
            began + static_cast<clock_point>(1e9 * bytes / static_cast<double>(options.rate));
        while (moment_now() < due) {  // in short sleeps: it may be stopped
            from.require_wanted(options.stop);
            auto const left = due - moment_now();
            std::this_thread::sleep_for(
                std::chrono::nanoseconds(left < 10'000'000 ? left : 10'000'000));
        }
    }
}

inline void require_valid(backup_options const& options) {
    require_option(options.pages_per_step >= 1, "pages_per_step", "must be 1 or more");
    require_option(options.rate >= 0, "rate", "must be 0 or more bytes per second");
}

/// What database::backup calls.
inline void back_up(database_core& core, utf8_path const& path, backup_options const& options) {
    require_valid(options);
    require_read_allowed(&core);
    access_record const inside(&core, access_kind::copy);
    finished_file file(path.text(), core.readers().path());
    auto const opened = copy_options(core);
    {
        copied_snapshot from(core);
        from.reader().begin();
        session to(file.partial(), opened);
        copy_pages(from, to, options);
    }
    file.finish(opened);
}

}  // namespace detail

/// Writes a compacted copy: as backup(), but without free pages and with each table in one piece.
/// Of the options only .stop counts.
///
/// Errors: those of backup().
inline void vacuum_into(database const& db, detail::utf8_path const& path,
                        backup_options const& options = {}) {
    auto& core = detail::operation_access::core(db);
    detail::require_read_allowed(&core);
    detail::access_record const inside(&core, detail::access_kind::copy);
    detail::finished_file file(path.text(), core.readers().path());
    {
        detail::copied_snapshot from(core);
        from.require_wanted(options.stop);
        auto& connection = from.reader().connection();
        auto* const native = connection.native();
        from.reader().watch().arm(native, detail::no_moment, &options.stop, detail::no_moment);
        std::string quoted;
        for (char const letter : file.partial())
            quoted.append(letter == '\'' ? 2 : 1, letter);
        try {
            connection.run(("VACUUM INTO '" + quoted + "'").c_str());
        } catch (cancelled const&) {
            from.require_wanted(options.stop);
            throw;
        }
    }
    file.finish(detail::copy_options(core));
}

}  // namespace lithe::inline v0
