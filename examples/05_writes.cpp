// SPDX-License-Identifier: BSL-1.0
//
// Writing single rows, writing many rows by a condition, upserts and RETURNING.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

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

int main() {
    lithe::connection db{":memory:"};
    db.create_tables<User>();

    // By primary key. A key of 0 means "not assigned yet", and insert returns the new one.
    User ada{.name = "Ada", .email = "ada@example.org", .age = 36};
    ada.id = db.insert(ada);
    ada.age = 37;
    bool const was_there = db.update(ada);
    std::cout << "key " << ada.id << (was_there ? ", updated\n" : ", gone\n");

    // insert leaves a column to its DEFAULT when told so.
    auto const bob = db.insert(User{.name = "Bob"}, lithe::defaults<&User::age>);
    std::cout << "Bob is " << db.get<User>(bob).age << '\n';

    // By condition; the call says how many rows changed.
    auto const older = db.execute(lithe::update<User>()
                                      .set(col<&User::age> = col<&User::age> + 1)
                                      .where(col<&User::age> < 37));
    std::cout << older << " a year older\n";

    // On conflict: keep one row for an e-mail address, with the newest name.
    User const again{.name = "Ada King", .email = "ada@example.org", .age = 37};
    db.execute(lithe::insert_into<User>().values(again).on_conflict<&User::email>().do_update(
        col<&User::name> = lithe::excluded<&User::name>));
    std::cout << db.get<User>(ada.id).name << '\n';

    // RETURNING gives what was written.
    auto const carol = db.fetch_one(
        lithe::insert_into<User>().values(User{.name = "Carol", .age = 5}).returning());
    auto const gone = db.fetch_all(
        lithe::delete_from<User>().where(col<&User::age> < 18).returning(col<&User::name>));
    std::cout << carol.name << " was row " << carol.id << "; deleted " << gone.size() << '\n';

    // Without where() this must be said.
    std::cout << db.execute(lithe::delete_from<User>().all_rows()) << " rows deleted\n";
}
