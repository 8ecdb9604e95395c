// error: lithe: from\(\): clauses come once: from join where group_by having window select order_by limit
// offset; reorder
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().where(col<&User::age> > 0, col<&User::id> > 0);
#else
constexpr auto statement =
    from<User>().where(col<&User::age> > 0).where(col<&User::id> > 0);  // <- here
#endif
