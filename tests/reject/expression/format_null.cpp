// error: lithe: format\(\): an argument may be NULL, which prints as 0 or nothing; use coalesce\(x, …\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::format<"<%s>">(coalesce(col<&User::email>, "none"));
#else
constexpr auto node = lithe::format<"<%s>">(col<&User::email>);  // <- here
#endif
