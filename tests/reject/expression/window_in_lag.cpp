// error: lithe: over\(\): a window function inside another; use a subquery
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lag(col<&User::age>).over();
#else
constexpr auto node = lag(row_number().over()).over();  // <- here
#endif
