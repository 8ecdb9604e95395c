// error: lithe: autoincrement\(\): the key is not one integer
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>.autoincrement());
#else
        return lithe::table("entity", lithe::primary_key<&Entity::name>.autoincrement());
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
