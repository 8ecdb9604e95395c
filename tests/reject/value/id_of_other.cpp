// error: lithe: comparison: the two sides have types that cannot be compared
#include <lithe/sql.hpp>

struct User {
    lithe::id<User> id{};
};
struct Post {
    lithe::id<Post> id{};
    lithe::id<User> author_id{};
};
using lithe::col;

#ifdef CORRECTED
constexpr auto node = col<&Post::author_id> == col<&User::id>;
#else
constexpr auto node = col<&Post::id> == col<&User::id>;  // <- here
#endif
