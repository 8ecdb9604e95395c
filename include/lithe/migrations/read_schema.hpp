#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A live file's schema as a model, its digest, and whether everything in it still compiles. Text is
// read by tokens and never by patterns; what the parser sees is compared with what the pragmas say.

#include <lithe/migrations/ddl.hpp>
#include <lithe/migrations/digest.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/migrations/statement.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

inline constexpr std::string_view history_table = "schema_migrations";
inline constexpr std::string_view info_table = "_schema_migrations_info";
inline constexpr std::string_view rebuild_prefix = "__lithe_new_";

/// A table in which another tool keeps its history.
struct tool_mark {
    char const* table;
    char const* tool;
};
inline constexpr tool_mark tool_marks[] = {
    {"goose_db_version", "goose"},
    {"alembic_version", "Alembic"},
    {"__diesel_schema_migrations", "Diesel"},
    {"refinery_schema_history", "refinery"},
    {"grdb_migrations", "GRDB"},
    {"ar_internal_metadata", "Rails"},
    {"django_migrations", "Django"},
    {"__EFMigrationsHistory", "Entity Framework"},
    {"__EFMigrationsLock", "Entity Framework"},
    {"room_master_table", "Room"},
    {"__drizzle_migrations", "Drizzle"},
};

// golang-migrate's may have any name: what its CREATE TABLE is like.
inline constexpr std::string_view golang_migrate_table =
    "CREATE TABLE %(version uint64,dirty bool)";

// SQLite's own, Android's, and those of a history, whosesoever, are no part of a schema: they come
// and go without a migration. Shadow tables belong to their
// virtual table.
inline std::string const& objects_sql() {
    static std::string const sql = [] {
        std::string tools;
        for (tool_mark const& one : tool_marks)
            tools += ", '" + std::string(one.table) + '\'';
        return "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL "
               "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN "
               "('schema_migrations', '_schema_migrations_info', 'android_metadata'" +
               tools +
               ") AND tbl_name NOT IN (SELECT name FROM main.sqlite_schema WHERE sql LIKE '" +
               std::string(golang_migrate_table) +
               "') "
               "AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' "
               "AND type = 'shadow') ORDER BY type, name";
    }();
    return sql;
}

/// Whether the pragma knows the same columns as the parser.
inline bool agrees_with_pragma(sqlite3* db, table_model const& table) {
    statement columns(db, "SELECT name, \"notnull\", pk, hidden FROM pragma_table_xinfo(?1)");
    columns.bind(1, table.name.view());
    std::size_t at = 0;
    for (; columns.step(); ++at) {
        if (at == table.columns.size() || columns.words(0) != table.columns[at].name.view())
            return false;
        column_model const& column = table.columns[at];
        bool const in_key = is_key_column(table, column.name);
        bool const generated = columns.number(3) >= 2;
        if ((columns.number(2) != 0) != in_key || generated == column.generated.empty() ||
            (!in_key && (columns.number(1) != 0) != column.not_null))
            return false;
    }
    return at == table.columns.size();
}

/// `REFERENCES people` means its primary key.
inline void name_parent_keys(schema_model& schema) {
    for (table_model& child : schema.tables)
        for (foreign_key_model& key : child.foreign_keys)
            if (table_model const* const parent = schema.table(key.parent);
                parent != nullptr && key.parent_columns.empty())
                key.parent_columns = names_list(parent->key.columns);
}

/// The schema of `main`. A table that is not understood is in it by its text only.
inline schema_model read_schema(sqlite3* db) {
    schema_model schema;
    statement objects(db, objects_sql());
    while (objects.step()) {
        std::string const type = objects.words(0);
        std::string const sql = objects.words(3);
        if (type == "table") {
            table_model table = parse_table(sql);
            table.name = text(objects.words(1));
            if (table.as_written.empty() && !agrees_with_pragma(db, table))
                table.as_written = text(sql);
            schema.tables.push_back(std::move(table));
        } else if (type == "index") {
            index_model index;
            if (!parse_index(sql, index))
                index = {text(objects.words(1)), text(objects.words(2)), false, {text(sql)}, {}};
            schema.indexes.push_back(std::move(index));
        } else {
            auto& list = type == "view" ? schema.views : schema.triggers;
            list.push_back({text(objects.words(1)),
                            type == "view" ? text() : text(objects.words(2)), text(sql)});
        }
    }
    name_parent_keys(schema);
    return schema;
}

/// SHA-256 over the canonical texts of everything in `main`: equal before and after a VACUUM.
inline std::string schema_digest(sqlite3* db) {
    sha256 state;
    statement objects(db, objects_sql());
    while (objects.step()) {
        add_text(state, objects.words(0));
        add_text(state, objects.words(1));
        add_text(state, canonical(objects.words(3)));
    }
    return std::string(finish(state).view());
}

/// The schema-changing counter and what the pragma of that name says.
inline std::int64_t pragma_number(sqlite3* db, std::string_view name) {
    return ask(db, "PRAGMA " + std::string(name));
}

// What stops "INSERT INTO view" without an INSTEAD OF trigger, which is no fault.
inline bool is_view_refusal(std::string_view message) {
    return message.starts_with("cannot modify ");
}

inline void compile(sqlite3* db, std::string const& what, std::string const& sql,
                    std::vector<std::string>& broken) {
    sqlite3_stmt* prepared = nullptr;
    int const rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &prepared, nullptr);
    sqlite3_finalize(prepared);
    std::string const message = rc == SQLITE_OK ? "" : sqlite3_errmsg(db);
    if (rc != SQLITE_OK && !is_view_refusal(message))
        broken.push_back(what + ": " + message);
}

inline void compile_writes(sqlite3* db, std::string const& table,
                           std::vector<std::string>& broken) {
    std::string const name = sql_quoted(table);
    std::string const what = "triggers of " + table;
    compile(db, what, "INSERT INTO " + name + " DEFAULT VALUES", broken);
    compile(db, what, "DELETE FROM " + name, broken);
    statement columns(db, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0");
    columns.bind(1, table);
    std::string sets;
    while (columns.step()) {
        std::string const column = sql_quoted(columns.words(0));
        sets += (sets.empty() ? "" : ", ") + column + " = " + column;
    }
    if (!sets.empty())
        compile(db, what, "UPDATE " + name + " SET " + sets, broken);
}

inline bool has_column(sqlite3* db, std::string_view table, std::string_view column) {
    statement question(db, "SELECT 1 FROM pragma_table_xinfo(?1) WHERE name = ?2 COLLATE NOCASE");
    return question.bind(1, table).bind(2, column).step();
}

/// `UPDATE OF` a column that is gone: SQLite takes it, and the trigger never fires.
inline void check_update_of(sqlite3* db, object_model const& trigger,
                            std::vector<std::string>& broken) {
    std::vector<token> const tokens = tokens_of(trigger.words);
    std::size_t at = 0;
    while (at < tokens.size() && !tokens[at].is("BEGIN") &&
           !(tokens[at].is("OF") && at > 0 && tokens[at - 1].is("UPDATE")))
        ++at;
    if (at == tokens.size() || !tokens[at].is("OF"))
        return;
    for (++at; at < tokens.size() && !tokens[at].is("ON"); ++at) {
        text const column = unquoted(tokens[at]);
        if (!tokens[at].is(",") && !has_column(db, trigger.table, column))
            broken.push_back("trigger " + trigger.name.str() + ": no column " +
                             trigger.table.str() + "." + column.str() + ", so it never fires");
    }
}

/// FTS5 tables that keep no text of their own, and the table they read.
struct external_fts {
    std::string name;
    std::string content;
    std::string rowid;  // empty: the table's own
};
inline std::vector<external_fts> external_fts_tables(sqlite3* db) {
    std::vector<external_fts> list;
    statement tables(db,
                     "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND "
                     "sql LIKE 'CREATE VIRTUAL TABLE%'");
    while (tables.step()) {
        std::string const sql = tables.words(1);
        std::vector<token> const tokens = tokens_of(sql);
        bool fts5 = false;
        external_fts found{tables.words(0), {}, {}};
        for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
            fts5 = fts5 || tokens[at].is("fts5");
            if (!fts5 || !tokens[at + 1].is("="))
                continue;
            if (tokens[at].is("content"))
                found.content = unquoted(tokens[at + 2]).str();
            if (tokens[at].is("content_rowid"))
                found.rowid = unquoted(tokens[at + 2]).str();
        }
        if (!found.content.empty())
            list.push_back(std::move(found));
    }
    return list;
}
/// Renames and drops do not follow into FTS5, which notices at the next query.
inline void check_fts(sqlite3* db, std::vector<std::string>& broken) {
    for (external_fts const& fts : external_fts_tables(db)) {
        auto const require = [&](std::string const& column) {
            if (!has_column(db, fts.content, column))
                broken.push_back("full-text table " + fts.name + ": no column " + fts.content +
                                 "." + column);
        };
        if (!fts.rowid.empty() && !same_name(fts.rowid, "rowid"))
            require(fts.rowid);
        statement columns(db, "SELECT name FROM pragma_table_info(?1)");
        columns.bind(1, fts.name);
        while (columns.step())
            require(columns.words(0));
    }
}

/// What no longer compiles: every view, and the triggers of every table and view. SQLite accepts
/// steps that break them, and says so only when they are used.
inline std::vector<std::string> broken_objects(sqlite3* db) {
    std::vector<std::string> broken;
    schema_model const schema = read_schema(db);
    for (object_model const& view : schema.views)
        compile(db, "view " + view.name.str(), "SELECT * FROM " + sql_quoted(view.name), broken);
    std::vector<std::string> done;
    for (object_model const& trigger : schema.triggers) {
        bool seen = false;
        for (std::string const& one : done)
            seen = seen || same_name(one, trigger.table);
        if (seen)
            continue;
        done.push_back(trigger.table.str());
        compile_writes(db, trigger.table.str(), broken);
    }
    for (object_model const& trigger : schema.triggers)
        check_update_of(db, trigger, broken);
    check_fts(db, broken);
    return broken;
}

}  // namespace lithe::inline v0::migrations::detail
