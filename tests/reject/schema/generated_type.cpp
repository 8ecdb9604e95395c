// error: lithe: generated\(\): the expression.s type is not the field.s
#include <lithe/sql.hpp>
using lithe::cast, lithe::col;

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
                            lithe::generated<&Entity::area>(cast<int>(col<&Entity::width> * 1.5)));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::generated<&Entity::area>(col<&Entity::width> * 1.5));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
