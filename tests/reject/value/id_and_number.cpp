// error: lithe: comparison: the two sides have types that cannot be compared
#include <lithe/sql.hpp>

struct User {
    lithe::id<User> id{};
};
using lithe::col;

#ifdef CORRECTED
constexpr auto node = col<&User::id> == lithe::id<User>(7);
#else
constexpr auto node = col<&User::id> == 7;  // <- here
#endif
