// error: lithe: update\(\): there is no where\(\); say all_rows\(\) when every row is meant
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
    int age = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    db.execute(lithe::update<User>().set(lithe::col<&User::age> = 1).all_rows());
#else
    db.execute(lithe::update<User>().set(lithe::col<&User::age> = 1));  // <- here
#endif
}
