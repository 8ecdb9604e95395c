// error: lithe: parameter\(\): this is an expression already; give it as it is
#include <lithe/sqlite.hpp>

struct User {
    std::int64_t id = 0;
    std::optional<int> size{};
};
using lithe::col, lithe::from, lithe::parameter;

auto fetch(lithe::connection& db) {
#ifdef CORRECTED
    return db.fetch_all(from<User>().where(col<&User::size> == 3).select(col<&User::id>));
#else
    return db.fetch_all(
        from<User>().where(col<&User::size> == 3).select(parameter(col<&User::id>)));  // <- here
#endif
}
