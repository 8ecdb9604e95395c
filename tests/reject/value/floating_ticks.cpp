// error: lithe: sys_time: its ticks are no whole numbers
#include <lithe/lithe.hpp>

template <class Rep>
using seconds_of = std::chrono::sys_time<std::chrono::duration<Rep>>;
#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    seconds_of<long> at{};
};
#else
struct Entity {
    std::int64_t id = 0;
    seconds_of<double> at{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
