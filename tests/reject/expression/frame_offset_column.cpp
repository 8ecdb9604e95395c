// error: lithe: rows_between\(\): an offset is no constant whole number
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = range_between(preceding(2), current_row);
#else
constexpr auto node = range_between(preceding(col<&User::age>), current_row);  // <- here
#endif
