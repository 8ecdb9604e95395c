// error: lithe: insert\(\): it takes one struct, behind it at most lithe::defaults<...>
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
    int age = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    db.insert(User{}, lithe::defaults<&User::age>);
#else
    db.insert(User{}, 3);  // <- here
#endif
}
