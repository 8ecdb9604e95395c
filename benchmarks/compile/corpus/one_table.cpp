// SPDX-License-Identifier: BSL-1.0
//
// The smallest program: one table, one write, one query.

#include <lithe/lithe.hpp>

namespace corpus {

using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::email>);
    }
};

std::vector<User> adults(lithe::connection& db) {
    db.create_tables<User>();
    db.insert(User{.name = "Ada", .age = 36});
    return db.fetch_all(from<User>().where(col<&User::age> >= 18));
}

}  // namespace corpus
