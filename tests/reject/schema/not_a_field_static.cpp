// error: lithe: schema\(\): a constraint names no field but a function, a static member
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static inline int total = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::index<&Entity::age>);
#else
        return lithe::table("entity", lithe::index<&Entity::total>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
