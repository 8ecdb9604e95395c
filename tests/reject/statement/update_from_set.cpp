// error: lithe: from\(\): a column.s table is not in FROM or JOIN; add join<Table>\(\) or remove
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().from<Post>().set(col<&User::age> = col<&Post::id>);
#else
constexpr auto statement = update<User>().set(col<&User::age> = col<&Post::id>);  // <- here
#endif
