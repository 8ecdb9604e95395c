// error: lithe: with_many\(\): the rows are not whole ones of one table; leave out select\(\) and
// outer joins
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().with_many<&Post::author_id>();
#else
constexpr auto node = from<User>().select(col<&User::id>).with_many<&Post::author_id>();  // <- here
#endif
