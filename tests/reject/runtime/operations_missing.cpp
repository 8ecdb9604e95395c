// error: lithe: database: this call is in a header of its own; include <lithe/operations.hpp>
#ifdef CORRECTED
#include <lithe/operations.hpp>
#else
#include <lithe/lithe.hpp>
#endif

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
    auto watch = db.observe(lithe::from<User>(), [](std::vector<User> const&) {});  // <- here
    static_cast<void>(watch);
}
