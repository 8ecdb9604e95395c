// error: lithe: join\(\): this table is joined already; use an alias for the second
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().from(boss);
#else
constexpr auto statement = update<User>().from<User>();  // <- here
#endif
