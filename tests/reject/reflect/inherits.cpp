// error: lithe: an entity cannot inherit
#include <lithe/sql.hpp>

struct Base {
    std::int64_t id = 0;
};
#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    int age = 0;
};
#else
struct Entity : Base {
    int age = 0;
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
