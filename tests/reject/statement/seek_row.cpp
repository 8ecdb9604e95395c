// error: lithe: seek_after\(\): this is not a row of the query; give the last row before it
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto node = from<User>().order_by(col<&User::id>).seek_after(User{});
#else
auto node = from<User>().order_by(col<&User::id>).seek_after(7);  // <- here
#endif
