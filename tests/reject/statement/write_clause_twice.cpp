// error: lithe: returning\(\): clauses come once: set where returning, or values on_conflict
// returning; reorder
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = delete_from<User>().where(col<&User::id> == 1);
#else
constexpr auto statement = delete_from<User>().where(col<&User::id> == 1).all_rows();  // <- here
#endif
