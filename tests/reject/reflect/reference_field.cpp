// error: lithe: an entity's fields are values
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    std::string name{};
};
#else
struct Entity {
    std::int64_t id = 0;
    std::string const name{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
