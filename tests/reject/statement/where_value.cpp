// error: lithe: condition: an argument of where\(\), having\(\) or join\(\) is none; compare it w
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().where(col<&User::age> > 0);
#else
constexpr auto statement = from<User>().where(true);  // <- here
#endif
