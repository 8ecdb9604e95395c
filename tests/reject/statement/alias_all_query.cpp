// error: lithe: alias: the column belongs to another struct; name one of the alias's own
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const query = from(boss).select(boss[all<User>]);
#else
auto const query = from(boss).select(boss[all<Post>]);  // <- here
#endif
