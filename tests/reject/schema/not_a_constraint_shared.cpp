// error: lithe: table\(\): an argument is no constraint
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::constraints(lithe::primary_key<&Entity::id>));
#else
        return lithe::table("entity", lithe::constraints("id"));  // <- here
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();
