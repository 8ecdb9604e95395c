// error: lithe: from\(\): a column's table is not in FROM or JOIN; add join<Table>\(\) or remove
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = delete_from<User>().where(col<&User::name> == "a");
#else
constexpr auto statement = delete_from<User>().where(col<&Post::title> == "a");  // <- here
#endif
