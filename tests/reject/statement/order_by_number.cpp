// error: lithe: order_by\(\), group_by\(\): a whole number is the number of a column to SQLite; name
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().order_by(desc(col<&User::name>));
#else
constexpr auto query = from<User>().order_by(desc(literal<2>));  // <- here
#endif
