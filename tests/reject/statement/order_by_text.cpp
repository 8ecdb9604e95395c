// error: lithe: select\(\), group_by\(\), order_by\(\): this is no expression; give columns, literal<value> or parameter
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().order_by(col<&User::name>);
#else
constexpr auto statement = from<User>().order_by("name");  // <- here
#endif
