// error: lithe: default_value\(\): the field cannot hold this value
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    std::int8_t age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(100));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(300));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
