// error: lithe: comparison: the two sides have types that cannot be compared
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
    std::optional<int> size{};
    float weight = 0;
};
struct Other {
    std::int64_t id = 0;
};
using lithe::col;

#ifdef CORRECTED
auto const query = lithe::from<User>().where(col<&User::size> < 3);
void run(lithe::connection& db) {
    (void)db.fetch_all(query);
}
#else
auto const query = lithe::from<User>().where(col<&User::size> < std::nullopt);  // <- here
void run(lithe::connection& db) {
    (void)db.fetch_all(query);
}
#endif
