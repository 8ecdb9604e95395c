// error: lithe: schema\(\): two columns have one name
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int Age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::column_name<&Entity::Age>("age2"));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
