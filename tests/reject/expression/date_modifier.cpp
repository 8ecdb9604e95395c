// error: lithe: date\(\): this is no modifier; such are \+1 day, -2.5 hours, start of month, weekday 0
#include <lithe/lithe.hpp>

struct Visit {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
using lithe::col, lithe::from;

#ifdef CORRECTED
constexpr auto node = lithe::date<"start of month">(col<&Visit::at>);
#else
constexpr auto node = lithe::date<"start of week">(col<&Visit::at>);  // <- here
#endif
