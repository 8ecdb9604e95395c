// error: lithe: table\(\): its first argument is no name; give a literal text
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#else
        return lithe::table(lithe::primary_key<&Entity::id>);  // <- here
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();
