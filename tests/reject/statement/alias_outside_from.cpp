// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>()
                               .join(boss, boss[col<&User::id>] == col<&User::id>)
                               .where(boss[col<&User::age>] > 3);
#else
constexpr auto statement = from<User>().where(boss[col<&User::age>] > 3);  // <- here
#endif
