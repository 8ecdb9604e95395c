// error: lithe: outer\(\): this is no column; give one of the query around
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto age = lithe::outer(col<&User::age>) + 1;
#else
constexpr auto age = lithe::outer(col<&User::age> + 1);  // <- here
#endif
