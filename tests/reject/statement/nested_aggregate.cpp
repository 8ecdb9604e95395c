// error: lithe: select\(\): an aggregate inside an aggregate, without over\(\); use a subquery
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().group_by(col<&User::age>).select(sum(count()).over());
#else
constexpr auto statement = from<User>().group_by(col<&User::age>).select(sum(count()));  // <- here
#endif
