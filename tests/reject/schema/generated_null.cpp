// error: lithe: generated\(\): it may be NULL and the field is NOT NULL
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
                            lithe::generated<&Entity::area>(coalesce(col<&Entity::depth>, 1)));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::generated<&Entity::area>(col<&Entity::depth> + 1));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
