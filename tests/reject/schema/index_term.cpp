// error: lithe: index: on\(\) takes expressions of columns of its own row
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
                            lithe::index<>.on(abs(col<&Entity::width>)).named("by_size"));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<>.on(abs(col<&Other::size>)).named("by_size"));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
