// error: lithe: aggregate: a window function inside an aggregate; use a subquery
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = count().over();
#else
constexpr auto node = sum(row_number().over());  // <- here
#endif
