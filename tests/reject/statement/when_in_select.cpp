// error: lithe: when\(\): it stands in where\(\), having\(\) and ON, choose\(\) in order_by\(\); else use iif\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().where(when(true, col<&User::age> > literal<3>));
#else
constexpr auto node = from<User>().select(when(true, col<&User::age> > literal<3>));  // <- here
#endif
