// error: lithe: over\(\): no window\(\) of the query has this window, or two have its name; add or rename it
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr auto ages = lithe::window<"ages">(order_by(col<&User::age>));

#ifdef CORRECTED
constexpr auto statement = from<User>().window(ages).select(lithe::rank().over(ages));
#else
constexpr auto statement = from<User>().select(lithe::rank().over(ages));  // <- here
#endif
