// error: lithe: over\(\): a window function stands in select\(\) and order_by\(\) alone; filter its
// rows in C\+\+ or in an outer query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node =
    lithe::delete_from<User>().where(col<&User::age> < 0).returning(col<&User::age>);
#else
constexpr auto node = lithe::delete_from<User>()
                          .where(col<&User::age> < 0)
                          .returning(row_number().over());  // <- here
#endif
