#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The tables that the tests of statements speak of. Only floors 0 to 5: a test that runs them adds
// <lithe/sqlite.hpp>.

#include <lithe/sql.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace blog {

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::email>,
                            lithe::default_value<&User::age>(18));
    }
};

struct Post {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
    std::optional<double> score{};

    static constexpr auto schema() {
        return lithe::table(
            "posts", lithe::primary_key<&Post::id>,
            lithe::foreign_key<&Post::author_id>.references<&User::id>().on_delete(lithe::cascade));
    }
};

/// Two ways to User, and a key of two columns.
struct Message {
    std::int64_t sender = 0;
    std::int64_t receiver = 0;
    std::string text{};

    static constexpr auto schema() {
        return lithe::table("messages", lithe::primary_key<&Message::sender, &Message::receiver>,
                            lithe::foreign_key<&Message::sender>.references<&User::id>(),
                            lithe::foreign_key<&Message::receiver>.references<&User::id>());
    }
};

/// No foreign key, and no primary key.
struct Note {
    std::string text{};
    int weight = 0;

    static constexpr auto schema() { return lithe::table("notes"); }
};

inline constexpr auto boss = lithe::alias<User, "boss">;

}  // namespace blog
