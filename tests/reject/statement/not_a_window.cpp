// error: lithe: window\(\): this is no window; give lithe::window<name>\(order_by\(x\)\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().window(lithe::window<"w">(order_by(col<&User::age>)));
#else
constexpr auto statement = from<User>().window(order_by(col<&User::age>));  // <- here
#endif
