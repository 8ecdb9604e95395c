// error: lithe: join\(\): this table is joined already; use an alias for the second
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().cross_join(boss);
#else
constexpr auto statement = from<User>().cross_join<User>();  // <- here
#endif
