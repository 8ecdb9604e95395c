// error: lithe: observe_changes\(\): the callback cannot be called so
#include <lithe/operations.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto watch = db.observe_changes<User>([](lithe::table_changes const&) {});
#else
    auto watch = db.observe_changes<User>([](std::vector<User> const&) {});  // <- here
#endif
}
