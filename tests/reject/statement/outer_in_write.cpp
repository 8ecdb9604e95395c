// error: lithe: outer\(\): this statement stands in no other; use it
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto its_posts =
    from<Post>().where(col<&Post::author_id> == lithe::outer(col<&User::id>));

#ifdef CORRECTED
constexpr auto statement = delete_from<User>().where(exists(its_posts));
#else
constexpr auto statement = delete_from<User>().where(lithe::outer(col<&User::id>) == 1);  // <- here
#endif
