// error: lithe: excluded: it belongs into do_update\(\) of its own table; use col<> elsewhere
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3);
#else
constexpr auto statement = update<User>().set(col<&User::age> = excluded<&User::age>);  // <- here
#endif
