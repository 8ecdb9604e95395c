// error: lithe: set\(\), do_update\(\): a column is assigned twice; SQLite would drop the first,
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3);
#else
constexpr auto statement = update<User>().set(col<&User::age> = 3, col<&User::age> = 4);  // <- here
#endif
