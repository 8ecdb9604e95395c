// error: lithe: outer\(\): its table is in this query, too, and would be meant; give one of them an
// alias
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto found =
    exists(from(boss).where(boss[col<&User::age>] > lithe::outer(col<&User::age>)));
#else
constexpr auto found =
    exists(from<User>().where(col<&User::age> > lithe::outer(col<&User::age>)));  // <- here
#endif
