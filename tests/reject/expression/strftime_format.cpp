// error: lithe: strftime\(\): every SQLite knows %d %f %H %j %J %m %M %s %S %w %W %Y and %%; use these
#include <lithe/lithe.hpp>

struct Visit {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
using lithe::col, lithe::from;

#ifdef CORRECTED
constexpr auto node = lithe::strftime<"%Y-%m-%d">(col<&Visit::at>);
#else
constexpr auto node = lithe::strftime<"%F">(col<&Visit::at>);  // <- here
#endif
