// error: lithe: group_concat\(\): SQLite has no separator beside distinct\(\); leave it out
#include <lithe/sql.hpp>

#include "support/blog.hpp"

using namespace lithe;

#ifdef CORRECTED
auto const q = group_concat(distinct(col<&blog::User::name>));
#else
auto const q = group_concat(distinct(col<&blog::User::name>), "-");  // <- here
#endif
