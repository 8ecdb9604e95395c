// error: lithe: schema\(\): a constraint names no field
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>, lithe::unique<&Entity::age>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>, lithe::unique<>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
