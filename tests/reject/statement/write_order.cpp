// error: lithe: returning\(\): clauses come once: set where returning, or values on_conflict
// returning; reorder
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::age> = 3).where(col<&User::id> == 1);
#else
constexpr auto statement =
    update<User>().where(col<&User::id> == 1).set(col<&User::age> = 3);  // <- here
#endif
