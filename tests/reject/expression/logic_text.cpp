// error: lithe: logic: an operand of &&, \|\| or ! is not a condition; compare it first
#include "support/blog.hpp"

using namespace blog;
using lithe::col, lithe::from;

#ifdef CORRECTED
auto const query = from<User>().where(col<&User::age> > 3 && col<&User::name> == "Ada");
#else
auto const query = from<User>().where(col<&User::age> > 3 && "Ada");  // <- here
#endif
