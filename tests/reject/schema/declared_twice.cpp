// error: lithe: schema\(\): a field.s default, collation, name, form or unique<> is said twice
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(1));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::default_value<&Entity::age>(1),
                            lithe::default_value<&Entity::age>(2));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
