// error: lithe: an entity cannot hold a bit-field; use a whole integer or bool
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    unsigned red = 0;
    bool green = false;
};
#else
struct Entity {
    std::int64_t id = 0;
    unsigned red : 5 = 0;
    unsigned green : 3 = 0;
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
