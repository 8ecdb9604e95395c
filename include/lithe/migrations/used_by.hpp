#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Who uses what a step takes away, renames or changes: views, triggers, indexes, foreign keys of
// other tables, full-text tables. And how much a rebuild copies, as an estimate. For the plan.

#include <lithe/migrations/read_schema.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// What a step of a plan renames, drops or changes: a table, or a column of it.
struct step_target {
    std::size_t step;
    std::string table;
    std::string column;
};
inline bool takes_from_users(record const& step) {
    return step.kind == part::drop_table || step.kind == part::rename_table ||
           step.kind == part::drop_column || step.kind == part::rename_column ||
           step.kind == part::alter_column;
}
inline std::string column_taken(record const& step) {
    return step.kind == part::rename_table ? std::string() : std::string(step.other);
}

inline void add_once(std::vector<std::string>& list, std::string words) {
    for (std::string const& one : list)
        if (one == words)
            return;
    list.push_back(std::move(words));
}

/// Adds what of `schema` names the table, or where `column` is not empty this column of it.
inline void add_users(std::vector<std::string>& list, schema_model const& schema,
                      std::string_view table, std::string_view column) {
    auto const names = [&](text const& words, std::string_view of) {
        return (same_name(of, table) || mentions(words, table)) &&
               (column.empty() || mentions(words, column));
    };
    for (object_model const& view : schema.views)
        if (names(view.words, {}))
            add_once(list, "view " + view.name.str());
    for (object_model const& trigger : schema.triggers)
        if (names(trigger.words, trigger.table))
            add_once(list, "trigger " + trigger.name.str());
    for (index_model const& index : schema.indexes) {
        bool used = mentions(index.where, column);
        for (text const& one : index.parts)
            used = used || mentions(one, column);
        if (!column.empty() && used && same_name(index.table, table))
            add_once(list, "index " + index.name.str());
    }
    for (table_model const& child : schema.tables)
        for (foreign_key_model const& key : child.foreign_keys)
            if (same_name(key.parent, table) && !same_name(child.name, table) &&
                (column.empty() || contains(key.parent_columns, column)))
                add_once(list, "foreign key " + child.name.str() + "." + key.columns[0].str());
}

inline std::vector<std::string> users_in(schema_model const& schema, record const& step) {
    std::vector<std::string> list;
    if (takes_from_users(step))
        add_users(list, schema, step.name, column_taken(step));
    return list;
}

/// The same of a live file, whose objects a history need not know.
inline void add_live_users(std::vector<std::string>& list, sqlite3* db, schema_model const& live,
                           std::string_view table, std::string_view column) {
    add_users(list, live, table, column);
    for (external_fts const& fts : external_fts_tables(db))
        if (same_name(fts.content, table) && (column.empty() || has_column(db, fts.name, column)))
            add_once(list, "full-text table " + fts.name);
}

/// Units: bytes. What a copy of the table writes: its rows by the size of the first thousand.
/// Returns: -1 where the table cannot be read.
inline std::int64_t copied_bytes(sqlite3* db, table_model const& table, std::int64_t rows) {
    std::string size = "8";  // its key and header
    for (column_model const& column : table.columns)
        if (column.generated.empty())
            size += " + coalesce(length(CAST(" + sql_quoted(column.name) + " AS BLOB)), 0)";
    try {
        std::int64_t const thousand =
            ask(db, "SELECT CAST(1000 * avg(" + size + ") AS INTEGER) FROM (SELECT * FROM main." +
                        sql_quoted(table.name) + " LIMIT 1000)");
        return rows < 0 ? -1 : rows * thousand / 1000;
    } catch (error const&) {
        return -1;
    }
}

/// Whether a view or a trigger of the history has the word.
inline bool is_mentioned(schema_model const& schema, std::string_view column) {
    for (object_model const& view : schema.views)
        if (mentions(view.words, column))
            return true;
    for (object_model const& trigger : schema.triggers)
        if (mentions(trigger.words, column))
            return true;
    return false;
}

}  // namespace lithe::inline v0::migrations::detail
