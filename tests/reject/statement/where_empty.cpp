// error: lithe: where\(\), having\(\): no condition is given; give one or leave the clause out
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>();
#else
constexpr auto statement = from<User>().where();  // <- here
#endif
