#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// create_tables<User, Post>(): creates what is absent and compares the rest with the descriptors.
// The comparison asks SQLite what the table is, through the pragmas, never by its text.

#include <lithe/sqlite/run.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::detail {

struct expected_column {
    std::string_view name;
    std::string_view type;
    bool nullable;
    bool in_key;
    bool generated;
};

template <class Entity, std::size_t... Index>
constexpr std::array<expected_column, sizeof...(Index)> expected_columns(
    std::index_sequence<Index...>) {
    return {expected_column{
        column_names<Entity>[Index],
        column_type_words(field_storage<Entity, Index>, descriptor_of<Entity>.strict),
        is_optional<field_type<Entity, Index>>, is_in_sequence<Index, key_of<Entity>>,
        is_in_sequence<Index, generated_fields<Entity>>}...};
}

/// What two parameters of a text of lithe's own are bound to.
struct two_texts {
    std::string_view first;
    std::string_view second;
    template <class Sink>
    void bind(Sink& sink) const {
        sink(first);
        sink(second);
    }
};

struct found_column {
    std::string name;
    std::string type;
    bool not_null = false;
    bool in_key = false;
    bool fills_itself = false;  // by a DEFAULT, as a generated column or as the rowid
    bool generated = false;
};

inline std::string column_text(sqlite3_value* value) {
    return sqlite3_value_type(value) == SQLITE_NULL ? std::string() : std::string(text_of(value));
}

/// The columns of a table or view as SQLite has them; empty when there is no such table.
/// `schema`: the attached database it is in; empty for wherever the name is found.
inline std::vector<found_column> read_columns(session& on, std::string_view table,
                                              std::string_view schema = {}) {
    using question = control_statement<
        "SELECT name, type, \"notnull\", pk, dflt_value IS NOT NULL OR hidden <> 0 OR "
        "(pk = 1 AND type = 'INTEGER' COLLATE NOCASE AND max(pk) OVER () = 1), hidden IN (2, 3) "
        "FROM pragma_table_xinfo(?1, nullif(?2, ''))">;
    execution run(on, slot_of<question>::get(), question::value);
    run.bind(two_texts{table, schema});
    std::vector<found_column> columns;
    while (run.step()) {
        row_values const row = run.values();
        columns.push_back({column_text(row[0]), column_text(row[1]), sqlite3_value_int(row[2]) != 0,
                           sqlite3_value_int(row[3]) != 0, sqlite3_value_int(row[4]) != 0,
                           sqlite3_value_int(row[5]) != 0});
    }
    return columns;
}

/// A view's columns have no constraints of their own, and those of an expression no type.
inline bool is_view_name(session& on, std::string_view table) {
    using question = control_statement<
        "SELECT 1 FROM (SELECT name, type FROM sqlite_schema UNION ALL "
        "SELECT name, type FROM sqlite_temp_schema) "
        "WHERE type = 'view' AND name = ?1 COLLATE NOCASE">;
    execution run(on, slot_of<question>::get(), question::value);
    run.bind(parameter<std::string_view>(table));
    return run.step();
}

inline void compare_column(std::string const& place, expected_column const& wanted,
                           found_column const& found, std::vector<std::string>& mismatches) {
    if (!same_name(found.type, wanted.type))
        mismatches.push_back(place + ": type is " + found.type + ", expected " +
                             std::string(wanted.type));
    if (!found.not_null && !found.in_key && !wanted.nullable)
        mismatches.push_back(place + ": may be NULL, but the field is not std::optional");
    if (found.in_key != wanted.in_key)
        mismatches.push_back(place + (wanted.in_key ? ": is not in the primary key"
                                                    : ": is in the primary key, the field is not"));
    if (found.generated != wanted.generated)
        mismatches.push_back(place + (wanted.generated
                                          ? ": is not a generated column"
                                          : ": is a generated column, the field is not"));
}

/// Adds a sentence for each difference that makes reading or writing fail.
inline void compare_table(std::string_view table, expected_column const* wanted, std::size_t count,
                          std::vector<found_column> const& found, bool is_view,
                          std::vector<std::string>& mismatches) {
    std::size_t matched = 0;
    bool keyed = false;
    for (std::size_t at = 0; at < count; ++at) {
        std::string const place = std::string(table) + "." + std::string(wanted[at].name);
        keyed = keyed || wanted[at].in_key;
        found_column const* column = nullptr;
        for (found_column const& candidate : found)
            if (same_name(candidate.name, wanted[at].name))
                column = &candidate;
        if (column == nullptr) {
            mismatches.push_back(place + ": the column is missing");
        } else {
            if (!is_view)
                compare_column(place, wanted[at], *column, mismatches);
            ++matched;
        }
    }
    if (matched == found.size())
        return;
    for (found_column const& column : found) {
        bool mapped = false;
        for (std::size_t at = 0; at < count; ++at)
            mapped = mapped || same_name(column.name, wanted[at].name);
        if (mapped || column.fills_itself)
            continue;
        if (keyed && column.in_key)
            mismatches.push_back(std::string(table) + "." + column.name +
                                 ": is in the primary key, and no field maps it");
        else if (column.not_null)
            mismatches.push_back(std::string(table) + "." + column.name +
                                 ": NOT NULL without DEFAULT, and no field maps it");
    }
}

/// Every field but those at `Without` must have a column of its name; the rest is the module's.
template <class Entity, class Without>
void compare_names(std::vector<found_column> const& found, std::vector<std::string>& mismatches) {
    for (std::string_view const name : names_at<Entity>(fields_without<Entity, Without>{})) {
        bool there = false;
        for (found_column const& column : found)
            there = there || same_name(column.name, name);
        if (!there)
            mismatches.push_back(std::string(entity_names<Entity>::table()) + "." +
                                 std::string(name) + ": the column is missing");
    }
}

/// The text of a trigger or view as sqlite_schema has it; empty when it is not there.
inline std::string read_text_of(session& on, std::string_view type, std::string_view name) {
    using question = control_statement<
        "SELECT sql FROM (SELECT type, name, sql FROM sqlite_schema UNION ALL "
        "SELECT type, name, sql FROM sqlite_temp_schema) "
        "WHERE type = ?1 AND name = ?2 COLLATE NOCASE">;
    execution run(on, slot_of<question>::get(), question::value);
    run.bind(two_texts{type, name});
    return run.step() ? column_text(run.values()[0]) : std::string();
}

/// What is written by lithe alone is compared by its text.
inline void compare_text(session& on, std::string_view type, std::string_view name,
                         std::string_view wanted, std::vector<std::string>& mismatches) {
    std::string const found = read_text_of(on, type, name);
    if (found != wanted)
        mismatches.push_back(std::string(name) + ": the " + std::string(type) +
                             (found.empty() ? " is missing" : " is another"));
}

/// SQLite takes a name without a schema for the temporary table, and leaves the file's alone.
inline void refuse_hidden(session& on, std::string_view table, std::string_view schema,
                          std::vector<std::string>& mismatches) {
    if ((schema.empty() || same_name(schema, "temp")) && !read_columns(on, table, "temp").empty() &&
        !read_columns(on, table, "main").empty())
        mismatches.push_back(std::string(table) +
                             ": a temporary table hides the file's of the same name");
}

template <class Entity>
void create_or_compare(session& on, std::vector<std::string>& mismatches) {
    static constexpr auto wanted = expected_columns<Entity>(field_indices<Entity>{});
    std::string_view const table = entity_names<Entity>::table();
    std::string_view const schema = entity_names<Entity>::schema();
    std::vector<found_column> const found = read_columns(on, table, schema);
    if (found.empty()) {
        on.run(sql_of<create_table_text<Entity>>.data());
        on.run(sql_of<create_indexes_text<Entity>>.data());
    } else {
        compare_table(table, wanted.data(), wanted.size(), found,
                      schema.empty() && is_view_name(on, table), mismatches);
    }
    refuse_hidden(on, table, schema, mismatches);
}

// Tables first: full-text tables, views and triggers name them.
template <class Entity>
consteval int creation_rank_of() {
    if constexpr (is_special_object<Entity>) {
        return descriptor_type<Entity>::creation_rank;
    } else {
        return 0;
    }
}
template <class Entity, int Rank>
void create_at_rank(session& on, std::vector<std::string>& mismatches) {
    if constexpr (creation_rank_of<Entity>() != Rank) {
        return;
    } else if constexpr (Rank == 0) {
        create_or_compare<Entity>(on, mismatches);
    } else {
        if (!compare_object<Entity>(descriptor_of<Entity>, on, mismatches))
            create_object<Entity>(descriptor_of<Entity>, on);
    }
}

/// Errors: schema_error with every mismatch; nothing is created then.
template <class... Entities>
void create_tables(session& on) {
    undo_scope scope(on);
    std::vector<std::string> mismatches;
    (create_at_rank<Entities, 0>(on, mismatches), ...);
    if constexpr ((is_special_object<Entities> || ...)) {
        (create_at_rank<Entities, 1>(on, mismatches), ...);
        (create_at_rank<Entities, 2>(on, mismatches), ...);
        (create_at_rank<Entities, 3>(on, mismatches), ...);
    }
    if (!mismatches.empty())
        throw schema_error(std::move(mismatches));
    scope.keep();
}

}  // namespace lithe::inline v0::detail
