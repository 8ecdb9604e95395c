// error: lithe: where\(\): when\(\) may leave this UPDATE or DELETE without a condition; add one that stays
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node =
    delete_from<User>().where(col<&User::age> > 0, when(true, col<&User::age> < 3));
#else
constexpr auto node = delete_from<User>().where(when(true, col<&User::age> < 3));  // <- here
#endif
