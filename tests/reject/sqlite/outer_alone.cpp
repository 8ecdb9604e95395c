// error: lithe: outer\(\): this statement stands in no other; use it in exists\(\), in\(\) or
// scalar\(\) of one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto its_posts =
    from<Post>().where(col<&Post::author_id> == lithe::outer(col<&User::id>));

#ifdef CORRECTED
void run(connection& c) {
    static_cast<void>(c.fetch_all(from<User>().where(exists(its_posts))));
}
#else
void run(connection& c) {
    static_cast<void>(c.fetch_all(its_posts));  // <- here
}
#endif
