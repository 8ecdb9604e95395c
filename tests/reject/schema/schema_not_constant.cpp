// error: lithe: schema\(\): its value is no constant; make it static constexpr of constants
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("entity"); }
};
#else
struct Entity {
    std::int64_t id = 0;
    static auto schema() { return lithe::table("entity"); }
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
