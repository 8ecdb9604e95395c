// error: lithe: over\(\): range_between\(\) with an offset measures along one term; give
// order_by\(\) of one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node =
    count().over(order_by(col<&User::age>), range_between(preceding(2), current_row));
#else
constexpr auto node = count().over(range_between(preceding(2), current_row));  // <- here
#endif
