// error: lithe: date\(\): this is no time; give a sys_time, a year_month_day, a text or lithe::now\(\)
#include <lithe/lithe.hpp>

struct Visit {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
using lithe::col, lithe::from;

#ifdef CORRECTED
constexpr auto node = lithe::date(col<&Visit::at>);
#else
constexpr auto node = lithe::date(col<&Visit::id>);  // <- here
#endif
