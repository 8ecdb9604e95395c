// error: lithe: over\(\): a window function stands in select\(\) and order_by\(\) alone; filter its
// rows in C\+\+ or in an outer query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().group_by(col<&User::age>);
#else
constexpr auto node = from<User>().group_by(row_number().over());  // <- here
#endif
