// error: lithe: comparison: an optional value has no order
#include <lithe/sqlite.hpp>

struct User {
    std::int64_t id = 0;
    std::optional<int> size{};
};
using lithe::col, lithe::from, lithe::parameter;

#ifdef CORRECTED
auto node = col<&User::size>.in(parameter(3), 4);
#else
auto node = col<&User::size>.in(parameter(std::optional<int>(3)), 4);  // <- here
#endif
