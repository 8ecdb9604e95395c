// error: lithe: default_value\(\): SQLite ignores one of an INTEGER PRIMARY KEY; leave it out
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id, &Entity::age>,
                            lithe::default_value<&Entity::id>(100));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::id>(100));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
