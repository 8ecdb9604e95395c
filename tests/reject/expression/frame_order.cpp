// error: lithe: rows_between\(\): the frame ends before it begins; exchange its bounds
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = rows_between(preceding(2), current_row);
#else
constexpr auto node = rows_between(current_row, preceding(2));  // <- here
#endif
