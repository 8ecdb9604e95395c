// SPDX-License-Identifier: BSL-1.0
//
// lithe::database: one writer thread, a pool of readers, usable from any thread. A reader cannot
// write: it does not compile.

#include <lithe/lithe.hpp>

#include <iostream>
#include <thread>
#include <vector>
using lithe::col, lithe::count, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::name>);
    }
};

struct Visit {
    std::int64_t id = 0;
    std::int64_t user_id = 0;

    static constexpr auto schema() {
        return lithe::table("visits", lithe::primary_key<&Visit::id>,
                            lithe::foreign_key<&Visit::user_id>.references<&User::id>());
    }
};

int main() {
    lithe::database db{"app.db"};
    db.create_tables<User, Visit>();

    // One transaction on the writer thread; returns when it is committed.
    auto const ada = db.write([](lithe::transaction& tx) {
        auto const id = tx.insert(User{.name = "Ada"});
        tx.insert(Visit{.user_id = id});
        return id;
    });

    // Many threads may write. What they queue at the same time is committed together.
    std::vector<std::thread> visitors;
    for (int at = 0; at < 4; ++at) {
        visitors.emplace_back([&] {
            for (int visit = 0; visit < 25; ++visit)
                db.insert(Visit{.user_id = ada});
        });
    }
    for (std::thread& visitor : visitors)
        visitor.join();

    // Queue now, collect later.
    auto bob =
        db.async_write([](lithe::transaction& tx) { return tx.insert(User{.name = "Bob"}); });
    std::cout << "Bob is row " << bob.get() << '\n';

    // An exception undoes its own write, whoever else is in the same batch, and comes back here.
    try {
        db.write([](lithe::transaction& tx) {
            tx.insert(User{.name = "Carol"});
            tx.insert(User{.name = "Ada"});
        });
    } catch (lithe::constraint_error const& error) {
        std::cout << "refused: " << error.table() << '.' << error.columns().front() << '\n';
    }

    // One snapshot for the whole callback.
    auto const [users, visits] = db.read([](lithe::reader& r) {
        return std::pair{r.fetch_one(from<User>().select(count())),
                         r.fetch_one(from<Visit>().select(count()))};
    });
    std::cout << users << " users, " << visits << " visits\n";

    // The one-statement forms.
    for (std::string const& name :
         db.fetch_all(from<User>().select(col<&User::name>).order_by(col<&User::name>)))
        std::cout << name << '\n';
}
