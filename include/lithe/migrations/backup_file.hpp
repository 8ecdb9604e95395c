#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The copy that options.before asks for: read by a second connection while the migrator's holds the
// write lock and has changed nothing yet, so that it is the very state that the migrations begin
// with; checked, flushed and named before any of them runs.

#include <lithe/migrations/overview.hpp>
#include <lithe/migrations/rebuild.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/finished_file.hpp>
#include <lithe/sqlite/page_copy.hpp>

#include <string>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

/// Errors: migration_error when the database is not a file.
inline std::string file_of(sqlite3* db) {
    char const* const name = sqlite3_db_filename(db, "main");
    if (name == nullptr || *name == '\0')
        refuse("a database in memory has no file to copy");
    return name;
}

inline std::string vfs_of(sqlite3* db) {
    sqlite3_vfs* vfs = nullptr;
    lithe::detail::check(db, sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs));
    return vfs == nullptr ? std::string() : std::string(vfs->zName);
}

/// Precondition: `db` holds the write lock and has written nothing.
/// Returns: the copy's name.
/// Errors: migration_error when there is no copy, whyever; busy_error, cancelled.
inline std::string write_backup(sqlite3* db, backup const& wanted, std::string_view last,
                                reporter const& tell) {
    std::string const path = wanted.path + '-' + std::string(last.empty() ? "0" : last);
    try {
        std::string const source = file_of(db);
        lithe::detail::finished_file file(path, source);
        open_options opening{.mode = lithe::open::read_only,
                             .synchronous = synchronous::full,
                             .mmap_size = 0,
                             .page_size = static_cast<int>(pragma_number(db, "page_size")),
                             .journal = journal::keep,
                             .vfs = vfs_of(db),
                             .on_open = wanted.on_open};
        {
            lithe::detail::session from(source, opening);
            from.begin(false);
            opening.mode = lithe::open::create;
            lithe::detail::session into(file.partial(), opening);
            lithe::detail::page_copy pages(from.native(), into.native());
            for (bool more = true; more;) {
                more = pages.step(256);
                tell.tell(phase::backup, path, pages.done(), pages.total());
            }
        }
        file.finish(opening);
    } catch (busy_error const&) {
        throw;
    } catch (cancelled const&) {
        throw;
    } catch (error const& thrown) {
        throw migration_error(
            "lithe: migrate(): options.before: " + std::string(thrown.what()) + "; nothing was run",
            thrown.extended_code());
    }
    return path;
}

/// Unless there is a copy already, nobody wants one, or the file is new.
inline void copy_before(sqlite3* db, options const& chosen, overview const& seen, risk worst,
                        report& done) {
    bool const wanted = !chosen.before.path.empty() && done.backup.empty();
    if (!wanted || worst < chosen.before.from)
        return;
    if (seen.applied.empty() && read_schema(db).tables.empty())
        return;
    std::string const last = seen.applied.empty() ? "" : seen.applied.back().version;
    done.backup = write_backup(db, chosen.before, last, {chosen, last});
}

}  // namespace lithe::inline v0::migrations::detail
