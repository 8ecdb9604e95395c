// error: lithe: function: it takes no such arguments, or not so many; give columns
#include "support/blog.hpp"

using namespace blog;
using lithe::col, lithe::from;

#ifdef CORRECTED
auto const query = from<User>().select(lithe::count(lithe::distinct(col<&User::name>)));
#else
auto const query = from<User>().select(
    lithe::count(lithe::distinct(col<&User::name>, col<&User::age>)));  // <- here
#endif
