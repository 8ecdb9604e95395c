// error: lithe: rows_between\(\): an offset is no constant whole number \(in range_between\(\) any
// number\); give one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = rows_between(preceding(2), current_row);
#else
constexpr auto node = rows_between(preceding(0.5), current_row);  // <- here
#endif
