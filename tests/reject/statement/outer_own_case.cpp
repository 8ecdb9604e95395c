// error: lithe: outer\(\): its table is in this query, too, and would be meant; give one of them an
// alias
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto users = alias<Post, "his">;
constexpr auto found =
    exists(from(users).where(users[col<&Post::author_id>] == outer(col<&User::id>)));
#else
constexpr auto users = alias<Post, "Users">;
constexpr auto found =
    exists(from(users).where(users[col<&Post::author_id>] == outer(col<&User::id>)));  // <- here
#endif
