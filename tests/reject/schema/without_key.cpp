// error: lithe: without_rowid: the table has no primary_key
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>, lithe::without_rowid);
#else
        return lithe::table("entity", lithe::without_rowid);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
