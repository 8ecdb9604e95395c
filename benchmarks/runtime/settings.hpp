#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The production settings and the schema, the same for everybody. They are what lithe sets by
// default; the other contestants run the text below right after opening.

namespace bench {

/// `cache_spill` is off because lithe keeps it off on SQLite before 3.50.2; no case spills.
inline constexpr char const* production_settings =
    "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA foreign_keys=ON;"
    "PRAGMA journal_size_limit=67108864; PRAGMA cache_spill=OFF;";

inline constexpr char const* users_table =
    "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE,"
    " age INTEGER NOT NULL, score REAL NOT NULL, bio TEXT) STRICT;";

inline constexpr char const* posts_table =
    "CREATE TABLE posts(id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users(id),"
    " title TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX posts_author_id_created_at ON posts(author_id, created_at);";

// The statements, the same for everybody who writes SQL by hand.
inline constexpr char const* sql_by_key =
    "SELECT id, name, email, age, score, bio FROM users WHERE id = ?1";
inline constexpr char const* sql_range =
    "SELECT id, name, email, age, score, bio FROM users WHERE id BETWEEN ?1 AND ?2";
inline constexpr char const* sql_ordered_range =
    "SELECT id, name, email, age, score, bio FROM users WHERE id BETWEEN ?1 AND ?2"
    " ORDER BY id LIMIT 100";
inline constexpr char const* sql_join =
    "SELECT users.name, posts.title, posts.created_at FROM posts"
    " JOIN users ON posts.author_id = users.id WHERE posts.author_id = ?1";
inline constexpr char const* sql_insert =
    "INSERT INTO users(name, email, age, score, bio) VALUES(?1, ?2, ?3, ?4, ?5)";
inline constexpr char const* sql_bulk_insert =
    "INSERT INTO users(name, email, age, score, bio, id) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
inline constexpr char const* sql_update = "UPDATE users SET age = ?1, score = ?2 WHERE id = ?3";

}  // namespace bench
