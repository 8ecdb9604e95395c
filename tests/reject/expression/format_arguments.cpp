// error: lithe: format\(\): the arguments are not those that the format wants; mend one or the other
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::format<"%s is %d">(col<&User::name>, col<&User::age>);
#else
constexpr auto node = lithe::format<"%s is %d">(col<&User::name>);  // <- here
#endif
