// error: lithe: schema\(\): its value is no constant
#include <lithe/sql.hpp>

#include <array>

struct Entity {
    std::int64_t id = 0;
    int level = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::check(lithe::col<&Entity::level>.in(1, 2)));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::check(lithe::col<&Entity::level>.in({1, 2})));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
