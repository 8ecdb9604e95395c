// error: lithe: union_with\(\): order_by\(\) and limit\(\) are of the whole; put them behind the
// last query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.union_all(names).limit(3);
#else
constexpr auto query = names.limit(3).union_all(names);  // <- here
#endif
