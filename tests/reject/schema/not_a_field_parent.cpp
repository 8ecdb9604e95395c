// error: lithe: schema\(\): a constraint names no field but a function
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int key() const { return age; }
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::foreign_key<&Entity::age>.references<&Entity::key>());
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
