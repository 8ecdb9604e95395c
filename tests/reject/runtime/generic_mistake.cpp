// error: lithe: column: its table is not in FROM or JOIN
#include <lithe/lithe.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
};
struct Post {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto task = [](auto& tx) { return tx.fetch_one(from<User>().where(col<&User::id> == 1)); };
#else
    auto task = [](auto& tx) {
        return tx.fetch_one(from<User>().where(col<&Post::id> == 1));  // <- here
    };
#endif
    User user = db.write(task);
    static_cast<void>(user.id);
}
