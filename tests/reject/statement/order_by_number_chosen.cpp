// error: lithe: order_by\(\), group_by\(\): a whole number is the number of a column to SQLite; name
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto query = from<User>().order_by(choose(0, col<&User::name>, literal<2> + literal<0>));
#else
auto query = from<User>().order_by(choose(0, col<&User::name>, literal<2>));  // <- here
#endif
