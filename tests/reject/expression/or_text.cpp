// error: lithe: \|\|: it is OR, and a text is no condition; join texts with \+ or concat\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().select(col<&User::name> + "!");
#else
constexpr auto query = from<User>().select(col<&User::name> || "!");  // <- here
#endif
