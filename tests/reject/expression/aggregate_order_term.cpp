// error: lithe: order_by\(\): this is no expression; give columns, asc\(\) or desc\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = group_concat(col<&User::name>).order_by(col<&User::age>);
#else
constexpr auto node = group_concat(col<&User::name>).order_by(3);  // <- here
#endif
