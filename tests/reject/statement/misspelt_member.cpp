// error: nmae
// the compiler's own words: no library sees a member that is not there
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().where(col<&User::name> == "a");
#else
constexpr auto statement = from<User>().where(col<&User::nmae> == "a");  // <- here
#endif
