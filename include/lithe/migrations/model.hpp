#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a schema is, as data: the same for a history that is replayed, for a descriptor and for a
// live file. Expressions are texts of SQL, compared token by token.

#include <lithe/migrations/sql_token.hpp>
#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

using names_list = std::vector<text>;

constexpr bool same_names(names_list const& left, names_list const& right) {
    if (left.size() != right.size())
        return false;
    for (std::size_t at = 0; at < left.size(); ++at)
        if (!same_name(left[at], right[at]))
            return false;
    return true;
}
constexpr bool contains(names_list const& list, std::string_view name) {
    for (text const& one : list)
        if (same_name(one, name))
            return true;
    return false;
}
constexpr void rename_in(names_list& list, std::string_view from, std::string_view into) {
    for (text& one : list)
        if (same_name(one, from))
            one = text(into);
}

struct column_model {
    text name;
    text type;
    lithe::detail::storage_class kind{};  // of .declared(): what the program stores there
    bool not_null = false;
    bool descending_key = false;  // INTEGER PRIMARY KEY DESC, which is not the rowid
    bool stored = false;
    text default_value;  // with its brackets, if it needs them
    text collation;
    text generated;  // the expression
    text conflict;   // of NOT NULL: ON CONFLICT …
};

struct key_model {
    names_list columns;
    text name;
    text rest;               // ON CONFLICT …
    bool automatic = false;  // AUTOINCREMENT
};

struct foreign_key_model {
    names_list columns;
    text parent;
    names_list parent_columns;  // empty: the parent's primary key
    text rest;                  // ON DELETE … ON UPDATE … DEFERRABLE …
    text name;
};

struct check_model {
    text condition;
    text name;
};

struct table_model {
    text name;
    std::vector<column_model> columns;
    key_model key;  // without columns when there is none
    std::vector<key_model> uniques;
    std::vector<foreign_key_model> foreign_keys;
    std::vector<check_model> checks;
    bool is_strict = false;
    bool without_rowid = false;
    text as_written;  // of a virtual table, and of what could not be understood: the whole text

    [[nodiscard]] constexpr std::size_t find(std::string_view column) const {
        column_model const* const first = columns.data();
        std::size_t const count = columns.size();
        std::size_t const size = column.size();
        char const last = size == 0 ? '\0' : column[size - 1];
        std::size_t at = 0;
        while (at < count && !(first[at].name.may_name(size, last) && first[at].name.names(column)))
            ++at;
        return at;
    }
    [[nodiscard]] constexpr bool has(std::string_view column) const {
        return find(column) < columns.size();
    }
};

struct index_model {
    text name;
    text table;
    bool is_unique = false;
    std::vector<text> parts;  // each as written: "a" COLLATE "NOCASE" DESC
    text where;
};

/// A view or a trigger: its text, and of a trigger the table.
struct object_model {
    text name;
    text table;
    text words;    // the whole statement
    text owner{};  // the full-text table that a trigger keeps in step, and goes with
};

struct schema_model {
    std::vector<table_model> tables;
    std::vector<index_model> indexes;
    std::vector<object_model> views;
    std::vector<object_model> triggers;
    bool unknown = false;  // since m::opaque(), up to m::snapshot()

    template <class List>
    [[nodiscard]] static constexpr std::size_t find(List const& list, std::string_view name) {
        // From the end: what was made last is changed next.
        auto const* const first = list.data();
        std::size_t const count = list.size();
        std::size_t const size = name.size();
        char const last = size == 0 ? '\0' : name[size - 1];
        std::size_t at = count;
        while (at > 0 &&
               !(first[at - 1].name.may_name(size, last) && first[at - 1].name.names(name)))
            --at;
        return at == 0 ? count : at - 1;
    }
    [[nodiscard]] constexpr table_model* table(std::string_view name) {
        std::size_t const at = find(tables, name);
        return at < tables.size() ? &tables[at] : nullptr;
    }
    [[nodiscard]] constexpr table_model const* table(std::string_view name) const {
        std::size_t const at = find(tables, name);
        return at < tables.size() ? &tables[at] : nullptr;
    }
    /// Tables, views and indexes share one name space.
    [[nodiscard]] constexpr bool is_taken(std::string_view name) const {
        return table(name) != nullptr || find(indexes, name) < indexes.size() ||
               find(views, name) < views.size();
    }
};

/// Whether the primary key is SQLite's rowid.
constexpr bool has_rowid_alias(table_model const& table) {
    if (table.without_rowid || table.key.columns.size() != 1)
        return false;
    std::size_t const at = table.find(table.key.columns[0]);
    return at < table.columns.size() && same_name(table.columns[at].type, "INTEGER") &&
           !table.columns[at].descending_key;
}

/// Whether it has a DEFAULT that SQLite ignores: that of the rowid.
constexpr bool has_key_default(table_model const& table) {
    return has_rowid_alias(table) &&
           !table.columns[table.find(table.key.columns[0])].default_value.empty();
}

/// Whether its PRIMARY KEY stands with the column: the rowid, and what is descending.
constexpr bool has_inline_key(table_model const& table) {
    if (table.key.columns.size() != 1)
        return false;
    return has_rowid_alias(table) || table.columns[table.find(table.key.columns[0])].descending_key;
}

constexpr bool is_key_column(table_model const& table, std::string_view column) {
    return contains(table.key.columns, column);
}

// ---- comparison ----

/// TRUE and FALSE are SQLite's words for 1 and 0.
constexpr bool same_default(std::string_view left, std::string_view right) {
    auto const number = [](std::string_view words) -> std::string_view {
        return same_sql(words, "TRUE") ? "1" : same_sql(words, "FALSE") ? "0" : words;
    };
    return same_sql(left, right) || same_sql(number(left), number(right));
}

constexpr bool same_column(table_model const& left_table, column_model const& left,
                           table_model const& right_table, column_model const& right) {
    // The pragmas and SQLite agree that the rowid and WITHOUT ROWID keys are NOT NULL anyway.
    bool const implied_left = left.not_null || is_key_column(left_table, left.name);
    bool const implied_right = right.not_null || is_key_column(right_table, right.name);
    return same_name(left.name, right.name) && same_sql(left.type, right.type) &&
           implied_left == implied_right && left.descending_key == right.descending_key &&
           left.stored == right.stored && same_default(left.default_value, right.default_value) &&
           same_name(left.collation, right.collation) &&
           same_sql(left.generated, right.generated) && same_sql(left.conflict, right.conflict);
}
constexpr bool same_key(key_model const& left, key_model const& right) {
    return same_names(left.columns, right.columns) && same_sql(left.rest, right.rest) &&
           left.automatic == right.automatic;
}
constexpr bool same_foreign_key(foreign_key_model const& left, foreign_key_model const& right) {
    return same_names(left.columns, right.columns) && same_name(left.parent, right.parent) &&
           same_names(left.parent_columns, right.parent_columns) && same_sql(left.rest, right.rest);
}
constexpr bool same_check(check_model const& left, check_model const& right) {
    return same_sql(left.condition, right.condition);
}
constexpr bool same_index(index_model const& left, index_model const& right) {
    if (!same_name(left.name, right.name) || !same_name(left.table, right.table) ||
        left.is_unique != right.is_unique || left.parts.size() != right.parts.size() ||
        !same_sql(left.where, right.where))
        return false;
    for (std::size_t at = 0; at < left.parts.size(); ++at)
        if (!same_sql(left.parts[at], right.parts[at]))
            return false;
    return true;
}
/// Whether each element of one list is in the other, as often.
template <class Element>
constexpr bool same_set(std::vector<Element> const& left, std::vector<Element> const& right,
                        bool (*same)(Element const&, Element const&)) {
    if (left.size() != right.size())
        return false;
    // Not vector<bool>: clang does not evaluate libstdc++ 12's in constants.
    std::vector<char> used(right.size(), '\0');
    for (Element const& one : left) {
        std::size_t at = 0;
        while (at < right.size() && (used[at] != '\0' || !same(one, right[at])))
            ++at;
        if (at == right.size())
            return false;
        used[at] = 1;
    }
    return true;
}
/// Whether both are one table; the order of columns does not count.
constexpr bool same_table(table_model const& left, table_model const& right) {
    if (!left.as_written.empty() || !right.as_written.empty())
        return same_name(left.name, right.name) && same_sql(left.as_written, right.as_written);
    if (!same_name(left.name, right.name) || left.columns.size() != right.columns.size() ||
        left.is_strict != right.is_strict || left.without_rowid != right.without_rowid ||
        !same_key(left.key, right.key))
        return false;
    for (column_model const& column : left.columns) {
        std::size_t const at = right.find(column.name);
        if (at == right.columns.size() || !same_column(left, column, right, right.columns[at]))
            return false;
    }
    return same_set(left.uniques, right.uniques, same_key) &&
           same_set(left.foreign_keys, right.foreign_keys, same_foreign_key) &&
           same_set(left.checks, right.checks, same_check);
}

}  // namespace lithe::inline v0::migrations::detail
