#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL of a table's rebuild as far as it needs no look at the file: what is copied from where,
// and the AUTOINCREMENT mark. For the runner and for the files that an export writes.

#include <lithe/migrations/action.hpp>
#include <lithe/migrations/own_row.hpp>
#include <lithe/migrations/statement.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

[[noreturn]] inline void refuse(std::string const& why) {
    throw migration_error("lithe: migrate(): " + why);
}

// The first name of the rowid that no column hides.
inline std::string rowid_name(rebuild_work const& work) {
    for (char const* const name : {"rowid", "_rowid_", "oid"})
        if (!work.before.has(name) && !work.after.has(name))
            return name;
    refuse("table " + work.before.name.str() +
           " hides its rowid behind columns of all three of its names");
}

inline column_source const* source_of(rebuild_work const& work, column_model const& column) {
    for (column_source const& one : work.sources)
        if (same_name(one.column, column.name))
            return &one;
    return nullptr;
}
// Not where the rowid is a column that is another one now, or has another value.
inline bool keeps_rowids(rebuild_work const& work) {
    if (!has_rowid_alias(work.after))
        return true;
    column_model const& key = work.after.columns[work.after.find(work.after.key.columns[0])];
    return source_of(work, key) == nullptr && has_rowid_alias(work.before) &&
           is_key_column(work.before, key.name);
}

/// INSERT … SELECT of all rows, without WHERE and ORDER BY.
struct copy_sql {
    std::string insert;
    std::string rowid;       // of the old table, to go by; empty where one of the two has none
    bool of_own_row = true;  // each value depends on its row alone: rows may be copied in chunks

    [[nodiscard]] std::string in_one() const {
        return rowid.empty() ? insert : insert + " ORDER BY " + rowid;
    }
};

inline copy_sql copy_of(rebuild_work const& work, std::string_view name,
                        std::string_view new_name) {
    copy_sql made;
    std::string columns;
    std::string values;
    auto const add = [&](std::string const& column, std::string const& value) {
        columns += (columns.empty() ? "" : ", ") + column;
        values += (values.empty() ? "" : ", ") + value;
    };
    if (!work.before.without_rowid && !work.after.without_rowid) {
        made.rowid = sql_quoted(name) + "." + rowid_name(work);
        if (!has_rowid_alias(work.after))
            add(rowid_name(work), made.rowid);
    }
    for (column_model const& column : work.after.columns) {
        if (!column.generated.empty())
            continue;
        column_source const* const source = source_of(work, column);
        text const& computed =
            source == nullptr || source->value.empty() ? column.default_value : source->value;
        made.of_own_row = made.of_own_row && (source == nullptr || is_of_own_row(computed));
        if (source != nullptr && source->value.empty())
            continue;  // its DEFAULT
        // Qualified: a bare "missing" might be taken for a text.
        add(sql_quoted(column.name), source != nullptr
                                         ? source->value.str()
                                         : sql_quoted(name) + "." + sql_quoted(column.name));
    }
    // OR ABORT: a constraint's own ON CONFLICT IGNORE or REPLACE would drop rows.
    made.insert = "INSERT OR ABORT INTO " + sql_quoted(new_name) + " (" + columns + ") SELECT " +
                  values + " FROM " + sql_quoted(name);
    return made;
}

/// The indexes and triggers that go with a table, as they are written in the file.
inline std::vector<std::string> objects_of(sqlite3* db, std::string_view table) {
    std::vector<std::string> list;
    statement objects(db,
                      "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE "
                      "AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type");
    objects.bind(1, table);
    while (objects.step())
        list.push_back(objects.words(0));
    return list;
}

/// Whether the mark has to be carried over; without it a key of a deleted row is given again.
inline bool keeps_mark(rebuild_work const& work) {
    return work.after.key.automatic && work.before.key.automatic;
}
inline std::string forget_mark_sql(std::string_view new_name) {
    return "DELETE FROM sqlite_sequence WHERE name = " + sql_quoted(new_name, '\'');
}
inline std::string carry_mark_sql(std::string_view name, std::string_view new_name) {
    return "INSERT INTO sqlite_sequence (name, seq) SELECT " + sql_quoted(new_name, '\'') +
           ", seq FROM sqlite_sequence WHERE name = " + sql_quoted(name, '\'');
}

}  // namespace lithe::inline v0::migrations::detail
