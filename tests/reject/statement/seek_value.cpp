// error: lithe: seek_after\(\): an ordering term holds run-time values; write them as literal<2>
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

using page = std::tuple<std::int64_t, std::int64_t>;
#ifdef CORRECTED
auto query = from<User>()
                 .select(col<&User::age> * literal<2>, col<&User::id>)
                 .order_by(col<&User::age> * literal<2>, col<&User::id>);
auto node = query.seek_after(page());
#else
auto query = from<User>()
                 .select(col<&User::age> * 2, col<&User::id>)
                 .order_by(col<&User::age> * 2, col<&User::id>);
auto node = query.seek_after(page());  // <- here
#endif
