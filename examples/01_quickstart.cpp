// SPDX-License-Identifier: BSL-1.0
#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::name>);
    }
};

int main() {
    lithe::connection db{":memory:"};  // or a file: {"app.db"}
    db.create_tables<User>();
    db.insert_all({User{.name = "Ada", .age = 36}, User{.name = "Bob", .age = 17}});

    auto adults = from<User>().where(col<&User::age> >= 18).order_by(col<&User::name>);
    for (User const& user : db.fetch_all(adults))
        std::cout << user.name << ", " << user.age << '\n';
    std::cout << adults.sql() << '\n';
}
