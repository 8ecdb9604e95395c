// error: lithe: set\(\), do_update\(\): nothing is assigned; give col<&T::f> = value
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3);
#else
constexpr auto statement = update<User>().set();  // <- here
#endif
