// error: lithe: group_by\(\): an aggregate; group by what it is made of
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().group_by(col<&User::age>);
#else
constexpr auto statement = from<User>().group_by(count());  // <- here
#endif
