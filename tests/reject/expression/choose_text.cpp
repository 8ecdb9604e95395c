// error: lithe: choose\(\): an order is no expression; give columns, asc\(\) or desc\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().order_by(choose(0, asc(col<&User::name>), col<&User::age>));
#else
constexpr auto query = from<User>().order_by(choose(0, asc(col<&User::name>), "age"));  // <- here
#endif
