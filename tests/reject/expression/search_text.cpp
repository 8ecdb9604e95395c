// error: lithe: contains\(\): this is no text value; give one, or use like\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const node = lithe::contains(col<&User::name>, "a");
#else
auto const node = lithe::contains(col<&User::name>, col<&User::email>);  // <- here
#endif
