// error: lithe: comparison: the two sides have types that cannot be compared; convert one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const query = from<User>().where(col<&User::age>.in({1, 2}));
#else
auto const query = from<User>().where(col<&User::age>.in({"a", "b"}));  // <- here
#endif
