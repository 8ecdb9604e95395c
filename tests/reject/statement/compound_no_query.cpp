// error: lithe: union_with\(\): this is no plain query; chain them from the left
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.union_with(names);
#else
constexpr auto query = names.union_with(3);  // <- here
#endif
