#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The history that a file keeps of itself: dbmate's table, byte for byte, and a second one with
// what dbmate does not know. Histories of other tools are recognised and never written.

#include <lithe/migrations/read_schema.hpp>
#include <lithe/migrations/replay.hpp>
#include <lithe/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

struct applied_migration {
    std::string version;
    std::string kind;  // empty: external
    std::string digest;
    std::string schema_digest;
    std::string min_compatible;
};

/// Whether another tool applied it, or lithe from a file of SQL.
inline bool is_of_files(applied_migration const& one) {
    return one.kind.empty() || one.digest.starts_with("f1:");
}

inline bool has_table(sqlite3* db, std::string_view name) {
    statement question(db, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1");
    question.bind(1, name);
    return question.step();
}

/// Whether the table of our name is golang-migrate's, which has another shape.
inline bool is_history_foreign(sqlite3* db) {
    statement column(db,
                     "SELECT 1 FROM pragma_table_info('schema_migrations') WHERE name = 'dirty'");
    return column.step();
}

/// The tool whose history the file has, other than dbmate, whose table is ours; empty for none.
inline std::string other_tool(sqlite3* db) {
    for (tool_mark const& one : tool_marks)
        if (has_table(db, one.table))
            return one.tool;
    if (is_history_foreign(db))
        return "golang-migrate";
    statement golang(db, "SELECT 1 FROM main.sqlite_schema WHERE sql LIKE ?1");
    return golang.bind(1, golang_migrate_table).step() ? "golang-migrate" : "";
}

inline void create_journal(sqlite3* db) {
    run(db, "CREATE TABLE IF NOT EXISTS \"schema_migrations\" (version varchar(128) primary key)");
    run(db,
        "CREATE TABLE IF NOT EXISTS \"_schema_migrations_info\" (\n"
        "  version TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,\n"
        "  kind TEXT NOT NULL CHECK (kind IN ('applied','baseline','squashed','external')),\n"
        "  digest TEXT NOT NULL,\n"
        "  schema_digest TEXT NOT NULL,\n"
        "  min_compatible TEXT,\n"
        "  applied_at TEXT NOT NULL, duration_us INTEGER NOT NULL, sqlite_version TEXT NOT NULL, "
        "library_version TEXT NOT NULL\n"
        ") STRICT");
}

/// In the order of their versions. What dbmate has taken back is not among them.
inline std::vector<applied_migration> read_journal(sqlite3* db) {
    std::vector<applied_migration> list;
    if (!has_table(db, history_table))
        return list;
    bool const with_info = has_table(db, info_table);
    statement rows(
        db, with_info ? "SELECT m.version, i.kind, i.digest, i.schema_digest, i.min_compatible "
                        "FROM schema_migrations AS m LEFT JOIN _schema_migrations_info AS i "
                        "USING (version) ORDER BY length(ltrim(m.version, '0')), "
                        "ltrim(m.version, '0')"
                      : "SELECT version, NULL, NULL, NULL, NULL FROM schema_migrations "
                        "ORDER BY length(ltrim(version, '0')), ltrim(version, '0')");
    while (rows.step())
        list.push_back({rows.words(0), rows.words(1), rows.words(2), rows.words(3), rows.words(4)});
    return list;
}

struct journal_entry {
    std::string_view version;
    std::string_view name;
    std::string_view kind;
    std::string_view digest;
    std::string_view min_compatible;  // empty: NULL
    std::int64_t microseconds = 0;
};

/// The entry of the last version knows the schema as it is, whichever was run or undone last.
inline void note_schema(sqlite3* db) {
    statement last(db,
                   "UPDATE _schema_migrations_info SET schema_digest = ?1 WHERE version = (SELECT "
                   "version FROM schema_migrations ORDER BY length(ltrim(version, '0')) DESC, "
                   "ltrim(version, '0') DESC LIMIT 1)");
    last.bind(1, schema_digest(db)).step();
}

inline void write_version(sqlite3* db, std::string_view version) {
    statement note(db, "INSERT INTO schema_migrations (version) VALUES (?1)");
    note.bind(1, version).step();
}
inline void write_info(sqlite3* db, journal_entry const& entry, std::string_view schema) {
    statement info(db,
                   "INSERT OR REPLACE INTO _schema_migrations_info VALUES (?1, ?2, ?3, ?4, ?5, "
                   "nullif(?6, ''), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?7, sqlite_version(), "
                   "?8)");
    info.bind(1, entry.version)
        .bind(2, entry.name)
        .bind(3, entry.kind)
        .bind(4, entry.digest)
        .bind(5, schema)
        .bind(6, entry.min_compatible)
        .bind(7, entry.microseconds)
        .bind(8, std::to_string(LITHE_VERSION));
    info.step();
}
inline void write_info(sqlite3* db, journal_entry const& entry) {
    write_info(db, entry, schema_digest(db));
    note_schema(db);
}
inline void write_entry(sqlite3* db, journal_entry const& entry) {
    write_version(db, entry.version);
    write_info(db, entry);
}
/// Of a squash() whose replaced migrations the file has. The schema is what they left, whatever it
/// is now.
inline void write_squash(sqlite3* db, applied_migration const& squash, std::string_view name) {
    write_version(db, squash.version);
    write_info(db, {squash.version, name, squash.kind, squash.digest, squash.min_compatible, 0},
               squash.schema_digest);
}

inline void erase_entry(sqlite3* db, std::string_view version) {
    for (char const* const table : {"schema_migrations", "_schema_migrations_info"}) {
        statement erase(db, std::string("DELETE FROM \"") + table + "\" WHERE version = ?1");
        erase.bind(1, version).step();
    }
    note_schema(db);
}

/// What the schema was when the history last changed it; empty where another tool did.
inline std::string recorded_schema(std::vector<applied_migration> const& applied) {
    return applied.empty() ? std::string() : applied.back().schema_digest;
}

}  // namespace lithe::inline v0::migrations::detail
