// error: lithe: order_by\(\): it stands once and before filter\(\), and count\(\) of all rows has
// no order; reorder
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node =
    group_concat(col<&User::name>).order_by(col<&User::age>).filter(col<&User::age> > 1);
#else
constexpr auto node = group_concat(col<&User::name>)
                          .filter(col<&User::age> > 1)
                          .order_by(col<&User::age>);  // <- here
#endif
