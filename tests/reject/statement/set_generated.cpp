// error: lithe: set\(\): a generated column; SQLite computes it
#include <lithe/sql.hpp>
using lithe::col;

struct Entity {
    std::int64_t id = 0;
    int width = 0;
    int area = 0;
    static constexpr auto schema() {
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::generated<&Entity::area>(col<&Entity::width> + 1));
    }
};

#ifdef CORRECTED
auto statement = lithe::update<Entity>().set(col<&Entity::width> = 3);
#else
auto statement = lithe::update<Entity>().set(col<&Entity::area> = 3);  // <- here
#endif
