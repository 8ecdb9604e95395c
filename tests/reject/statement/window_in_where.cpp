// error: lithe: over\(\): a window function stands in select\(\) and order_by\(\) alone; filter its
// rows in C\+\+ or in an outer query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().order_by(row_number().over());
#else
constexpr auto node = from<User>().where(row_number().over() < 3);  // <- here
#endif
