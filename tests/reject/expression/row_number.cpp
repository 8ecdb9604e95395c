// error: lithe: row_value\(\): the rows differ in width or in a pair's types; give pairs of one kind
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = from<User>().where(row_value(col<&User::age>, 1) == row_value(3, 1));
#else
constexpr auto query = from<User>().where(row_value(col<&User::age>, 1) == 3);  // <- here
#endif
