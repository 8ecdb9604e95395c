#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQLite says a table is, one line for each column, foreign key and index, through its
// pragmas: to be compared with what a descriptor says.

#include "support/catch.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lithe_test {

using text_rows = std::vector<std::vector<std::string>>;

/// The rows of a statement as texts; NULL is "NULL".
inline text_rows rows_of(sqlite3* db, std::string_view sql, std::string_view argument = {}) {
    sqlite3_stmt* statement = nullptr;
    int const rc =
        sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    INFO(sql);
    INFO(sqlite3_errmsg(db));
    REQUIRE(rc == SQLITE_OK);
    if (sqlite3_bind_parameter_count(statement) > 0)
        sqlite3_bind_text(statement, 1, argument.data(), static_cast<int>(argument.size()),
                          SQLITE_STATIC);
    text_rows rows;
    int step = sqlite3_step(statement);
    for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
        rows.emplace_back();
        for (int at = 0; at < sqlite3_column_count(statement); ++at) {
            auto const* const text =
                reinterpret_cast<char const*>(sqlite3_column_text(statement, at));
            auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
            rows.back().push_back(text == nullptr ? "NULL" : std::string(text, size));
        }
    }
    INFO(sqlite3_errmsg(db));
    CHECK(step == SQLITE_DONE);
    sqlite3_finalize(statement);
    return rows;
}

/// `name TYPE [not null] [key N] [default …]`, `foreign key …`, `index …`, `strict`, `without
/// rowid`.
inline std::string describe_table(sqlite3* db, std::string_view table) {
    std::string text;
    for (auto const& row : rows_of(db,
                                   "SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                                   "FROM pragma_table_xinfo(?1)",
                                   table)) {
        text += row[0] + " " + row[1] + (row[2] == "0" ? "" : " not null");
        if (row[4] != "0")
            text += " key " + row[4];
        if (row[3] != "NULL")
            text += " default " + row[3];
        text += "\n";
    }
    std::string last;
    for (auto const& row : rows_of(db,
                                   "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete "
                                   "FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq",
                                   table)) {
        if (row[0] != last) {
            text += last.empty() ? "" : "\n";
            text += "foreign key on " + row[1] + " update " + row[4] + " delete " + row[5];
        }
        last = row[0];
        text += ", " + row[2] + " -> " + row[3];
    }
    if (!last.empty())
        text += "\n";
    for (auto const& index : rows_of(db,
                                     "SELECT name, \"unique\", origin FROM pragma_index_list(?1) "
                                     "ORDER BY seq DESC",
                                     table)) {
        text += "index " + index[0] + (index[1] == "1" ? " unique " : " ") + index[2];
        for (auto const& part : rows_of(db,
                                        "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?1) "
                                        "WHERE key ORDER BY seqno",
                                        index[0]))
            text += ", " + part[0] + (part[1] == "1" ? " desc " : " ") + part[2];
        text += "\n";
    }
    for (auto const& row : rows_of(db,
                                   "SELECT strict, wr FROM pragma_table_list "
                                   "WHERE schema = 'main' AND name = ?1",
                                   table))
        text += std::string(row[0] == "1" ? "strict" : "not strict") +
                (row[1] == "1" ? " without rowid" : "");
    return text;
}

}  // namespace lithe_test
