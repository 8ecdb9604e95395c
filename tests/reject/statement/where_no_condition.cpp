// error: lithe: where\(\): this is not a condition; compare it with something
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().where(col<&User::age> > 0);
#else
constexpr auto statement = from<User>().where(col<&User::age>);  // <- here
#endif
