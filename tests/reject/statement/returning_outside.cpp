// error: lithe: from\(\): a column's table is not in FROM or JOIN; add join<Table>\(\) or remove
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(col<&User::id>);
#else
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(col<&Post::id>);  // <- here
#endif
