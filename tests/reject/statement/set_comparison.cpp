// error: lithe: set\(\), do_update\(\): this is not an assignment; write col<&T::f> = value, not
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3);
#else
constexpr auto statement = update<User>().set(col<&User::age> == 3);  // <- here
#endif
