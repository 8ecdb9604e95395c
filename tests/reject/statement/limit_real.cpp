// error: lithe: limit\(\), offset\(\): the count is not a whole number; give an integer value
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().limit(2);
#else
constexpr auto statement = from<User>().limit(2.5);  // <- here
#endif
