#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's word on a text: the tables of support/blog.hpp, written by hand, and a prepare.

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace blog {

/// "" when SQLite prepares the text on the blog's tables, else its message.
inline std::string refusal(std::string_view sql) {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, static_cast<int*>(nullptr));
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, static_cast<int*>(nullptr));
    sqlite3_exec(
        db,
        "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, "
        "age INTEGER NOT NULL DEFAULT 18) STRICT;"
        "CREATE TABLE posts(id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES "
        "users(id) ON DELETE CASCADE, title TEXT NOT NULL, score REAL) STRICT;"
        "CREATE TABLE messages(sender INTEGER NOT NULL REFERENCES users(id), receiver "
        "INTEGER NOT NULL REFERENCES users(id), text TEXT NOT NULL, PRIMARY KEY(sender, "
        "receiver)) STRICT;"
        "CREATE TABLE notes(text TEXT NOT NULL, weight INTEGER NOT NULL) STRICT;",
        nullptr, nullptr, nullptr);
    sqlite3_stmt* statement = nullptr;
    int const rc =
        sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    std::string const message = rc == SQLITE_OK ? "" : sqlite3_errmsg(db);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return message;
}

}  // namespace blog
