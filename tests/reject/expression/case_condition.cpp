// error: lithe: case_when\(\): this is not a condition; compare it with something
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = case_when(col<&User::age> > 17, "adult");
#else
constexpr auto node = case_when(col<&User::age>, "adult");  // <- here
#endif
