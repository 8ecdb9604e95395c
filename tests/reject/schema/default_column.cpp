// error: lithe: default_value\(\): it reads a column or an aggregate
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int size = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(1));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(lithe::col<&Entity::size>));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
