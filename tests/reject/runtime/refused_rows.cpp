// error: lithe: column: its table is not in FROM or JOIN
// with warnings
#include <lithe/lithe.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<int> age{};
};
struct Post {
    std::int64_t id = 0;
};
struct Named {
    std::int64_t id;
    std::string name;
};

// What is known without the mistake is known: whatever is done with the rows is no second one.
std::size_t run(lithe::database& db) {
#ifdef CORRECTED
    auto query = from<User>().where(col<&User::id> == 1);
#else
    auto query = from<User>().where(col<&Post::id> == 1);  // <- here
#endif
    std::size_t sum = 0;
    for (auto const& [id, name, age] : db.fetch_all(query))
        sum += name.size() + (id > 0 && age ? 1 : 0);
    for (User const& user : db.fetch_all(query))
        sum += user.name.size();
    std::vector<User> const users = db.fetch_all(query);
    auto const named = query.select(col<&User::id>, col<&User::name>);
    for (auto const& [id, name] : db.fetch_all(named))
        sum += name.size() + (id > 0 ? 1 : 0);
    std::vector<std::tuple<std::int64_t, std::string>> const rows = db.fetch_all(named);
    for (auto const& [id, name] :
         db.fetch_all(query.select_as<Named>(col<&User::id>, col<&User::name>)))
        sum += name.size() + (id > 0 ? 1 : 0);
    auto const [total, oldest] =
        db.fetch_one(query.select(lithe::count(), lithe::max(col<&User::age>)));
    std::string const name = db.fetch_one(query.select(col<&User::name>));
    if (auto const row = db.fetch_optional(named))
        sum += std::get<1>(*row).size();
    User const user = db.read([&](lithe::reader& r) { return r.fetch_one(query); });
    return sum + users.size() + rows.size() + name.size() + user.name.size() +
           (total > 0 && oldest == 3 ? 1 : 0);
}
