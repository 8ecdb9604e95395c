// error: lithe: set\(\), do_update\(\): an aggregate cannot be assigned; query it first
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3);
#else
constexpr auto statement = update<User>().set(col<&User::age> = count());  // <- here
#endif
