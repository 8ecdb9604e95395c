// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().having(count(col<&User::id>) > 3);
#else
constexpr auto statement = from<User>().having(count(col<&Post::id>) > 3);  // <- here
#endif
