// error: lithe: limit\(\), offset\(\): the count is negative; leave the clause out for all rows
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().limit(literal<2> - literal<1>);
#else
constexpr auto query = from<User>().limit(literal<1> - literal<2>);  // <- here
#endif
