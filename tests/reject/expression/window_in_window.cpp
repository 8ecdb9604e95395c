// error: lithe: over\(\): a window function inside another; use a subquery
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = rank().over(order_by(col<&User::age>));
#else
constexpr auto node = rank().over(order_by(row_number().over()));  // <- here
#endif
