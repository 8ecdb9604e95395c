// error: lithe: function: it takes no such arguments, or not so many; give columns
#include "support/blog.hpp"

using namespace blog;
using lithe::col, lithe::from;

#ifdef CORRECTED
auto const query = from<User>().select(lithe::concat(col<&User::name>, std::string("!")));
#else
auto const query =
    from<User>().select(lithe::concat(std::string("name"), std::string("!")));  // <- here
#endif
