// error: lithe: generated\(\): SQLite has no generated key and no default beside it
#include <lithe/sql.hpp>
using lithe::col;

struct Other {
    std::int64_t id = 0;
    int size = 0;
};
struct Entity {
    std::int64_t id = 0;
    int width = 0;
    std::optional<int> depth{};
    int area = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::generated<&Entity::area>(col<&Entity::width> + 1));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::generated<&Entity::id>(col<&Entity::width> + 1));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
