// error: lithe: join\(\): this table is joined already; use an alias for the second
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto other = alias<Post, "other">;
constexpr auto query = from<User>().join(other, other[col<&Post::author_id>] == col<&User::id>);
#else
constexpr auto other = alias<Post, "Users">;
constexpr auto query =
    from<User>().join(other, other[col<&Post::author_id>] == col<&User::id>);  // <- here
#endif
