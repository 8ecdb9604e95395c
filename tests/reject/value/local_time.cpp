// error: lithe: local_time: a column keeps UTC
#include <lithe/lithe.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
#else
struct Entity {
    std::int64_t id = 0;
    std::chrono::local_seconds at{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
