#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Violated foreign keys: what a file had of them before a migration is not held against it.

#include <lithe/migrations/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// A row whose parent is missing.
struct violation {
    std::string child;
    std::string row;  // its rowid, or its key where it has none; empty: only counted
    std::string parent;
    std::vector<std::string> key{};  // the columns of the child, of which a row may have several

    friend bool operator==(violation const& left, violation const& right) {
        if (!same_name(left.child, right.child) || left.row != right.row ||
            !same_name(left.parent, right.parent) || left.key.size() != right.key.size())
            return false;
        for (std::size_t at = 0; at < left.key.size(); ++at)
            if (!same_name(left.key[at], right.key[at]))
                return false;
        return true;
    }
};

/// What a step calls otherwise: a table, or a column of it.
struct renamed {
    std::string table;
    std::string column;  // empty: the table
    std::string into;
};

/// The violations as they are called behind a rename.
inline void rename_in(std::vector<violation>& list, renamed const& step) {
    for (violation& one : list) {
        if (step.column.empty() && same_name(one.parent, step.table))
            one.parent = step.into;
        if (!same_name(one.child, step.table))
            continue;
        if (step.column.empty())
            one.child = step.into;
        for (std::string& column : one.key)
            if (same_name(column, step.column))
                column = step.into;
    }
}

/// The columns of one key of a child, and those of the parent.
struct key_pairs {
    std::vector<std::string> from{};
    std::vector<std::string> to{};
};
inline key_pairs pairs_of_key(sqlite3* db, std::string const& child, std::int64_t key) {
    statement columns(db,
                      "SELECT \"from\", coalesce(\"to\", (SELECT name FROM "
                      "pragma_table_info(k.\"table\") WHERE pk = k.seq + 1)) FROM "
                      "pragma_foreign_key_list(?1) AS k WHERE id = ?2 ORDER BY seq");
    columns.bind(1, child).bind(2, key);
    key_pairs made;
    while (columns.step()) {
        made.from.push_back(columns.words(0));
        made.to.push_back(columns.words(1));
    }
    return made;
}

// SQLite does not say which rows of a table WITHOUT ROWID it found: their primary keys do.
inline void name_rows(sqlite3* db, std::vector<violation>& list, std::size_t begin,
                      key_pairs const& key) {
    violation const& first = list[begin];
    std::string columns;
    statement own(db, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk");
    own.bind(1, first.child);
    while (own.step())
        columns += (columns.empty() ? "quote(c." : " || ', ' || quote(c.") +
                   sql_quoted(own.words(0)) + ')';
    std::string given;
    std::string same;
    for (std::size_t at = 0; at < key.from.size(); ++at) {
        std::string const column = "c." + sql_quoted(key.from[at]);
        given += " AND " + column + " IS NOT NULL";
        same += " AND p." + sql_quoted(key.to[at]) + " = " + column;
    }
    statement parent(db,
                     "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE "
                     "NOCASE");
    std::string const missing = parent.bind(1, first.parent).step()
                                    ? " AND NOT EXISTS (SELECT 1 FROM main." +
                                          sql_quoted(first.parent) + " AS p WHERE 1" + same + ')'
                                    : std::string();
    statement rows(db, "SELECT " + columns + " FROM main." + sql_quoted(first.child) +
                           " AS c WHERE 1" + given + missing);
    std::vector<std::string> found;
    while (rows.step())
        found.push_back(rows.words(0));
    // Where the comparison is not the key's own, by another affinity, they are only counted.
    for (std::size_t at = begin; at < list.size() && found.size() == list.size() - begin; ++at)
        list[at].row = "key " + found[at - begin];
}

/// Errors: lithe::error where a parent key is missing, which is worse than a missing row.
inline std::vector<violation> foreign_key_violations(sqlite3* db) {
    std::vector<violation> list;
    statement check(db, "SELECT \"table\", rowid, parent, fkid FROM pragma_foreign_key_check");
    std::int64_t last = -1;  // they come table by table, and key by key
    std::size_t begin = 0;
    bool has_rowid = true;
    key_pairs key;
    while (check.step()) {
        violation one{check.words(0), "rowid " + check.words(1), check.words(2)};
        if (check.is_null(1))
            one.row.clear();
        if (last != check.number(3) || !same_name(list.back().child, one.child)) {
            if (!has_rowid)
                name_rows(db, list, begin, key);
            last = check.number(3);
            begin = list.size();
            has_rowid = !check.is_null(1);
            key = pairs_of_key(db, one.child, last);
        }
        one.key = key.from;
        list.push_back(std::move(one));
    }
    if (!has_rowid)
        name_rows(db, list, begin, key);
    return list;
}

/// Those of `after` that were not in `before`, each as often as it is new.
inline std::vector<violation> new_violations(std::vector<violation> before,
                                             std::vector<violation> const& after) {
    std::vector<violation> added;
    for (violation const& one : after) {
        bool known = false;
        for (std::size_t at = 0; at < before.size() && !known; ++at) {
            if (!(before[at] == one))
                continue;
            before.erase(before.begin() + static_cast<std::ptrdiff_t>(at));
            known = true;
        }
        if (!known)
            added.push_back(one);
    }
    return added;
}

}  // namespace lithe::inline v0::migrations::detail
