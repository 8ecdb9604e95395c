// SPDX-License-Identifier: BSL-1.0
//
// Joins: ON from the foreign key, ON given, a table joined with itself. What an outer join may miss
// becomes std::optional.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::count, lithe::desc, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::int64_t> boss_id{};

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>,
                            lithe::foreign_key<&User::boss_id>.references<&User::id>());
    }
};

struct Post {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};

    static constexpr auto schema() {
        return lithe::table("posts", lithe::primary_key<&Post::id>,
                            lithe::foreign_key<&Post::author_id>.references<&User::id>());
    }
};

struct Top {
    std::string name{};
    std::int64_t posts = 0;
};

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<User, Post>();
    auto const ada = db.insert(User{.name = "Ada"});
    auto const bob = db.insert(User{.name = "Bob", .boss_id = ada});
    db.insert_all(
        {Post{.author_id = ada, .title = "Notes"}, Post{.author_id = ada, .title = "More notes"}});

    // One foreign key connects the two tables, so ON is known.
    for (auto const& [name, title] : db.fetch_all(from<Post>()
                                                      .join<User>()
                                                      .select(col<&User::name>, col<&Post::title>)
                                                      .order_by(col<&Post::id>)))
        std::cout << name << ": " << title << '\n';

    // Everybody, also those without posts: count of no row is 0.
    auto const top = from<User>()
                         .left_join<Post>(col<&Post::author_id> == col<&User::id>)
                         .group_by(col<&User::id>, col<&User::name>)
                         .select_as<Top>(col<&User::name>, count(col<&Post::id>))
                         .order_by(desc(count(col<&Post::id>)));
    for (Top const& row : db.fetch_all(top))
        std::cout << row.name << " wrote " << row.posts << '\n';

    // Whole rows of both: the right side of a left join is optional.
    for (auto const& [user, post] : db.fetch_all(from<User>()
                                                     .left_join<Post>()
                                                     .select(lithe::all<User>, lithe::all<Post>)
                                                     .order_by(col<&User::id>, col<&Post::id>)))
        std::cout << user.name << ", " << (post ? post->title : "nothing yet") << '\n';

    // The same table twice needs another name for one of them.
    constexpr auto boss = lithe::alias<User, "boss">;
    auto const [name, of] =
        db.fetch_one(from<User>()
                         .left_join(boss, boss[col<&User::id>] == col<&User::boss_id>)
                         .where(col<&User::id> == bob)
                         .select(col<&User::name>, boss[col<&User::name>]));
    std::cout << name << " works for " << of.value_or("nobody") << '\n';
}
