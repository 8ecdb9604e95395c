// error: lithe: schema\(\): a constraint names no field but a function
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int years() const { return age; }
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::unique<&Entity::age>);
#else
        return lithe::table("entity", lithe::unique<&Entity::years>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
