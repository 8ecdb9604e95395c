#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What lithe_rows and lithe_array have in common as virtual tables: they are there without CREATE
// VIRTUAL TABLE, and their objects are made and deleted alike.

#include <lithe/sqlite/result_code.hpp>

#include <new>

namespace lithe::inline v0::detail {

/// Of `Self`: `table`, `cursor`, and connect, best_index, filter, next, eof, column and row_id.
/// Source: https://www.sqlite.org/vtab.html#epovtab
template <class Self>
struct eponymous_table {
    static int disconnect(sqlite3_vtab* opened) noexcept {
        delete static_cast<typename Self::table*>(opened);
        return SQLITE_OK;
    }

    static int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) noexcept {
        *made = new (std::nothrow) typename Self::cursor{};
        return *made == nullptr ? SQLITE_NOMEM : SQLITE_OK;
    }

    static int close(sqlite3_vtab_cursor* opened) noexcept {
        delete static_cast<typename Self::cursor*>(opened);
        return SQLITE_OK;
    }

    static constexpr sqlite3_module make_module() noexcept {
        sqlite3_module made{};
        // Without xCreate the table is eponymous only: CREATE VIRTUAL TABLE cannot make another.
        made.xConnect = Self::connect;
        made.xBestIndex = Self::best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open;
        made.xClose = close;
        made.xFilter = Self::filter;
        made.xNext = Self::next;
        made.xEof = Self::eof;
        made.xColumn = Self::column;
        made.xRowid = Self::row_id;
        return made;
    }
};

}  // namespace lithe::inline v0::detail
