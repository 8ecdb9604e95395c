// error: lithe: an entity is a plain aggregate
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    int age = 0;
};
#else
struct Entity {
    std::int64_t id = 0;
    explicit Entity(int number) : id(number) {}
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
