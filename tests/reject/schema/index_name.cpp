// error: lithe: index: its name is taken or begins with sqlite_; give another with
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
        return lithe::table("entity", lithe::index<&Entity::age>,
#ifdef CORRECTED
                            lithe::index<&Entity::age>.unique().named("entity_age_once"));
#else
                            lithe::index<&Entity::age>.unique());
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
