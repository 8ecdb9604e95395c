// error: lithe: default_value\(\): NULL for a NOT NULL field
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(0));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(nullptr));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
