// error: lithe: observe\(\): the callback cannot be called so
#include <lithe/operations.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    static_cast<void>(db.observe(lithe::from<User>(), [](std::vector<User> const&) {}));
#else
    static_cast<void>(db.observe(lithe::from<User>(), [](User const&) {}));  // <- here
#endif
}
