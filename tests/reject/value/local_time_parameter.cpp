// error: lithe: local_time: a column keeps UTC
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

auto fetch(lithe::connection& db) {
#ifdef CORRECTED
    return db.fetch_all(lithe::from<User>().select(lithe::parameter(std::chrono::sys_seconds{})));
#else
    return db.fetch_all(
        lithe::from<User>().select(lithe::parameter(std::chrono::local_seconds{})));  // <- here
#endif
}
