// error: lithe: comparison: a side is a comparison itself; write 1 < x && x < 5
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto condition = 1 < col<&User::age> && col<&User::age> < 5;
#else
constexpr auto condition = 1 < col<&User::age> < 5;  // <- here
#endif
