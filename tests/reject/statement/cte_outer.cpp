// error: lithe: outer\(\): this statement stands in no other; use it in exists\(\), in\(\) or
// scalar\(\) of one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto its_posts =
    from<Post>().where(col<&Post::author_id> == lithe::outer(col<&User::id>));

#ifdef CORRECTED
constexpr auto named = lithe::cte<"named">(from<Post>());
#else
constexpr auto named = lithe::cte<"named">(its_posts);  // <- here
#endif
