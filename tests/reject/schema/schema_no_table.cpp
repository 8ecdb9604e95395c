// error: lithe: schema\(\): it does not return what table\(\) makes
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("entity"); }
};
#else
struct Entity {
    std::int64_t id = 0;
    static constexpr auto schema() { return "entity"; }
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
