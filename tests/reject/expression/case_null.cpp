// error: lithe: case_when\(\): all results are NULL; give one of them a value
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = case_when(col<&User::age> > 17, nullptr).else_("child");
#else
constexpr auto node = case_when(col<&User::age> > 17, nullptr).else_(nullptr);  // <- here
#endif
