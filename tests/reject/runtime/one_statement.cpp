// error: lithe: update\(\): no where\(\) here
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
