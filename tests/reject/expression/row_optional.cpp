// error: lithe: row_value\(\): an optional value has no order; use == or !=, or give its value
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr std::optional<int> limit = 18;

#ifdef CORRECTED
constexpr auto node = row_value(col<&User::age>, col<&User::id>) == row_value(limit, 5);
#else
constexpr auto node = row_value(col<&User::age>, col<&User::id>) < row_value(limit, 5);  // <- here
#endif
