// error: lithe: seek_after\(\): the order is chosen at run time; give each order a query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto query = from<User>().order_by(col<&User::name>, col<&User::id>);
auto node = query.seek_after(std::optional<User>());
#else
auto query =
    from<User>().order_by(choose(0, asc(col<&User::name>), desc(col<&User::age>)), col<&User::id>);
auto node = query.seek_after(std::optional<User>());  // <- here
#endif
