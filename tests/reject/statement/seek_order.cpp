// error: lithe: seek_after\(\): the order does not tell all rows apart; end order_by\(\) with the primary key
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto node = from<User>().order_by(col<&User::age>, col<&User::id>).seek_after(User{});
#else
auto node = from<User>().order_by(col<&User::age>).seek_after(User{});  // <- here
#endif
