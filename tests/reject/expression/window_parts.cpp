// error: lithe: over\(\): it takes partition_by\(\), order_by\(\) and a frame, each once; give them
// in this order
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = rank().over(partition_by(col<&User::age>), order_by(col<&User::id>));
#else
constexpr auto node =
    rank().over(order_by(col<&User::id>), partition_by(col<&User::age>));  // <- here
#endif
