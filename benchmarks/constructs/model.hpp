#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The tables of the constructs, as a user of lithe writes them. Both sides fill the same structs.

#include <lithe/lithe.hpp>

#include "suite.hpp"

#include <chrono>

namespace bench {

using lithe::col, lithe::count, lithe::desc, lithe::from, lithe::outer;
using moment = std::chrono::sys_time<std::chrono::milliseconds>;

struct Person {
    std::int64_t id = 0;
    std::string name{};
    std::string email{};
    int age = 0;
    double score = 0;
    std::optional<std::string> bio{};
    std::optional<std::int64_t> boss_id{};

    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>,
                            lithe::unique<&Person::email>, lithe::index<&Person::boss_id>);
    }
};

struct Post {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
    std::string tags{};  // JSON
    int stars = 0;
    moment created_at{};

    static constexpr auto schema() {
        return lithe::table("posts", lithe::primary_key<&Post::id>,
                            lithe::foreign_key<&Post::author_id>.references<&Person::id>(),
                            lithe::index<&Post::author_id, &Post::created_at>,
                            lithe::index<&Post::created_at>);
    }
};

/// What the writes write into.
struct Word {
    std::string word{};
    std::int64_t times = 0;
    static constexpr auto schema() {
        return lithe::table("words", lithe::primary_key<&Word::word>);
    }
};

/// Two columns, the commonest row of these cases.
struct Counted {
    std::int64_t id = 0;
    std::int64_t amount = 0;
};
struct Named {
    std::string name{};
    std::int64_t amount = 0;
};

inline constexpr std::int64_t people = 20'000;
inline constexpr std::int64_t authors = 5'000;  // with 12 posts each
inline constexpr std::int64_t posts = 60'000;

/// A key from 1 to `most`, another at each turn, the same on both sides.
inline std::int64_t key(std::int64_t turn, std::int64_t most) {
    return 1 + turn * 7'919 % most;
}

inline Counted read_counted(sqlite3_stmt* row) {
    return {integer(row, 0), integer(row, 1)};
}
inline Named read_named(sqlite3_stmt* row) {
    return {text(row, 0), integer(row, 1)};
}
inline Person read_person(sqlite3_stmt* row) {
    return {integer(row, 0), text(row, 1),       text(row, 2),         small(row, 3),
            real(row, 4),    maybe_text(row, 5), maybe_integer(row, 6)};
}
inline moment read_moment(sqlite3_stmt* row, int column) {
    return moment{std::chrono::milliseconds{integer(row, column)}};
}
inline Post read_post(sqlite3_stmt* row) {
    return {integer(row, 0), integer(row, 1), text(row, 2),
            text(row, 3),    small(row, 4),   read_moment(row, 5)};
}

}  // namespace bench
