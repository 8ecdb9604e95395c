// error: lithe: an entity has at least one field; SQLite has no table without columns
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
};
#else
struct Entity {};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
