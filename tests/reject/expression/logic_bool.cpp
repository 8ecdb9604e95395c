// error: lithe: logic: an operand of &&, \|\| or ! is not a condition; compare it first
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const query = from<User>().where(col<&User::age> > 3 && col<&User::id> > 1);
#else
auto const query = from<User>().where(col<&User::age> > 3 && true);  // <- here
#endif
