// error: lithe: row_value\(\): the rows differ in width or in a pair's types; give pairs of one kind
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = row_value(col<&User::age>, col<&User::id>) < row_value(18, 5);
#else
constexpr auto node = row_value(col<&User::age>, col<&User::id>) < row_value(18);  // <- here
#endif
