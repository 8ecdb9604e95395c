// error: lithe: limit\(\), offset\(\): the count is not a whole number; give an integer value
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().offset(2);
#else
constexpr auto statement = from<User>().offset(col<&User::age>);  // <- here
#endif
