#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The step of a migration marked .no_transaction(): statement by statement, and then a look at what
// came of it, since SQLite ignores a setting that it cannot change without a word.

#include <lithe/migrations/guard.hpp>
#include <lithe/migrations/outside.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// The value as SQLite answers it.
inline std::string setting_words(outside_statement const& one) {
    constexpr std::string_view vacuums[] = {"none", "full", "incremental"};
    std::string words;
    for (char const letter : one.value)
        words += lower(letter);
    if (same_name(one.pragma, "auto_vacuum"))
        for (std::size_t at = 0; at < 3; ++at)
            if (words == vacuums[at])
                return std::to_string(at);
    return words;
}

// VACUUM numbers anew the rows of a table without INTEGER PRIMARY KEY, by which a full-text table
// finds its texts. Source: https://www.sqlite.org/lang_vacuum.html
inline void require_stable_rows(sqlite3* db) {
    schema_model const live = read_schema(db);
    for (external_fts const& fts : external_fts_tables(db)) {
        table_model const* const content = live.table(fts.content);
        bool const by_rowid = fts.rowid.empty() || same_name(fts.rowid, "rowid");
        if (by_rowid && content != nullptr && !has_rowid_alias(*content))
            refuse("VACUUM gives the rows of table " + fts.content +
                   " other rowids, by which full-text table " + fts.name +
                   " finds them; give it an INTEGER PRIMARY KEY");
    }
}

/// Precondition: no transaction is open. `is_shared`: the file has readers of the same program.
/// Errors: migration_error also when a setting is not what the SQL says; busy_error, cancelled.
inline void run_outside(sqlite3* db, std::string_view sql, timeout patience, reporter const& tell,
                        bool is_shared) {
    std::vector<outside_statement> const list = outside_statements(sql);
    for (outside_statement const& one : list) {
        if (one.pragma.empty())
            require_stable_rows(db);
        if (is_shared && same_name(one.pragma, "journal_mode"))
            refuse("lithe::database has a WAL; set journal_mode with a lithe::connection");
    }
    heartbeat const alive(db, tell);
    try {
        for (outside_statement const& one : list) {
            tell.tell(phase::steps);
            run_patiently(db, one.sql, patience);
        }
    } catch (cancelled const&) {
        alive.rethrow();
        throw cancelled("lithe: migrate(): cancelled outside a transaction; it will be run again",
                        SQLITE_INTERRUPT);
    }
    for (std::size_t at = 0; at < list.size(); ++at) {
        bool last = !list[at].pragma.empty();
        for (std::size_t behind = at + 1; behind < list.size(); ++behind)
            last = last && !same_name(list[at].pragma, list[behind].pragma);
        if (!last)
            continue;
        std::string const name(list[at].pragma);
        std::string const now = lithe::detail::read_pragma(db, "main." + name);
        if (now != setting_words(list[at]))
            refuse("SQLite did not take " + std::string(list[at].sql) + ", " + name + " is " + now +
                   "; page_size and auto_vacuum want VACUUM behind them, and page_size no WAL");
    }
}

}  // namespace lithe::inline v0::migrations::detail
