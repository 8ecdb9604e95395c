// error: lithe: an entity cannot hold a C array
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    int marks = 0;
};
#else
struct Entity {
    std::int64_t id = 0;
    int marks[3]{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
