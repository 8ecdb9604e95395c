// error: lithe: schema\(\): a name is empty, has a NUL or begins with sqlite_
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#else
        return lithe::table("sqlite_entity", lithe::primary_key<&Entity::id>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
