// error: lithe: schema\(\): it cannot be called here; make it public, static and without parameters
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
#ifdef CORRECTED
    static constexpr auto schema() {
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
    }
#else
    constexpr auto schema() const {
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
    }
#endif
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
