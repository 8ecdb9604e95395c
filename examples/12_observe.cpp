// SPDX-License-Identifier: BSL-1.0
//
// Observing a query: its rows as they are, and again after each commit that changed its tables.

#include <lithe/operations.hpp>

#include <atomic>
#include <iostream>
#include <thread>
#include <vector>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;

    static constexpr auto schema() { return lithe::table("users", lithe::primary_key<&User::id>); }
};

int main() {
    lithe::database db{"app.db"};
    db.create_tables<User>();
    db.insert(User{.name = "Ada", .age = 36});

    // The callback runs on a thread of its own, never on the writer's.
    std::atomic<int> calls{0};
    auto watch =
        db.observe(from<User>().where(col<&User::age> > 30), [&](std::vector<User> const& rows) {
            std::cout << rows.size() << " older than 30\n";
            ++calls;
        });
    auto wait_for_call = [&](int count) {
        while (calls < count)
            std::this_thread::yield();
    };
    wait_for_call(1);  // as they are

    db.write([](lithe::transaction& tx) {  // one commit is one call
        tx.insert(User{.name = "Bob", .age = 45});
        tx.insert(User{.name = "Carol", .age = 50});
    });
    wait_for_call(2);

    watch.end();  // as its destructor does
    db.insert(User{.name = "Dan", .age = 60});
    std::cout << calls << " calls\n";
}
