#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What tests of migrations share: a file's rows and schema as text, to compare before and after.

#include <lithe/migrations.hpp>
#include <lithe/sqlite.hpp>

#include <string>
#include <string_view>

namespace support {

/// Every row of a query, columns by `|`, rows by a line break; quote() of each value.
inline std::string rows(lithe::connection& db, std::string const& sql) {
    lithe::migrations::detail::statement query(db.native_handle(), sql);
    std::string out;
    while (query.step()) {
        if (!out.empty())
            out += '\n';
        std::string line;
        for (int at = 0;; ++at) {
            std::string const value = query.words(at);
            line += (at == 0 ? "" : "|") + (query.is_null(at) ? std::string("NULL") : value);
            if (at + 1 >= query.columns())
                break;
        }
        out += line;
    }
    return out;
}

/// All that a failed migration must leave as it was.
inline std::string everything(lithe::connection& db) {
    std::string out = rows(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
    lithe::migrations::detail::statement tables(
        db.native_handle(), "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (tables.step()) {
        std::string const name = lithe::migrations::detail::sql_quoted(tables.words(0));
        out += "\n" + name + "\n" + rows(db, "SELECT * FROM " + name + "");
    }
    for (char const* const pragma : {"foreign_keys", "legacy_alter_table", "user_version"})
        out += "\n" + rows(db, std::string("PRAGMA ") + pragma);
    return out;
}

/// What a replay of it all finds, where a wrong history would not compile.
template <class History>
constexpr lithe::migrations::detail::fault fault_in(History const& history) {
    lithe::migrations::detail::replayer run;
    return lithe::migrations::detail::replay_chunk(run, {history.nodes.list, history.nodes.size},
                                                   {}, {})
        .what;
}

}  // namespace support
