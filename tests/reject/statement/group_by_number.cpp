// error: lithe: order_by\(\), group_by\(\): a whole number is the number of a column to SQLite; name
// the column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().group_by(col<&User::age>).select(count());
#else
constexpr auto query = from<User>().group_by(literal<1>).select(count());  // <- here
#endif
