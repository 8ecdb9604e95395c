// error: lithe: over\(\): SQLite has no DISTINCT in window functions; leave distinct\(\) out
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = count(col<&User::age>).over();
#else
constexpr auto node = count(distinct(col<&User::age>)).over();  // <- here
#endif
