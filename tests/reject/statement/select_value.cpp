// error: lithe: select\(\), group_by\(\), order_by\(\): this is no expression; give columns, literal<value> or parameter
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().select(col<&User::id>, literal<5>);
#else
constexpr auto statement = from<User>().select(col<&User::id>, 5);  // <- here
#endif
