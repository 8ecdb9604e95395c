#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a plugin does with a connection of the program that loaded it. Each plugin numbers its own
// statements from 1, as the program does: the numbers collide, the rows must not.

#include <lithe/sqlite.hpp>

#include "../support/library.hpp"

namespace lithe_test {

/// How many results were wrong; 100 for an exception.
template <class Entity>
int run_plugin(lithe::connection& c) noexcept {
    using lithe::col, lithe::from;
    try {
        int wrong = 0;
        c.create_tables<Entity>();
        c.transact([&](lithe::transaction& tx) {
            tx.insert_all({Entity{.id = 1, .what = "one"}, Entity{.id = 2, .what = "two"}});
            tx.insert(Entity{.what = "three"});
            tx.update(Entity{.id = 2, .what = "TWO"});
        });
        wrong += c.fetch_all(from<Entity>()).size() != 3;
        wrong += c.template get<Entity>(2).what != "TWO";
        wrong += c.fetch_one(from<Entity>().select(lithe::count())) != 3;
        wrong += c.fetch_all(from<Entity>().where(col<&Entity::what> == "three")).at(0).id != 3;
        // The same text as a statement of the program.
        wrong += c.fetch_one(from<author>().select(lithe::count())) != 1;
        for (auto&& outer : c.stream(from<Entity>()))
            for (auto&& inner : c.stream(from<Entity>().where(col<&Entity::id> == outer.id)))
                wrong += inner.what != outer.what;
        wrong += !c.template erase<Entity>(3);
        c.execute(lithe::delete_from<Entity>().all_rows());
        return wrong;
    } catch (...) {
        return 100;
    }
}

}  // namespace lithe_test
