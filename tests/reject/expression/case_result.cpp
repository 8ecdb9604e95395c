// error: lithe: case_when\(\): two results have types that do not mix; convert one of them
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = case_when(col<&User::age> > 17, "adult").else_("child");
#else
constexpr auto node = case_when(col<&User::age> > 17, "adult").else_(0);  // <- here
#endif
