#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The entities of the lithe contestants, as a user of lithe writes them, and the queries of the
// cases. This is the README's way; there is nothing faster beneath it that a benchmark might use.

#include <lithe/lithe.hpp>

#include "model.hpp"

namespace bench {

using lithe::col;
using lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::string email{};
    int age = 0;
    double score = 0;
    std::optional<std::string> bio{};

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::email>);
    }
};

struct Post {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
    std::string body{};
    std::int64_t created_at = 0;

    static constexpr auto schema() {
        return lithe::table("posts", lithe::primary_key<&Post::id>,
                            lithe::foreign_key<&Post::author_id>.references<&User::id>(),
                            lithe::index<&Post::author_id, &Post::created_at>);
    }
};

inline auto user_by_key(std::int64_t id) {
    return from<User>().where(col<&User::id> == id);
}

inline auto users_between(std::int64_t low, std::int64_t high) {
    return from<User>().where(col<&User::id>.between(low, high));
}

inline auto lines_of(std::int64_t author) {
    return from<Post>()
        .join<User>()
        .where(col<&Post::author_id> == author)
        .select_as<line>(col<&User::name>, col<&Post::title>, col<&Post::created_at>);
}

}  // namespace bench
