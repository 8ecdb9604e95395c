// error: lithe: bit operator: a side is no whole number; == and < come before & and |: write brackets
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = (col<&User::age> & 1) == 1;
#else
constexpr auto node = col<&User::age> & (1 == 1);  // <- here
#endif
