// SPDX-License-Identifier: BSL-1.0
//
// What can go wrong at run time, and what the error knows. No message contains a bound value.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string email{};
    signed char age = 0;

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::email>,
                            lithe::check(col<&User::age> >= 0).named("born"));
    }
};

struct Login {
    std::int64_t id = 0;
    std::int64_t user_id = 0;

    static constexpr auto schema() {
        return lithe::table("logins", lithe::primary_key<&Login::id>,
                            lithe::foreign_key<&Login::user_id>.references<&User::id>());
    }
};

template <class Action>
void show(char const* title, Action action) {
    std::cout << title << ": ";
    try {
        action();
        std::cout << "no error\n";
    } catch (lithe::constraint_error const& error) {
        std::cout << "breaks a constraint on " << error.table();
        for (std::string const& column : error.columns())
            std::cout << '.' << column;
        std::cout << (error.constraint_name().empty() ? "" : " named " + error.constraint_name())
                  << '\n';
    } catch (lithe::conversion_error const& error) {
        std::cout << error.table() << '.' << error.column() << ": expected " << error.expected()
                  << ", found " << error.found() << '\n';
    } catch (lithe::not_found const&) {
        std::cout << "not found\n";
    } catch (lithe::too_many_rows const&) {
        std::cout << "too many rows\n";
    } catch (lithe::schema_error const& error) {
        for (std::string const& mismatch : error.mismatches())
            std::cout << mismatch << '\n';
    } catch (lithe::error const& error) {  // the base of them all
        std::cout << "SQLite's code " << error.code() << '\n';
    }
}

int main() {
    lithe::connection db{"app.db"};
    db.create_tables<User, Login>();
    db.insert_all(
        {User{.email = "a@example.org", .age = 36}, User{.email = "b@example.org", .age = 17}});

    show("unique", [&] { db.insert(User{.email = "a@example.org"}); });
    show("check", [&] { db.insert(User{.email = "c@example.org", .age = -1}); });
    show("foreign key", [&] { db.insert(Login{.user_id = 7}); });
    show("absent row", [&] { db.get<User>(7); });
    show("two rows for one", [&] { db.fetch_one(from<User>()); });
    show("by hand", [&] { db.execute_script("SELEC 1"); });

    // Others may write what does not fit a field; reading says so, and never gives a wrong value.
    db.execute_script("UPDATE users SET age = 300 WHERE id = 1");
    show("300 into a signed char", [&] { db.fetch_all(from<User>()); });

    // A second program has an older descriptor.
    db.execute_script(
        "DROP TABLE logins; CREATE TABLE logins (id INTEGER PRIMARY KEY, user_id TEXT) STRICT");
    show("other schema", [&] { db.create_tables<Login>(); });

    // insert_all is all or nothing, and says which element failed.
    std::vector<User> const more{
        {.email = "d@example.org"}, {.email = "e@example.org"}, {.email = "d@example.org"}};
    try {
        db.insert_all(more);
    } catch (lithe::constraint_error const& error) {
        std::cout << "element " << error.element().value() << "; still "
                  << db.fetch_one(from<User>().select(lithe::count())) << " rows\n";
    }
}
