// error: lithe: parameter\(\): no column has such a value; give a number, a text, bytes
#include <lithe/sqlite.hpp>

struct User {
    std::int64_t id = 0;
    std::optional<int> size{};
};
using lithe::col, lithe::from, lithe::parameter;

auto fetch(lithe::connection& db) {
#ifdef CORRECTED
    return db.fetch_all(from<User>().select(col<&User::id>, parameter(std::optional<int>())));
#else
    return db.fetch_all(from<User>().select(col<&User::id>, parameter(nullptr)));  // <- here
#endif
}
