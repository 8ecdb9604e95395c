// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().group_by(col<&User::name>);
#else
constexpr auto statement = from<User>().group_by(col<&Post::title>);  // <- here
#endif
