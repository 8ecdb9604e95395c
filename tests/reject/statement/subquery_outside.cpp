// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto its_posts =
    from<Post>().where(col<&Post::author_id> == lithe::outer(col<&User::id>));

#ifdef CORRECTED
constexpr auto query = from<User>().where(exists(its_posts));
#else
constexpr auto query = from<Note>().where(exists(its_posts));  // <- here
#endif
