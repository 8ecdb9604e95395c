// error: lithe: filter\(\): this is not a condition; compare it with something
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = sum(col<&User::age>).filter(col<&User::age> > 17);
#else
constexpr auto node = sum(col<&User::age>).filter(col<&User::age>);  // <- here
#endif
