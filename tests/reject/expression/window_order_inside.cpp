// error: lithe: over\(\): SQLite has no ORDER BY inside a window function; order the window itself
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = group_concat(col<&User::name>).over(order_by(col<&User::age>));
#else
constexpr auto node = group_concat(col<&User::name>).order_by(col<&User::age>).over();  // <- here
#endif
