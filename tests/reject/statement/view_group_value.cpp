// error: lithe: view\(\): what it selects has another value than in group_by\(\) or window\(\)
#include <lithe/sql.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    int age = 0;
};
struct Decade {
    std::optional<std::int64_t> decade{};
    std::int64_t users = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::view("decades", from<User>()
                                          .group_by(col<&User::age> / 10)
                                          .select(col<&User::age> / 10, lithe::count()));
#else
        return lithe::view("decades", from<User>()
                                          .group_by(col<&User::age> / 10)
                                          .select(col<&User::age> / 20, lithe::count()));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Decade>();  // <- here
