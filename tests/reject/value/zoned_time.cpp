// error: lithe: zoned_time: a column keeps UTC
#include <lithe/lithe.hpp>

#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
using zoned = std::chrono::zoned_time<std::chrono::seconds>;
#else
// This library has no zoned_time: a type that is refused as it would be.
struct zoned {};
template <>
struct lithe::value_traits<zoned> : lithe::detail::refused_zoned_time {};
#endif

#ifdef CORRECTED
using stamp = std::chrono::sys_seconds;
#else
using stamp = zoned;
#endif
struct Event {
    std::int64_t id = 0;
    stamp at{};
};

constexpr auto text = lithe::create_table_sql<Event>();  // <- here
