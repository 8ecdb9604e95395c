// error: lithe: schema\(\): a char is neither number nor text; use std::string, or signed char
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
#ifdef CORRECTED
    signed char grade = 0;
#else
    char grade = 'a';
#endif
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
