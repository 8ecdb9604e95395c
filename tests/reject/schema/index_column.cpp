// error: lithe: index: desc or collate of a field not in the index
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<&Entity::age>.desc<&Entity::age>());
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<&Entity::age>.desc<&Entity::id>());
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
