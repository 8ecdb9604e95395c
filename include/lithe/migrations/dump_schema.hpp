#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// dump_schema(db): the schema of a file as text to keep beside the program, letter for letter what
// `dbmate dump` writes, which is the sqlite3 shell's `.schema --nosys` and the versions.

#include <lithe/migrations/journal.hpp>
#include <lithe/sqlite/connection.hpp>

#include <cctype>
#include <string>

namespace lithe::inline v0::migrations {
namespace detail {

// As the shell quotes it: only where it has to.
inline std::string shell_name(std::string const& name) {
    bool plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
    for (char const letter : name)
        plain = plain && (letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0);
    bool const keyword = sqlite3_keyword_check(name.c_str(), static_cast<int>(name.size())) != 0;
    return plain && !keyword ? name : sql_quoted(name);
}

// `/* v(a,b) */` behind what does not say its columns.
inline std::string shell_columns(sqlite3* db, std::string const& name) {
    std::string list;
    statement columns(db, "SELECT name FROM pragma_table_info(?1)");
    columns.bind(1, name);
    while (columns.step())
        list += (list.empty() ? "" : ",") + shell_name(columns.words(0));
    return list.empty() ? list : "\n/* " + shell_name(name) + '(' + list + ") */";
}

inline std::string shell_schema(sqlite3* db) {
    std::string out;
    statement objects(db,
                      "SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND "
                      "name NOT LIKE 'sqlite_%' ORDER BY rowid");
    while (objects.step()) {
        std::string sql = objects.words(2);
        bool const quoted = sql.starts_with("CREATE TABLE '") || sql.starts_with("CREATE TABLE \"");
        if (quoted)
            sql.insert(13, "IF NOT EXISTS ");
        if (objects.words(0) == "view" || sql.starts_with("CREATE VIRTUAL"))
            sql += shell_columns(db, objects.words(1));
        out += sql + ";\n";
    }
    return out;
}

}  // namespace detail

/// The schema of a file and the versions that are applied, as SQL; nothing of its rows. In version
/// control it shows what each migration changed, and it makes the schema of a new file.
[[nodiscard]] inline std::string dump_schema(connection& db) {
    sqlite3* const native = db.native_handle();
    std::string out = detail::shell_schema(native) + "-- Dbmate schema migrations\n";
    if (!detail::has_table(native, detail::history_table))
        return out;
    std::string versions;
    detail::statement rows(native, "SELECT quote(version) FROM schema_migrations ORDER BY version");
    while (rows.step())
        versions += (versions.empty() ? "" : ",\n") + ("  (" + rows.words(0) + ')');
    if (!versions.empty())
        out += "INSERT INTO \"schema_migrations\" (version) VALUES\n" + versions + ";\n";
    return out;
}

}  // namespace lithe::inline v0::migrations
