// error: lithe: when\(\): its second argument is no condition; compare a column with it
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().where(when(true, col<&User::age> == 4));
#else
constexpr auto query = from<User>().where(when(true, 4));  // <- here
#endif
