// error: lithe: filter\(\): this is not a condition; compare it with something
#include <lithe/sql.hpp>

#include "support/blog.hpp"

using namespace lithe;

#ifdef CORRECTED
auto const query = from<blog::User>().select(count().filter(col<&blog::User::age> > 3));
#else
auto const query = from<blog::User>().select(count().filter(3));  // <- here
#endif
