// error: lithe: order_by\(\): a compound is ordered by columns of its result; name one of the first
// query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.union_all(names).order_by(desc(col<&User::name>));
#else
constexpr auto query = names.union_all(names).order_by(desc(col<&User::age>));  // <- here
#endif
