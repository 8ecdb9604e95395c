#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// goose's own history table, read and written when asked: for files that goose and lithe both
// migrate. dbmate needs none of this, its table is ours.
// Source: https://pressly.github.io/goose

#include <lithe/migrations/migrator.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

inline constexpr std::string_view goose_table = "goose_db_version";

// What goose says last of a version counts.
inline bool is_applied_in_goose(sqlite3* db, std::string_view version) {
    statement last(db,
                   "SELECT is_applied FROM goose_db_version WHERE version_id = CAST(?1 AS INTEGER) "
                   "ORDER BY id DESC LIMIT 1");
    last.bind(1, version);
    return last.step() && last.number(0) != 0;
}

inline std::vector<std::string> take_from_goose(sqlite3* db, loaded_history const& history) {
    std::vector<std::string> taken;
    if (!has_table(db, goose_table))
        throw migration_error("lithe: from_goose(): the file has no table goose_db_version");
    create_journal(db);
    std::vector<std::string> known;
    for (applied_migration const& one : read_journal(db))
        known.push_back(one.version);
    std::int64_t found = 0;
    auto const take = [&](std::string_view version) {
        if (!is_applied_in_goose(db, version))
            return;
        ++found;
        if (holds(known, version))
            return;
        write_version(db, version);
        taken.emplace_back(version);
    };
    for (record const& one : migrations_of{history.all()}) {
        for (record const& old :
             parts_of(one))  // of a squash: the migrator looks whether it is all
            if (old.kind == part::replaced)
                take(old.name);
        take(one.name);
    }
    std::int64_t const all =
        ask(db,
            "SELECT count(*) FROM goose_db_version AS g WHERE version_id <> 0 AND is_applied AND "
            "id = (SELECT max(id) FROM goose_db_version WHERE version_id = g.version_id)");
    if (all != found)
        throw migration_error("lithe: from_goose(): goose has applied " +
                              std::to_string(all - found) + " versions that this history has not");
    return taken;
}

inline void give_to_goose(sqlite3* db) {
    // As goose writes it, so that its own schema dumps stay the same.
    run(db,
        "CREATE TABLE IF NOT EXISTS goose_db_version (\n\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,"
        "\n\t\tversion_id INTEGER NOT NULL,\n\t\tis_applied INTEGER NOT NULL,\n\t\ttstamp "
        "TIMESTAMP DEFAULT (datetime('now'))\n\t)");
    if (ask(db, "SELECT count(*) FROM goose_db_version WHERE version_id = 0") == 0)
        run(db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)");
    for (applied_migration const& one : read_journal(db)) {
        if (is_applied_in_goose(db, one.version))
            continue;
        statement note(db,
                       "INSERT INTO goose_db_version (version_id, is_applied) VALUES "
                       "(CAST(?1 AS INTEGER), 1)");
        note.bind(1, one.version).step();
    }
    run(db,
        "DELETE FROM goose_db_version WHERE version_id <> 0 AND version_id NOT IN "
        "(SELECT CAST(version AS INTEGER) FROM schema_migrations)");
}

template <class Handle, class Task>
void under_lock(Handle& handle, Task&& task) {
    with_connection(handle, [&](sqlite3* db) {
        write_lock lock(db, options{}.busy_timeout);
        task(db);
        lock.commit();
    });
}

}  // namespace detail

/// Notes as applied what goose has applied of `history`, so that a migrator goes on from there;
/// goose's table is only read. May be called again after goose has done more.
/// Returns: the versions that were noted. Errors: migration_error where goose has applied what the
/// history has not; nothing is written then.
template <class Handle, class History>
std::vector<std::string> from_goose(Handle& handle, History const& history) {
    std::vector<std::string> taken;
    detail::under_lock(handle, [&](sqlite3* db) {
        if constexpr (std::is_same_v<History, detail::loaded_history>)
            taken = detail::take_from_goose(db, history);
        else
            taken = detail::take_from_goose(db, detail::load(history));
    });
    return taken;
}

/// Makes goose's table say what is applied here, so that goose goes on from there; the only
/// function that writes it, and creates it where there is none.
template <class Handle>
void to_goose(Handle& handle) {
    detail::under_lock(handle, [](sqlite3* db) { detail::give_to_goose(db); });
}

}  // namespace lithe::inline v0::migrations
